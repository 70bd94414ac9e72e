"""Sentences about a database that cannot be used, for the output of commands."""

from __future__ import annotations

from logging import Logger

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing

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
)


def sentence(error: DatabaseError) -> str:
    """Return what is wrong with the database and what to do, in a sentence or two."""
    place = connection.settings_dict["NAME"]
    for part, fault, remedy in _FAULTS:
        if part in str(error):
            return f"The database {place} {fault} ({error}). {remedy}"
    return f"The database {place} cannot be used ({error}). Check DATABASE_URL."


def is_of_operation(error: DatabaseError) -> bool:
    """Whether the operator can do something about an error; others are faults of the program."""
    if isinstance(error, OperationalError | MigrationSchemaMissing):
        return True
    return type(error) is DatabaseError and any(part in str(error) for part, _, _ in _FAULTS)


def log(logger: Logger, message: str, error: Exception) -> None:
    """Log what did not succeed and why: in a line if the operator can do something about it, else
    with the traceback."""
    if isinstance(error, DatabaseError) and is_of_operation(error):
        logger.error("%s %s", sentence(error), message)
    else:
        logger.error("%s", message, exc_info=error)
