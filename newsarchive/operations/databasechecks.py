"""System checks of PostgreSQL, for `manage.py check --database default`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection

from articles import trigrams
from articles.models import Article

#: Collations that order texts by their code points, as SQLite does.
_COLLATIONS: Final = ("C", "POSIX", "C.UTF-8", "C.utf8")
_HINT: Final = (
    "Create the database with CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' "
    "LOCALE 'C.UTF-8', and restore a backup into it."
)

_SLOW_SEARCHES: Final = Warning(
    "Searches in admin read every article, since the database has no indexes by trigrams.",
    hint="Run CREATE EXTENSION pg_trgm in this database as its owner or a superuser (it is in "
    "the package of PostgreSQL, or in postgresql-contrib), then `manage.py migrate`.",
    id="operations.W002",
)


@register(Tags.database)
def check_database(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Checks nothing on SQLite, nor where the database is out of reach: another check says so."""
    if not databases or connection.vendor != "postgresql":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database"
                " WHERE datname = current_database()"
            )
            encoding, collation = cursor.fetchone()
            has_tables = Article._meta.db_table in connection.introspection.table_names(cursor)
        slow = [_SLOW_SEARCHES] if has_tables and trigrams.missing() else []
    except DatabaseError:
        return []
    return [*messages(encoding, collation), *slow]


def messages(encoding: str, collation: str) -> list[CheckMessage]:
    """What is wrong with the encoding and the collation of a database."""
    if encoding != "UTF8":
        return [
            Error(
                f"The encoding of the database is {encoding}, which cannot store every text.",
                hint=_HINT,
                id="operations.E001",
            )
        ]
    if collation not in _COLLATIONS:
        return [
            Warning(
                f"The collation of the database is {collation}: lists are in another order than "
                "on other machines, and indexes are damaged when its library changes.",
                hint=_HINT,
                id="operations.W001",
            )
        ]
    return []
