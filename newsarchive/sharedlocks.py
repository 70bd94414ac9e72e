"""Locks between machines that share a database of PostgreSQL.

The processes of one machine have locks on files, which the kernel releases however a process ends.
Those of several machines have the database in common. Each lock is held by an open transaction on a
connection of its own, so PostgreSQL releases it when the process ends or its machine is gone, and
a pooler such as PgBouncer does not part the two.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections

from newsarchive.transactions import LOCKS

#: Seconds between two tries.
_PAUSE: Final = 0.05


class SharedLock:
    """The locks with these names. Only a holder of the first may take the others.

    On SQLite, which one machine alone can use, they are always ours.
    """

    def __init__(self, *names: str) -> None:
        self._names = names
        self._own: Any = None

    def acquire(self, wait: float = 0) -> bool:
        """Take them; False if another process has the first one for ``wait`` seconds. Raises
        DatabaseError if the database is out of reach."""
        if connection.vendor != "postgresql":
            return True
        self.release()
        self._own = _own_connection()
        with self._own.cursor() as cursor:
            cursor.execute("BEGIN")
            # They may be held for hours, while nothing is asked of this connection.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            is_ours = _take(cursor, self._names[0], time.monotonic() + wait)
            for name in self._names[1:] if is_ours else ():
                _take(cursor, name, time.monotonic())
        if not is_ours:
            self.release()
        return is_ours

    def renew(self) -> bool:
        """Whether they are still ours. If the server was restarted they were lost, and are taken
        again if they are free."""
        if connection.vendor != "postgresql":
            return True
        if self._own is not None:
            with suppress(Error), self._own.cursor() as cursor:
                cursor.execute("SELECT 1")
                return True
        return self.acquire()

    def release(self) -> None:
        if self._own is not None:
            with suppress(Error):
                self._own.close()
            self._own = None


@contextmanager
def held(*names: str, wait: float = 0) -> Iterator[bool]:
    """Hold a SharedLock until the context or the process ends. Yields whether it is ours."""
    lock = SharedLock(*names)
    try:
        yield lock.acquire(wait)
    finally:
        lock.release()


def is_held(name: str) -> bool:
    """Whether a process has the lock with this name; False on SQLite."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND classid = %s AND objid = %s AND objsubid = 2)",
            [LOCKS, _number(name)],
        )
        (found,) = cursor.fetchone()
    return bool(found)


def _own_connection() -> Any:
    ours = connections[DEFAULT_DB_ALIAS]
    settings = copy.deepcopy(ours.settings_dict)
    # The threads that wait for this lock may have all connections of the pool.
    settings["OPTIONS"].pop("pool", None)
    return type(ours)(settings, ours.alias)


def _take(cursor: Any, name: str, deadline: float) -> bool:
    while True:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCKS, _number(name)])
        (is_ours,) = cursor.fetchone()
        if is_ours or time.monotonic() >= deadline:
            return bool(is_ours)
        time.sleep(_PAUSE)


def _number(name: str) -> int:
    """The second number of a lock: positive, of 31 bits, and not that of ``writing``."""
    digest = blake2b(name.encode(), digest_size=4).digest()
    return (int.from_bytes(digest) >> 1) | 0x100
