"""Captures become articles. Reading and extracting happen outside any transaction;
storing goes in short ones, so that people can edit while an ingest runs."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import nullcontext

from django.conf import settings
from django.db import reset_queries

from articles.ingest.dryrun import Rehearsal
from articles.ingest.incoming import Extractor, Incoming, Job, jobs_of
from articles.ingest.outcomes import Kind, Outcome
from articles.ingest.storing import store_batch
from articles.ingest.workers import extracted
from articles.learning.learning import current
from articles.readers import Failure
from articles.runs import run

__all__ = ["Kind", "Outcome", "ingest"]

#: A transaction ends after this many captures or seconds: other writers wait no longer.
BATCH_SIZE = 100
BATCH_SECONDS = 0.5


def ingest(found: Iterable[Job], *, dry_run: bool = False) -> Generator[Outcome, None, None]:
    """Store what was found; one Outcome an article, once its transaction is committed.

    Files come as ``articles.readers.find`` finds them; text that somebody pastes is a Member with
    no path; an uploaded file gives Members by ``articles.readers.members``. What cannot be read or
    stored is a FAILED outcome and never harms its neighbours. All of a run is read with what was
    learnt before it began.
    """
    with nullcontext() if dry_run else run():
        settle = Rehearsal().play if dry_run else store_batch
        for batch in _batches(found):
            settled = iter(settle([each for each in batch if isinstance(each, Incoming)]))
            for each in batch:
                if isinstance(each, Failure):
                    yield Outcome(each.name, Kind.FAILED, error=each.reason)
                else:
                    yield next(settled)
            # With DEBUG Django notes the last 9,000 statements, with all that they stored.
            reset_queries()


def _batches(found: Iterable[Job]) -> Iterator[list[Incoming | Failure]]:
    limit = settings.INGEST_MAX_BYTES
    extractor = Extractor(limit, current())
    batch: list[Incoming | Failure] = []
    began = time.monotonic()
    for each in extracted(jobs_of(found, limit), extractor, settings.INGEST_PROCESSES):
        batch.append(each)
        if len(batch) >= BATCH_SIZE or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch
