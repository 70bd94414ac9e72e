"""Compare articles soon after they change."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, transaction

from articles.copies.detection import bring_up_to_date, compare
from articles.runs import is_running

#: Whoever changes so many articles waits until they are compared. More are left to the next run.
MOST_AT_ONCE: Final = 20

logger = logging.getLogger(__name__)


def compare_changed(sender: Any, ids: Sequence[int], **kwargs: Any) -> None:
    """Compare articles once their change is committed; receives ``articles_changed``."""
    if not is_running() and len(ids) <= MOST_AT_ONCE:
        transaction.on_commit(lambda: _compare(ids))


def compare_after_run(sender: Any, interrupted: bool, **kwargs: Any) -> None:
    """Compare what a run changed, unless somebody waits; receives ``run_ended``."""
    if not interrupted:
        _guarded(bring_up_to_date)


def _compare(ids: Sequence[int]) -> None:
    _guarded(lambda: compare(ids))


def _guarded(work: Callable[[], object]) -> None:
    try:
        work()
    except (DatabaseError, InterfaceError) as error:
        logger.warning("Articles were not compared; `manage.py copies` does it: %s", error)
