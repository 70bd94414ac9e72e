"""System checks of the search index, for `manage.py check`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from articles.models import Article
from search.engines import get_engine
from search.engines.base import State
from search.index.agreement import standing
from search.models import OutboxEntry


@register(Tags.database)
def check_index(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Reports nothing if there are no tables yet, because `migrate` runs these checks too."""
    try:
        get_engine()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="Set SEARCH_URL to such an address.", id="search.E001")]
    if not databases:
        return []
    try:
        if not {Article._meta.db_table, OutboxEntry._meta.db_table} <= set(
            connection.introspection.table_names()
        ):
            return []
        if not Article.objects.exists():
            return []
        waiting = OutboxEntry.objects.count()
    except DatabaseError as error:
        return [
            Warning(
                f"The database cannot be used ({error}).",
                hint="Check that it is running and that DATABASE_URL is right.",
                id="search.W002",
            )
        ]
    status = standing()
    if status.state is not State.READY:
        return [Warning(status.problem, hint=status.remedy, id="search.W001")]
    if status.problem:
        return [Warning(status.problem, hint=status.remedy, id="search.W004")]
    if waiting:
        return [
            Warning(
                f"{waiting} changes are not in the search index yet.",
                hint="Run `manage.py drain`.",
                id="search.W003",
            )
        ]
    return []
