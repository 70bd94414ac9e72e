"""Keeps the index in step with the article table, through an outbox.

Every change to articles adds outbox entries in its own transaction. They are drained
(``draining.py``) after the commit, at the end of a run, and within readers' requests.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from articles import databasefaults
from articles.runs import is_running
from search.engines import get_engine
from search.engines.base import (
    EngineUnavailable,
)
from search.engines.timelimits import left, within
from search.index.draining import drain
from search.index.waiting import oldest_age
from search.models import OutboxEntry

logger = logging.getLogger(__name__)

#: During a run, entries are drained when there are this many, or when the oldest is this old,
#: and at the end: each commit of the index has fixed costs and adds a segment to be merged.
RUN_BATCH = 1000
RUN_AGE = dt.timedelta(seconds=10)
#: Seconds for which a run waits for another writer, or drains, before its end; what remains is left
#: for later. A save does for as long as its engine says.
PATIENCE = 10.0
#: Seconds that the end of a run waits for another writer, which may be rebuilding the index.
RUN_PATIENCE = 600.0
#: The most entries that a reader's request drains, and the seconds that an engine on other machines
#: has for it.
IN_PASSING = 50
SECONDS_IN_PASSING = 1.0
#: Seconds for which readers' requests leave the entries alone if an engine has used up that time.
REST = 10.0
#: Entries older than this were left behind by a run that was killed.
LATE = 3 * RUN_AGE
#: A save builds a missing index only for up to this many articles, since a page waits for it. A
#: run builds an index of any size.
SMALL = 1000

_OUT_OF_DATE = "The index is out of date; run `manage.py drain` to update it."
_UNSEARCHABLE = "The articles are stored, but searches cannot find all of them."


class _Commit:
    """A thread's next database commit with changed articles. It is settled once, however many
    changes it contains."""

    def __init__(self) -> None:
        self.is_settled = False


class _Thread(threading.local):
    def __init__(self) -> None:
        self.commit = _Commit()
        self.is_draining = True


_thread = _Thread()


class _Resting:
    """Until when readers' requests of this process leave the entries alone."""

    until = 0.0


_resting = _Resting()


def enqueue(sender: Any, ids: Iterable[int], **kwargs: Any) -> None:
    """Add changed articles to the outbox, and drain it when the transaction is committed."""
    OutboxEntry.objects.bulk_create((OutboxEntry(article_id=each) for each in ids), batch_size=1000)
    # Each change registers it: a rollback to a savepoint discards the callbacks registered since.
    transaction.on_commit(partial(_after, _thread.commit))


def _after(commit: _Commit) -> None:
    """Called once for each change; only the first call settles the commit."""
    if not commit.is_settled:
        commit.is_settled = True
        _thread.commit = _Commit()
        if _thread.is_draining:
            drain_after_commit()


@contextmanager
def without_draining() -> Iterator[None]:
    """Within it, this thread's commits leave their entries, since an index is built afterwards."""
    _thread.is_draining = False
    try:
        yield
    finally:
        _thread.is_draining = True


def drain_after_commit() -> None:
    """Drain the outbox after a database commit. Within a run, drain only a full batch or old
    entries.

    If draining fails, the error is logged and the entries stay, so no change is lost.
    """
    try:
        if not is_running():
            patience = get_engine().patience
            with within(2 * patience):
                drain(wait=patience, seconds=patience, rebuild_up_to=SMALL)
        elif _is_due():
            drain(wait=PATIENCE, seconds=PATIENCE)
    except EngineUnavailable as error:
        logger.error("%s The index is out of date until `manage.py drain` succeeds.", error)
    except Exception as error:
        # The save has succeeded: a failure of the index must not turn it into an error.
        databasefaults.log(logger, _OUT_OF_DATE, error)


def _is_due() -> bool:
    age = oldest_age()
    return age is not None and (age > RUN_AGE or OutboxEntry.objects.count() >= RUN_BATCH)


def drain_after_run(sender: Any, *, interrupted: bool = False, **kwargs: Any) -> str:
    """Drain the remaining entries at the end of a run, and build the index if there is none.

    Returns "", or a sentence for the user who started the run if some changes are not searchable
    yet. A run that was ``interrupted`` drains only as much as a save would.
    """
    try:
        newest = OutboxEntry.objects.aggregate(newest=Max("pk"))["newest"]
        if interrupted:
            drain(wait=PATIENCE, seconds=PATIENCE, rebuild_up_to=SMALL)
        else:
            drain(wait=RUN_PATIENCE, wait_for_rebuild=True)
        remaining = OutboxEntry.objects.filter(pk__lte=newest or 0).count()
    except EngineUnavailable as error:
        return f"{_UNSEARCHABLE} {error}"
    except Exception as error:
        databasefaults.log(logger, _OUT_OF_DATE, error)
        return f"{_UNSEARCHABLE} Run `manage.py drain`."
    if remaining:
        return f"Searches cannot find {remaining} changes yet: run `manage.py drain`."
    return ""


def drain_in_passing() -> bool:
    """Drain a few entries within a reader's request. Returns whether entries remain.

    Many recent entries are left to the run that is adding them.
    """
    try:
        age = oldest_age()
        if age is not None and age < LATE and OutboxEntry.objects.count() > IN_PASSING:
            return True
        if time.monotonic() < _resting.until:
            return OutboxEntry.objects.exists()
        with within(SECONDS_IN_PASSING):
            try:
                drain(seconds=0, batch=IN_PASSING, rebuild_up_to=0)
            except EngineUnavailable:
                if left() < SECONDS_IN_PASSING / 4:
                    _resting.until = time.monotonic() + REST
                raise
    except EngineUnavailable as error:
        logger.error("Changes are waiting to be indexed. %s", error)
    except Exception as error:
        databasefaults.log(logger, "Changes are waiting to be indexed.", error)
    return OutboxEntry.objects.exists()
