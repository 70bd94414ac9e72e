"""The settings of the database, from DATABASE_URL and the settings beside it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

SQLITE: Final = "django.db.backends.sqlite3"
POSTGRESQL: Final = "django.db.backends.postgresql"

#: Seconds for which a transaction waits for its turn to write, on SQLite and on PostgreSQL.
PATIENCE: Final = 20
#: Seconds after which a server that does not answer is taken for dead.
_CONNECT: Final = 5
#: Seconds after the end of a statement's time in which the server has to say that it has ended it.
_LATER: Final = 5
#: Seconds for which a thread of the web server waits for a connection of the pool.
_POOL_WAIT: Final = 5
#: Seconds for which a connection outside a pool is kept.
_KEPT: Final = 60


def checked(database: Mapping[str, Any]) -> dict[str, Any]:
    """What django-environ has read, with ``OPTIONS``. Raises ImproperlyConfigured for another kind
    of database, or without the package that PostgreSQL needs."""
    if database.get("ENGINE") not in (SQLITE, POSTGRESQL):
        raise ImproperlyConfigured(
            "DATABASE_URL must be an address such as sqlite:////srv/archive.sqlite3 or "
            "postgres://user:password@host:5432/name."
        )
    if database["ENGINE"] == POSTGRESQL and not find_spec("psycopg"):
        raise ImproperlyConfigured(
            "PostgreSQL needs a package that is not installed. Type: python3 dev.py setup"
        )
    return {"OPTIONS": {}, **database}


def sqlite(database: Mapping[str, Any]) -> dict[str, Any]:
    """The settings for a file of SQLite."""
    return {
        # Opening the file for each request would cost more than most queries of a page.
        "CONN_MAX_AGE": _KEPT,
        **database,
        # A transaction waits for the write lock when it begins, instead of failing in the middle.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": PATIENCE,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def postgresql(
    database: Mapping[str, Any], *, pool: int, seconds: float, pooler: bool
) -> dict[str, Any]:
    """The settings for PostgreSQL.

    ``pool``: connections that the threads of this process share at most; 0: each keeps its own.
    ``seconds``: after so many a statement is ended; 0: never. ``pooler``: connections lead to a
    pooler such as PgBouncer, which gives each transaction to another one of the server.
    """
    if pool < 0 or seconds < 0:
        raise ImproperlyConfigured("DATABASE_POOL and DATABASE_SECONDS must be 0 or more.")
    session = f"-c lock_timeout={PATIENCE * 1000}"
    if seconds:
        session += f" -c statement_timeout={round(seconds * 1000)}"
    options = {
        "application_name": "newsarchive",
        "connect_timeout": _CONNECT,
        # A server whose machine has gone answers nothing: do not wait for hours.
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
        **database["OPTIONS"],
    }
    if not pooler:
        # PgBouncer refuses sessions with options of their own.
        options["options"] = f"{session} {options.get('options', '')}".strip()
    kept = {"CONN_MAX_AGE": _KEPT, "CONN_HEALTH_CHECKS": True}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": _POOL_WAIT}
        if seconds:
            options["pool"]["connection_class"] = _bounded(seconds + _LATER)
        kept["CONN_MAX_AGE"] = 0
    return {
        **kept,
        # Their rows would be asked of another connection than the one that has the cursor.
        "DISABLE_SERVER_SIDE_CURSORS": pooler,
        **database,
        "OPTIONS": options,
    }


def _bounded(patience: float) -> type:
    # Its module needs psycopg, which an archive on SQLite does without.
    from newsarchive.boundedconnections import bounded

    return bounded(patience)
