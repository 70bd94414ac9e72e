"""Remove from the disk what erased articles have left behind.

A deleted row stays in free pages of the database file, and in the index until its segment is
merged. So the index is built anew, the database file is written anew (``VACUUM``), and its log is
emptied; PostgreSQL keeps a log of its own, which only its operator can shorten. ``secure_delete``
alone would not do: it overwrites what is deleted from now on, and not what earlier edits of the
same article left in free pages.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import task

from articles.extraction.words.explanations import counted
from articles.models import Article, Capture, ErasedCapture, Takedown
from newsarchive.operations import erasurelog, vacuum
from search.engines import get_engine
from search.engines.base import EngineAway, State
from search.index.draining import rebuild

logger = logging.getLogger(__name__)

#: Seconds that it waits for another writer of the index, and for readers of the database's log.
_PATIENCE: Final = 600.0


class Unpurged(Exception):
    """Something is left on the disk. The message says what, and what to do."""


def waiting() -> list[int]:
    """The erasures (primary keys) whose remains are still on the disk."""
    rows = Takedown.objects.filter(action=Takedown.Action.ERASED, purged_at=None)
    return list(rows.values_list("pk", flat=True))


def purge() -> int:
    """Remove what is left of erased articles; returns of how many.

    Raises Unpurged, EngineUnavailable, OSError and DatabaseError; it can be called again then.
    """
    keys = waiting()
    if not keys:
        return 0
    erasurelog.write(Path(settings.ERASURE_LOG))
    engine = get_engine()
    status = engine.status()
    if status.state is State.AWAY:
        # If a newer version has made the index, this one must not put an older index in its place.
        raise EngineAway(status.problem, status.remedy)
    rebuild(wait=_PATIENCE)
    compact()
    if left := engine.remains():
        raise Unpurged(left)
    Takedown.objects.filter(pk__in=keys).update(purged_at=timezone.now())
    return len(keys)


def compact(patience: float = _PATIENCE) -> None:
    """Write the database file anew, without free pages, and empty its log; on PostgreSQL the
    tables. Raises Unpurged."""
    if connection.vendor == "postgresql":
        try:
            vacuum.write_anew(patience)
        except vacuum.Remains as error:
            raise Unpurged(str(error)) from error
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        until = time.monotonic() + patience
        while True:
            ((is_busy, *_),) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            if not is_busy:
                return
            if time.monotonic() > until:
                raise Unpurged(
                    "The log of the database could not be emptied, because a process has been "
                    "reading for long. Run `manage.py erase` again when it has ended."
                )
            time.sleep(1)


def remains() -> Iterator[str]:
    """Sentences about what is there although it was erased, each with what to do."""
    again = ErasedCapture.objects.filter(sha256__in=Capture.objects.values("sha256"))
    for each in again.select_related("takedown"):
        yield (
            f"Capture {each} was erased on {each.takedown.at:%-d %B %Y} and is in the archive "
            "again: `erase --replay` with the log of erasures removes it."
        )
    if left := len(waiting()):
        yield (
            f"{counted(left, 'erased article')} not removed from the disk yet: a worker does it, "
            "or `manage.py erase`."
        )
    path = Path(settings.ERASURE_LOG)
    try:
        unknown = len(erasurelog.missing(path))
    except (erasurelog.BadErasureLog, OSError) as error:
        yield f"The log of erasures cannot be read: {error}"
        return
    if unknown:
        yield (
            f"{path} has {counted(unknown, 'erasure')} that this database does not know: run "
            f"`manage.py erase --replay {path}`."
        )


@task()
def purge_erased() -> None:
    """Purge, in a worker process."""
    count = purge()
    if count:
        logger.info("Removed what was left of %s erased articles from the disk.", count)


def enqueue(sender: type[Article], ids: Sequence[int], **kwargs: Any) -> None:
    """Let a worker purge; receives ``articles_erased``, in the transaction that erases."""
    purge_erased.enqueue()
