"""Indexes by groups of three letters, which PostgreSQL needs to find parts of words quickly.

Without them a search in admin reads every article. They need the extension pg_trgm, which comes
with PostgreSQL and which the owner of a database may create. Where it cannot be created, searches
find the same and take longer.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import DatabaseError, connection, transaction

from articles.models import Article, SeenPath

#: The columns that admin searches: an index for each table.
_COLUMNS: Final = {
    Article: ("headline", "standfirst", "body", "public_id"),
    SeenPath: ("path",),
}


def create_indexes(**kwargs: Any) -> None:
    """Create those that are missing, if that is possible; receives ``post_migrate``."""
    if connection.vendor != "postgresql" or not (lacking := missing()):
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if not _has_extension(cursor):
                cursor.execute("CREATE EXTENSION pg_trgm")
            for model, columns in _COLUMNS.items():
                table = model._meta.db_table
                if _name(table) not in lacking:
                    continue
                # As Django writes icontains. One that was not finished is in the way.
                keys = ", ".join(f"UPPER({column}::text) gin_trgm_ops" for column in columns)
                cursor.execute(f"DROP INDEX IF EXISTS {_name(table)}")
                cursor.execute(f"CREATE INDEX {_name(table)} ON {table} USING gin ({keys})")
    except DatabaseError:
        # The extension is not installed, or in another schema, or this role may not create it, or
        # the tables are not there yet. The system check says what is missing.
        return


def missing() -> list[str]:
    """The indexes that PostgreSQL does not have, or has not finished."""
    names = [_name(model._meta.db_table) for model in _COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid"
            " WHERE i.indisvalid AND pg_table_is_visible(c.oid) AND c.relname = ANY(%s)",
            [names],
        )
        found = {name for (name,) in cursor.fetchall()}
    return [name for name in names if name not in found]


def _has_extension(cursor: Any) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
    return bool(cursor.fetchone()[0])


def _name(table: str) -> str:
    return f"{table}_trigrams"
