"""Write and read the journal."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from newsarchive.operations.models import JournalEntry

logger = logging.getLogger(__name__)

#: Entries of each task that are kept: some years of one a day.
KEPT = 1000


def note(
    sender: Any, *, task: str, began_at: dt.datetime, outcome: str, summary: str, **kwargs: Any
) -> None:
    """Write that a task has ended.

    A failure is only logged: the task itself has succeeded, and a backup of a database that
    cannot be written is worth having.
    """
    try:
        JournalEntry.objects.create(
            task=task,
            began_at=began_at,
            ended_at=timezone.now(),
            outcome=outcome,
            summary=summary,
        )
        _forget_old(task)
    except DatabaseError as error:
        logger.warning("The journal could not be written: %s", error)


def newest(task: str) -> JournalEntry | None:
    """The last entry of a task."""
    return JournalEntry.objects.filter(task=task).first()


def _forget_old(task: str) -> None:
    entries = JournalEntry.objects.filter(task=task).order_by("-pk")
    last = entries.values_list("pk", flat=True)[KEPT : KEPT + 1].first()
    if last is not None:
        entries.filter(pk__lte=last).delete()
