"""Read articles soon after they change."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import DatabaseError, transaction

from articles.mentions.storage import bring_up_to_date, read
from articles.runs import is_running

#: Whoever changes so many articles waits until they are read. More are left to the next run.
MOST_AT_ONCE: Final = 20

logger = logging.getLogger(__name__)


def read_changed(sender: Any, ids: Sequence[int], **kwargs: Any) -> None:
    """Read articles once their change is committed; receives ``articles_changed``."""
    if not is_running() and len(ids) <= MOST_AT_ONCE:
        transaction.on_commit(lambda: _guarded(lambda: read(ids)))


def read_after_run(sender: Any, interrupted: bool, **kwargs: Any) -> None:
    """Read what a run changed, unless somebody waits; receives ``run_ended``."""
    if not interrupted:
        _guarded(bring_up_to_date)


def _guarded(work: Callable[[], object]) -> None:
    try:
        work()
    except DatabaseError as error:
        logger.warning("Names were not read; `manage.py mentions` does it: %s", error)
