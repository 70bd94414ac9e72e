"""Check before a command begins that the database has its tables."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from articles.databasefaults import sentence


def require_tables() -> None:
    """Raise CommandError, with what to do next, if the database is out of reach or not migrated."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise CommandError(sentence(error)) from error
    if not executor.loader.applied_migrations:
        raise CommandError("The database has no tables yet: run `manage.py migrate` first.")
    if missing:
        raise CommandError(
            "The database has the tables of an earlier version: run `manage.py migrate` first."
        )
