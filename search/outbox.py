"""The index kept in step with the table.

Every change to articles leaves entries in the transaction that makes it. Draining re-reads
those articles as they are now, puts them into the index and then deletes exactly those entries.
Killed at any point, it starts again with the same entries, and putting a document twice is
putting it once.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Min
from django.utils import timezone

from articles.models import Article
from search.documents import documents
from search.engines import get_engine
from search.engines.base import Engine, EngineUnavailable, Update
from search.models import OutboxEntry
from search.writerlock import writer_lock

logger = logging.getLogger(__name__)

#: Entries to one commit of the index: about a second's work, so that others wait no longer.
BATCH = 200
#: Seconds that whoever saved waits for another writer before leaving the work to it.
WAIT = 10.0


def enqueue(sender: Any, ids: Iterable[int], **kwargs: Any) -> None:
    """Note changed articles, and drain once the transaction is committed."""
    OutboxEntry.objects.bulk_create((OutboxEntry(article_id=each) for each in ids), batch_size=1000)
    transaction.on_commit(drain_quietly)


def drain_quietly(wait: float = WAIT) -> None:
    """Drain; if it fails the entries stay, the change is safe, and the log says why."""
    try:
        drain(wait=wait)
    except (EngineUnavailable, DatabaseError):
        logger.exception("The index is behind the table; `manage.py drain` will bring it in step.")


def drain(wait: float = 0) -> int:
    """Bring the index in step; returns how many entries were settled.

    Waits up to ``wait`` seconds for another writer, who may settle them meanwhile.
    """
    deadline, settled = time.monotonic() + wait, 0
    while OutboxEntry.objects.exists():
        with writer_lock(wait=min(0.1, max(0.0, deadline - time.monotonic()))) as held:
            if held:
                settled += _drain_locked(get_engine())
        # Looks again: a change committed before the lock was let go found it taken.
        if not held and time.monotonic() >= deadline:
            break
    return settled


def _drain_locked(engine: Engine) -> int:
    if not engine.is_current():
        return _rebuild_locked(engine)
    settled = 0
    while entries := list(OutboxEntry.objects.order_by("pk")[:BATCH]):
        _put(engine.update, entries)
        settled += _delete([entry.pk for entry in entries])
    return settled


def _put(update: Update, entries: Iterable[OutboxEntry]) -> None:
    """Give the index the articles of these entries as they are now."""
    ids = {entry.article_id for entry in entries}
    present = list(documents(Article.objects.filter(pk__in=ids)))
    update(present, ids - {document.id for document in present})


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
    with writer_lock(wait=wait) as held:
        if not held:
            raise EngineUnavailable("Another process is writing the index: try again in a moment.")
        return _rebuild_locked(get_engine())


def oldest_age() -> dt.timedelta | None:
    """How long the oldest entry has been waiting; None if there is none."""
    oldest = OutboxEntry.objects.aggregate(oldest=Min("queued_at"))["oldest"]
    return timezone.now() - oldest if oldest else None


def differences() -> dict[str, list[int]]:
    """Article ids by how index and table differ: ``missing``, ``extra``, ``outdated``."""
    table = dict(Article.objects.shown().values_list("pk", "version"))
    index = get_engine().versions()
    return {
        "missing": sorted(table.keys() - index.keys()),
        "extra": sorted(index.keys() - table.keys()),
        "outdated": sorted(
            each for each in table.keys() & index.keys() if table[each] != index[each]
        ),
    }
