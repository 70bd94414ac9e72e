"""Keeps the index in step with the article table, through an outbox.

Every change to articles adds outbox entries in its own transaction. Draining re-reads those
articles in their current state, updates the index and then deletes exactly those entries. If it
is killed at any point, the next drain starts again with the same entries; updates of the index
are idempotent.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Subquery
from django.utils import timezone

from articles import databasefaults
from articles.models import Article
from articles.runs import is_running
from search.engines import get_engine
from search.engines.base import (
    Engine,
    EngineAway,
    EngineUnavailable,
    IndexMissing,
    Mark,
    State,
    Turn,
    Update,
)
from search.engines.timelimits import left, unlimited, within
from search.index.agreement import archive_state, confirm, next_mark, standing
from search.index.documents import documents
from search.index.statements import Statement
from search.index.turns import turn_to_write
from search.models import ArchiveState, OutboxEntry

logger = logging.getLogger(__name__)

#: Entries per commit of the index: about a second's work, so that other writers wait no longer.
BATCH = 1000
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


_ANY_ENTRY = Statement(lambda: OutboxEntry.objects.order_by("pk").values_list("pk")[:1])


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

#: The oldest entry at the last look of this process, and when it was first seen so, in seconds of
#: the clock that nobody sets.
_seen: dict[int, float] = {}


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


def table_version() -> tuple[str, str, int]:
    """A value that changes with every committed change of an article, and never returns.

    Such a change adds an entry. When an update of the index deletes entries, its token is recorded
    in the same transaction. One query, since a commit may come between two.
    """
    newest = OutboxEntry.objects.order_by("-pk").values("pk")[:1]
    rows = ArchiveState.objects.filter(pk=1).annotate(newest=Subquery(newest))
    found = rows.values_list("archive", "token", "newest").first()
    archive, token, entry = found or (archive_state().archive, "", None)
    return archive, token, entry or 0


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


def drain(
    *,
    wait: float = 0,
    seconds: float = math.inf,
    batch: int = BATCH,
    rebuild_up_to: float = math.inf,
    wait_for_rebuild: bool = False,
) -> int:
    """Apply all outbox entries to the index; returns how many were settled.

    Waits up to ``wait`` seconds for another writer, which may settle the entries meanwhile. A
    rebuild takes long and replays the entries, so this waits for one only with
    ``wait_for_rebuild``. Begins no further batch after ``seconds``. Rebuilds an index that is
    not ready if there are at most ``rebuild_up_to`` articles; raises IndexMissing if there are
    more.
    """
    began, settled = time.monotonic(), 0
    engine = get_engine()
    while OutboxEntry.objects.exists() or _lacks_index():
        remaining = began + wait - time.monotonic()
        with turn_to_write(engine, wait=max(0.0, min(0.1, remaining))) as turn:
            ours = turn is Turn.OURS
            done = _drain_locked(engine, began + seconds, batch, rebuild_up_to) if ours else 0
        settled += done
        # Look again: a change that was committed while the lock was held could not be drained
        # by its own process.
        if ours and (not done or time.monotonic() >= began + seconds):
            break
        if not ours and time.monotonic() >= began + wait:
            break
        if turn is Turn.REBUILD and not wait_for_rebuild:
            break
    return settled


def _lacks_index() -> bool:
    """Whether there are articles but no usable index. This happens without waiting entries if the
    index was deleted, or the archive was moved or restored without it, or with an older one."""
    state = standing().state
    return state not in (State.READY, State.AWAY) and Article.objects.shown().exists()


def _drain_locked(engine: Engine, until: float, batch: int, rebuild_up_to: float) -> int:
    status = standing()
    if status.state is State.AWAY:
        raise EngineAway(status.problem, status.remedy)
    if status.state is not State.READY:
        if Article.objects.count() > rebuild_up_to:
            raise IndexMissing(status.problem, status.remedy)
        return _rebuild_locked(engine)
    settled = 0
    while entries := list(OutboxEntry.objects.order_by("pk")[:batch]):
        mark = next_mark(engine)
        _put(partial(engine.update, mark=mark), entries)
        settled += _settle([entry.pk for entry in entries], mark)
        if time.monotonic() >= until:
            break
    return settled


def _put(update: Update, entries: Iterable[OutboxEntry]) -> None:
    """Update the index with the current state of the articles of these entries."""
    ids = {entry.article_id for entry in entries}
    present = list(documents(Article.objects.filter(pk__in=ids)))
    newer = update(present, ids - {document.id for document in present})
    if newer:
        # The index has newer versions although we hold the lock: the table was restored to an
        # earlier state. The table is authoritative.
        update([document for document in present if document.id in newer], newer)


def _settle(keys: list[int], mark: Mark) -> int:
    """Delete entries that are in the index, which has this mark; returns how many."""
    with transaction.atomic():
        confirm(mark)
        return sum(
            OutboxEntry.objects.filter(pk__in=chunk).delete()[0] for chunk in _chunks(keys, 1000)
        )


def _chunks(keys: list[int], size: int) -> Iterator[list[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _rebuild_locked(engine: Engine) -> int:
    """Build a new index, replay what changed meanwhile, and swap it in. The entries are deleted
    only after the swap."""
    # The table is read after this, so the rebuild includes the changes of these entries.
    settled = set(OutboxEntry.objects.values_list("pk", flat=True))
    marks: list[Mark] = []

    def replay(update: Update) -> None:
        while keys := sorted(set(OutboxEntry.objects.values_list("pk", flat=True)) - settled):
            for chunk in _chunks(keys, BATCH):
                _put(update, OutboxEntry.objects.filter(pk__in=chunk))
            settled.update(keys)
        # Only now: a copy of the database that knows the mark must know all of these articles.
        marks.append(next_mark(engine))
        update([], (), marks[0])

    with unlimited():
        count = engine.rebuild(documents(Article.objects.all()), replay=replay)
    _settle(sorted(settled), marks[0])
    return count


def rebuild(wait: float = 60.0) -> int:
    """Build a new index from the table beside the old one, then swap it in.

    Returns how many documents were passed to it. Raises EngineUnavailable if another writer
    holds the lock for longer than ``wait`` seconds.
    """
    engine = get_engine()
    with turn_to_write(engine, wait=wait, rebuilding=True) as turn:
        if turn is not Turn.OURS:
            raise EngineUnavailable(
                "Another process is writing to the index.", "Try again in a moment."
            )
        return _rebuild_locked(engine)


def searchable_up_to(after: int = 0) -> int:
    """All articles after a sequence number, up to this one, can be found as they are now.

    Ask before a search: then whoever reads what is new after a number, and next time after this
    one, misses nothing. It is never less than ``after``.
    """
    # In this order: what is committed in between has a greater number.
    last = Article.objects.last_sequence()
    waiting = Article.objects.filter(pk__in=OutboxEntry.objects.values("article_id"))
    first = waiting.filter(sequence__gt=after).order_by().aggregate(first=Min("sequence"))["first"]
    return max(last if first is None else first - 1, after)


def oldest_age() -> dt.timedelta | None:
    """How long the oldest entry has been waiting; None if there is none.

    By the clock, or for as long as this process has seen it waiting, if that is longer: a clock may
    be set back, and an entry would then be of the future. Never negative.
    """
    if _ANY_ENTRY.first() is None:
        return None
    first = OutboxEntry.objects.order_by("pk").values_list("pk", "queued_at").first()
    if first is None:
        return None
    key, queued_at = first
    seen = _seen.get(key)
    if seen is None:
        seen = time.monotonic()
        # One entry: the oldest of all, in the order in which they were written.
        _seen.clear()
        _seen[key] = seen
    return max(timezone.now() - queued_at, dt.timedelta(seconds=time.monotonic() - seen))
