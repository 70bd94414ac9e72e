"""Check the database before a command begins."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from articles.models import Article


def demand_tables() -> None:
    """Raise CommandError with the next step if the database cannot be reached or has no tables."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise CommandError(f"The database cannot be reached: {error}") from error
    if Article._meta.db_table not in tables:
        raise CommandError("The database has no tables yet: run `manage.py migrate` first.")
