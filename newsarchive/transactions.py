"""Transactions that read, decide by what they have read, and write.

SQLite has one writer at a time, and the settings make its transactions take the write lock when
they begin. PostgreSQL has many. Two of them could decide by the same rows, without seeing what the
other writes: two ingests would each create the article that both have found missing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

#: The first of the two numbers of our advisory locks; other programs may use the same database.
LOCKS: Final = 0x6E657773
#: The second number of the lock of those who change articles, captures, outlets or learnt lines.
_WRITERS: Final = 1


class _Thread(threading.local):
    is_writing = False


_thread = _Thread()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction in which nobody else changes the archive, from its beginning to its commit.

    Whatever reads and then changes articles, captures, outlets or learnt lines does so within one.
    It waits its turn when it begins, so extract before it, and begin it before any row is locked:
    then no two transactions can wait for each other. One within another is part of it, as with
    ``transaction.atomic``. Raises OperationalError if it has to wait for too long.
    """
    with transaction.atomic():
        if _thread.is_writing:
            yield
            return
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # PostgreSQL releases it after the commit, when others see what was written.
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCKS, _WRITERS])
        _thread.is_writing = True
        try:
            yield
        finally:
            _thread.is_writing = False
