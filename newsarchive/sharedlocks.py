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
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections

from newsarchive.transactions import LOCKS

#: Seconds between two tries.
_PAUSE: Final = 0.05


@contextmanager
def held(*names: str, wait: float = 0) -> Iterator[bool]:
    """Hold the locks with these names until the context or the process ends.

    Yields whether they are ours; False if another process had the first one for ``wait`` seconds.
    The others must be such that only a holder of the first takes them. On SQLite, which only one
    machine can use, it always yields True. Raises DatabaseError if the database is out of reach.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    own = _own_connection()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN")
            # A rebuild takes long, and nothing is asked of this connection meanwhile.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            is_ours = _acquire(cursor, names[0], time.monotonic() + wait)
            for name in names[1:] if is_ours else ():
                _acquire(cursor, name, time.monotonic())
        yield is_ours
    finally:
        own.close()


def is_held(name: str) -> bool:
    """Whether a process holds the lock with this name; False on SQLite."""
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


def _acquire(cursor: Any, name: str, deadline: float) -> bool:
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
