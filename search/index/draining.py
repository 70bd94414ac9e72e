"""Draining: brings the index up to the articles of the outbox's entries, or builds it anew.

Whoever holds the turn to write re-reads those articles in their current state, updates the index
and then deletes exactly those entries. If it is killed at any point, the next drain starts again
with the same entries; updates of the index are idempotent.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from functools import partial

from django.db import transaction

from articles.models import Article
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
from search.engines.timelimits import unlimited
from search.index.agreement import confirm, next_mark, standing
from search.index.documents import documents
from search.index.turns import turn_to_write
from search.models import OutboxEntry

#: Entries per commit of the index: about a second's work, so that other writers wait no longer.
BATCH = 1000


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
