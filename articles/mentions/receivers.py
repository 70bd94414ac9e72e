"""Read articles soon after they change."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, transaction

from articles.mentions.storage import read, read_all
from articles.runs import is_running

#: Whoever changes so many articles waits until they are read. More are left to the command.
MOST_AT_ONCE: Final = 20
#: Articles that a run reads in one go, before the index takes them: it would read them as well.
IN_RUN: Final = 200

logger = logging.getLogger(__name__)


class _Changed(threading.local):
    """The articles that a run of this thread has changed and not read yet (primary keys)."""

    def __init__(self) -> None:
        self.keys: list[int] = []


_changed = _Changed()


def read_changed(sender: Any, ids: Sequence[int], **kwargs: Any) -> None:
    """Read articles once their change is committed; receives ``articles_changed``."""
    if is_running():
        transaction.on_commit(lambda: _collect(ids))
    elif len(ids) <= MOST_AT_ONCE:
        transaction.on_commit(lambda: _guarded(lambda: read(ids)))


def read_after_run(sender: Any, interrupted: bool, **kwargs: Any) -> None:
    """Read the rest of what a run changed, unless somebody waits; receives ``run_ended``. What else
    is due is left to the command: after an upgrade, that may be the whole archive."""
    keys = _taken()
    if not interrupted:
        _guarded(lambda: read_all(keys))


def _collect(ids: Sequence[int]) -> None:
    _changed.keys += ids
    if len(_changed.keys) >= IN_RUN:
        keys = _taken()
        _guarded(lambda: read_all(keys))


def _taken() -> list[int]:
    keys = list(dict.fromkeys(_changed.keys))
    _changed.keys.clear()
    return keys


def _guarded(work: Callable[[], object]) -> None:
    try:
        work()
    except (DatabaseError, InterfaceError) as error:
        logger.warning("Names were not read; `manage.py mentions` does it: %s", error)
