"""The index kept in step with the table.

Every change to articles leaves entries in the transaction that makes it. Draining re-reads
those articles as they are now, puts them into the index and then deletes exactly those entries.
Killed at any point, it starts again with the same entries, and putting a document twice is
putting it once.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import threading
import time
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from articles.models import Article
from articles.runs import is_running
from search.engines import get_engine
from search.engines.base import Engine, EngineUnavailable, IndexMissing, State, Turn, Update
from search.index.documents import documents
from search.models import OutboxEntry

logger = logging.getLogger(__name__)

#: Entries to one commit of the index: about a second's work, so that others wait no longer.
BATCH = 1000
#: A run's changes are settled when so many wait, or the oldest for so long, and at its end: each
#: commit of the index has costs of its own, and makes a segment that must be merged.
RUN_BATCH = 1000
RUN_AGE = dt.timedelta(seconds=10)
#: Seconds that whoever saved waits for another writer, or works itself, before it leaves the rest.
PATIENCE = 10.0
#: Seconds that the end of a run waits for another writer, which may be building a whole index.
RUN_PATIENCE = 600.0
#: Entries that a reader's request settles at most.
IN_PASSING = 50
#: When so old, a run's entries have been left by one that was killed.
LATE = 3 * RUN_AGE
#: Articles up to which a save builds a missing index. A run builds one of any size: nobody waits
#: for a page.
SMALL = 1000

_UNSEARCHABLE = "The articles are stored, but searches cannot find all of them."


class _Commit:
    """The next commit of a thread that brings changes; settled once, however many they are."""

    def __init__(self) -> None:
        self.is_settled = False


class _Thread(threading.local):
    def __init__(self) -> None:
        self.commit = _Commit()


_thread = _Thread()


def enqueue(sender: Any, ids: Iterable[int], **kwargs: Any) -> None:
    """Note changed articles, and drain once the transaction is committed."""
    OutboxEntry.objects.bulk_create((OutboxEntry(article_id=each) for each in ids), batch_size=1000)
    # Registered by each change: a savepoint that is rolled back takes its registrations with it.
    transaction.on_commit(partial(_after, _thread.commit))


def _after(commit: _Commit) -> None:
    """Called as often as there were changes; settles the first time."""
    if not commit.is_settled:
        commit.is_settled = True
        _thread.commit = _Commit()
        settle_commit()


def settle_commit() -> None:
    """After a commit, unless it is one of a run and little waits yet.

    If it fails the entries stay, the change is safe, and the log says why.
    """
    try:
        if not is_running():
            drain(wait=PATIENCE, seconds=PATIENCE, rebuild_up_to=SMALL)
        elif _is_much():
            drain(wait=PATIENCE, seconds=PATIENCE)
    except EngineUnavailable as error:
        logger.error("%s The index is out of date until `manage.py drain` succeeds.", error)
    except Exception:
        # The save is done: nothing that the index does may turn it into an error.
        logger.exception("The index is out of date; run `manage.py drain` to update it.")


def _is_much() -> bool:
    age = oldest_age()
    return age is not None and (age > RUN_AGE or OutboxEntry.objects.count() >= RUN_BATCH)


def settle_run(sender: Any, *, interrupted: bool = False, **kwargs: Any) -> str:
    """At the end of a run: all that its commits have left, and an index if there is none.

    Returns "", or a sentence for whoever started the run if searches do not find all of it. A run
    that was ``interrupted`` does only what a save would.
    """
    try:
        newest = OutboxEntry.objects.aggregate(newest=Max("pk"))["newest"]
        if interrupted:
            drain(wait=PATIENCE, seconds=PATIENCE, rebuild_up_to=SMALL)
        else:
            drain(wait=RUN_PATIENCE, wait_for_rebuild=True)
        left = OutboxEntry.objects.filter(pk__lte=newest or 0).count()
    except EngineUnavailable as error:
        return f"{_UNSEARCHABLE} {error}"
    except Exception:
        logger.exception("The index is out of date; run `manage.py drain` to update it.")
        return (
            "The articles are stored, but searches cannot find all of them: run `manage.py drain`."
        )
    if left:
        return f"Searches cannot find {left} changes yet: run `manage.py drain`."
    return ""


def settle_in_passing() -> bool:
    """Within a reader's request: a little of what waits. True if something waits still.

    Much that has not waited long is left to the run that makes it.
    """
    try:
        age = oldest_age()
        if age is not None and age < LATE and OutboxEntry.objects.count() > IN_PASSING:
            return True
        drain(seconds=0, batch=IN_PASSING, rebuild_up_to=0)
    except EngineUnavailable as error:
        logger.error("Changes are waiting to be indexed. %s", error)
    except Exception:
        logger.exception("Changes are waiting to be indexed.")
    return OutboxEntry.objects.exists()


def drain(
    *,
    wait: float = 0,
    seconds: float = math.inf,
    batch: int = BATCH,
    rebuild_up_to: float = math.inf,
    wait_for_rebuild: bool = False,
) -> int:
    """Bring the index in step; returns how many entries were settled.

    Waits up to ``wait`` seconds for another writer, who may settle them meanwhile. A rebuild
    replays them and takes long, so nobody waits for it unless told to ``wait_for_rebuild``.
    Begins no further batch after ``seconds``. Builds a missing index from up to
    ``rebuild_up_to`` articles; raises IndexMissing where there are more.
    """
    began, settled = time.monotonic(), 0
    engine = get_engine()
    while OutboxEntry.objects.exists() or _lacks_index(engine):
        left = began + wait - time.monotonic()
        with engine.writing(wait=max(0.0, min(0.1, left))) as turn:
            ours = turn is Turn.OURS
            done = _drain_locked(engine, began + seconds, batch, rebuild_up_to) if ours else 0
        settled += done
        # Looks again: a change committed before the turn was over found it taken.
        if ours and (not done or time.monotonic() >= began + seconds):
            break
        if not ours and time.monotonic() >= began + wait:
            break
        if turn is Turn.REBUILD and not wait_for_rebuild:
            break
    return settled


def _lacks_index(engine: Engine) -> bool:
    """True if articles can't be searched for want of an index, though no change waits: the index
    was deleted, or the archive was moved or restored without it."""
    return engine.status().state is not State.READY and Article.objects.shown().exists()


def _drain_locked(engine: Engine, until: float, batch: int, rebuild_up_to: float) -> int:
    status = engine.status()
    if status.state is not State.READY:
        if Article.objects.count() > rebuild_up_to:
            raise IndexMissing(status.problem, status.remedy)
        return _rebuild_locked(engine)
    settled = 0
    while entries := list(OutboxEntry.objects.order_by("pk")[:batch]):
        _put(engine.update, entries)
        settled += _delete([entry.pk for entry in entries])
        if time.monotonic() >= until:
            break
    return settled


def _put(update: Update, entries: Iterable[OutboxEntry]) -> None:
    """Give the index the articles of these entries as they are now."""
    ids = {entry.article_id for entry in entries}
    present = list(documents(Article.objects.filter(pk__in=ids)))
    newer = update(present, ids - {document.id for document in present})
    if newer:
        # Nobody else writes: the table was put back to what it was, and the table is the truth.
        update([document for document in present if document.id in newer], newer)


def _delete(keys: list[int]) -> int:
    return sum(
        OutboxEntry.objects.filter(pk__in=chunk).delete()[0] for chunk in _chunks(keys, 1000)
    )


def _chunks(keys: list[int], size: int) -> Iterator[list[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _rebuild_locked(engine: Engine) -> int:
    """Build beside, replay what changed meanwhile, swap; only then are the entries settled."""
    # The table is read after this: it has what these entries speak of.
    settled = set(OutboxEntry.objects.values_list("pk", flat=True))

    def replay(update: Update) -> None:
        while entries := [each for each in OutboxEntry.objects.all() if each.pk not in settled]:
            for chunk in _chunks([entry.pk for entry in entries], BATCH):
                _put(update, OutboxEntry.objects.filter(pk__in=chunk))
            settled.update(entry.pk for entry in entries)

    count = engine.rebuild(documents(Article.objects.all()), replay=replay)
    _delete(sorted(settled))
    return count


def rebuild(wait: float = 60.0) -> int:
    """Build the index anew from the table beside the old one, then swap it in.

    Returns how many documents it has been given. Raises EngineUnavailable if another writer
    holds on for longer than ``wait`` seconds.
    """
    engine = get_engine()
    with engine.writing(wait=wait, rebuilding=True) as turn:
        if turn is not Turn.OURS:
            raise EngineUnavailable(
                "Another process is writing to the index.", "Try again in a moment."
            )
        return _rebuild_locked(engine)


def oldest_age() -> dt.timedelta | None:
    """How long the oldest entry has been waiting; None if there is none."""
    oldest = OutboxEntry.objects.aggregate(oldest=Min("queued_at"))["oldest"]
    return timezone.now() - oldest if oldest else None
