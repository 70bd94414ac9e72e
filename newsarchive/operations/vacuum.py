"""Write the tables of PostgreSQL anew, so that no page has a deleted row any more.

``VACUUM FULL`` alone does not promise that: it copies deleted rows for as long as an open
transaction may read them. Nor are tables all there is: the statistics for the planner hold values
of rows as examples.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from django.db import DatabaseError, connection

#: While VACUUM waits for a table, everybody who comes after it waits too.
_LOCK_TIMEOUT: Final = "2s"
#: SQLSTATE of a statement that waited for longer.
_LOCKED: Final = "55P03"
#: Seconds between two tries: at first, and at most.
_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_STATISTICS: Final = "pg_statistic"


class Remains(Exception):
    """A table still has deleted rows. The message says why, and what to do."""


def write_anew(patience: float) -> None:
    """Write each table of the archive anew, without deleted rows. Waits for transactions of others
    for ``patience`` seconds altogether. Raises Remains and DatabaseError."""
    until = time.monotonic() + patience
    with connection.cursor() as cursor, _short_waits(cursor):
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = current_schema()"
            " ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        # Before the tables: it replaces the examples, and the old ones are then deleted rows.
        _repeat(lambda: cursor.execute("ANALYZE"), "a table", until)
        for table in tables:
            _repeat(partial(_forget_examples_of_empty, cursor, table), table, until)
        for table in (*tables, _STATISTICS):
            _repeat(partial(_is_clean, cursor, table), table, until)


def _forget_examples_of_empty(cursor: Any, table: str) -> None:
    """Remove the statistics of a table without rows, whose ANALYZE keeps those of its last rows.

    No statement of its own does that, but a change of the type of a column does, also to the type
    that it has."""
    cursor.execute(f"SELECT FROM {table} LIMIT 1")
    if cursor.fetchone() is not None:
        return
    cursor.execute(
        "SELECT string_agg(format('ALTER COLUMN %%I TYPE %%s', attname,"
        " format_type(atttypid, atttypmod)), ', ') FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attname IN (SELECT s.attname FROM pg_stats s"
        " WHERE format('%%I.%%I', schemaname, tablename)::regclass = attrelid)"
        " AND atttypid IN ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype,"
        " 'bytea'::regtype)",
        [table],
    )
    ((changes,),) = cursor.fetchall()
    if changes:
        cursor.execute(f"ALTER TABLE {table} {changes}")


def _repeat(step: Callable[[], object], table: str, until: float) -> None:
    """Do a step until nobody else has the table, and it does not return False."""
    pause = _PAUSE
    while True:
        try:
            if step() is not False:
                return
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") != _LOCKED:
                raise
        if time.monotonic() > until:
            raise Remains(
                f"Deleted rows of {table} could not be removed, because a transaction has been "
                "open for long: a backup, a program or a session of psql (pg_stat_activity names "
                "it). Run `manage.py erase` again when it has ended."
            )
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _is_clean(cursor: Any, table: str) -> bool:
    """Write a table anew; False if somebody may still read rows that were deleted."""
    left: list[int] = []

    def note(notice: Any) -> None:
        # «0 dead row versions cannot be removed yet», in the language of the server.
        if number := re.search(r"\d+", notice.message_detail or ""):
            left.append(int(number[0]))

    own = connection.connection
    own.add_notice_handler(note)
    try:
        cursor.execute(f"VACUUM (FULL, VERBOSE) {table}")
    finally:
        own.remove_notice_handler(note)
    if not left:
        raise Remains(
            f"This role may not write {table} anew. Make it the owner of the database (ALTER "
            "DATABASE … OWNER TO …), then run `manage.py erase`."
        )
    return not any(left)


@contextmanager
def _short_waits(cursor: Any) -> Iterator[None]:
    cursor.execute("SHOW lock_timeout")
    (before,) = cursor.fetchone()
    cursor.execute("SELECT set_config('lock_timeout', %s, false)", [_LOCK_TIMEOUT])
    try:
        yield
    finally:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])
