"""Sentences about a database that cannot be used, for the output of commands."""

from __future__ import annotations

from logging import Logger

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.db.migrations.exceptions import MigrationSchemaMissing

_TOO_MANY = "Set max_connections of PostgreSQL higher, or WEB_WORKERS or DATABASE_POOL lower."

#: A part of the database's message, what it means, and what to do.
_FAULTS = (
    (
        "unable to open",
        "cannot be opened",
        "Check that its folder exists and that this user may write there.",
    ),
    (
        "readonly",
        "cannot be written",
        "Check that this user may write to the file and to its folder.",
    ),
    (
        "is locked",
        "is locked by another process",
        "Wait until that is done, then run the command again.",
    ),
    ("is full", "has no space left", "Free up space, then run the command again."),
    (
        "no such",
        "does not have the tables of this version",
        "Run `manage.py migrate` first.",
    ),
    (
        "malformed",
        "is damaged",
        "Move it away, then restore a backup with `manage.py restore FILE`.",
    ),
    (
        "not a database",
        "is damaged, or is no database",
        "Check DATABASE_URL, or restore a backup with `manage.py restore FILE`.",
    ),
    ("disk I/O", "cannot be read or written", "Check the disk and the limits of this user."),
    # PostgreSQL
    ("No space left", "has no space left", "Free up space, then run the command again."),
    (
        "lock timeout",
        "is being written by another process",
        "Wait until that is done, then run the command again.",
    ),
    (
        "statement timeout",
        "took too long to answer",
        "Try again later, or set DATABASE_SECONDS higher.",
    ),
    (
        "authentication failed",
        "refuses this user",
        "Check the user and the password in DATABASE_URL.",
    ),
    (
        "read-only transaction",
        "cannot be written",
        "DATABASE_URL may be that of a copy; use the server that is written to.",
    ),
    ("too many clients", "has no connection left", _TOO_MANY),
    ("connection slots", "has no connection left", _TOO_MANY),
    # PgBouncer
    (
        "unsupported startup parameter",
        "is behind a pooler that refuses settings of a session",
        "Set DATABASE_POOLER=on.",
    ),
    (
        "no more connections allowed",
        "has no connection left",
        "Set max_client_conn of PgBouncer higher.",
    ),
    # Both
    ("couldn't get a connection", "has no connection left, or is out of reach", _TOO_MANY),
    (
        'relation "',
        "does not have the tables of this version",
        "Run `manage.py migrate` first.",
    ),
    *(
        (part, "is out of reach", "Check that its server runs, then run the command again.")
        for part in (
            "Connection refused",
            "did not answer within",
            "connection failed",
            "starting up",
            "shutting down",
            "recovery mode",
            "terminating connection",
            "server closed the connection",
            "connection is lost",
            "connection is closed",
            "connection already closed",
            "consuming input failed",
            "sending query failed",
            "SSL connection has been closed",
            "server_login_retry",
            "query_wait_timeout",
            "server conn crashed",
            "cannot connect to server",
            "timeout expired",
        )
    ),
)


def sentence(error: DatabaseError | InterfaceError) -> str:
    """Return what is wrong with the database and what to do, in a sentence or two."""
    place = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite":
        place = f"{place} on {connection.settings_dict['HOST'] or 'this machine'}"
    message = " ".join(str(error).split())
    for part, fault, remedy in _FAULTS:
        if part in message:
            return f"The database {place} {fault} ({message}). {remedy}"
    return f"The database {place} cannot be used ({message}). Check DATABASE_URL."


def is_of_operation(error: DatabaseError | InterfaceError) -> bool:
    """Whether the operator can do something about an error; others are faults of the program."""
    if isinstance(error, OperationalError | InterfaceError | MigrationSchemaMissing):
        return True
    if type(error) is not DatabaseError and not isinstance(error, ProgrammingError):
        return False
    return any(part in str(error) for part, _, _ in _FAULTS)


def log(logger: Logger, message: str, error: Exception) -> None:
    """Log what did not succeed and why: in a line if the operator can do something about it, else
    with the traceback."""
    if isinstance(error, DatabaseError | InterfaceError) and is_of_operation(error):
        logger.error("%s %s", sentence(error), message)
    else:
        logger.error("%s", message, exc_info=error)
