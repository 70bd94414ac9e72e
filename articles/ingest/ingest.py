"""Turn captures into articles.

Reading and extracting happen outside any transaction. Storing uses short transactions, so that
people can edit while an ingest runs.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import reset_queries

from articles.ingest.dryrun import DryRun
from articles.ingest.incoming import Extractor, Incoming, Job, KnownScan, jobs_of
from articles.ingest.outcomes import Kind, Outcome
from articles.ingest.runlog import write
from articles.ingest.storing import store_batch
from articles.learning.learning import current_learnt
from articles.limits import Limits
from articles.models import Capture, Damaged, IngestRun
from articles.partialdate import PartialDate
from articles.readers import Failure, PassedOver
from articles.readers.documents.recognition import Recogniser
from articles.runs import run
from articles.workers import extracted

__all__ = ["Kind", "Outcome", "ingest"]

#: A batch ends after this many captures or seconds, so that other writers wait no longer.
BATCH_SIZE = 30
BATCH_SECONDS = 0.5


def ingest(
    found: Iterable[Job | PassedOver],
    *,
    dry_run: bool = False,
    passed_over: list[PassedOver] | None = None,
    record: IngestRun | None = None,
) -> Generator[Outcome, None, None]:
    """Store what was found; yield one Outcome per article once its transaction is committed.

    ``found`` may come from ``articles.readers.find`` (files) or ``articles.readers.members`` (an
    uploaded file); pasted text is a Member without a path. Whatever cannot be read or stored
    becomes a FAILED outcome and does not affect the others. What files hold besides articles is
    added to ``passed_over``. ``record`` is the run in which the outcomes are written down; of a
    dry run, it may be unsaved. The whole run uses what was learnt before it began.
    """
    with nullcontext() if dry_run else run():
        dry = DryRun() if dry_run else None
        for batch in _batches(found, passed_over, given_with(record)):
            incoming = [each for each in batch if isinstance(each, Incoming)]
            outcomes = iter(dry.process(incoming) if dry else store_batch(incoming, record))
            failed = {
                id(each): Outcome(
                    each.name, Kind.FAILED, error=each.reason, container=each.container
                )
                for each in batch
                if isinstance(each, Failure)
            }
            if record is not None and record.pk is not None and failed:
                write(record, list(failed.values()))
            for each in batch:
                if isinstance(each, Failure):
                    yield failed[id(each)]
                else:
                    yield replace(next(outcomes), note=each.note)
            # With DEBUG on, Django keeps the last 9,000 statements and their parameters in memory.
            reset_queries()


def given_with(record: IngestRun | None) -> dict[str, Any]:
    """Return the facts that a person gave with a run, with its day in words."""
    facts = {name: text for name, text in record.given.items() if name != "tag"} if record else {}
    if record is None or not facts:
        return {}
    return {"facts": facts, "when": PartialDate.of(record.started_at.date()).words}


def _batches(
    found: Iterable[Job | PassedOver],
    passed_over: list[PassedOver] | None,
    given: Mapping[str, Any],
) -> Iterator[list[Incoming | Failure]]:
    limits = Limits.of(settings)
    extractor = Extractor(limits, current_learnt(), given, _recogniser())
    batch: list[Incoming | Failure] = []
    began = time.monotonic()
    for each in extracted(
        jobs_of(found, limits, passed_over),
        extractor,
        settings.INGEST_PROCESSES,
        settings.INGEST_NICENESS,
    ):
        found_here = _stored_text(each, extractor) if isinstance(each, KnownScan) else [each]
        batch += found_here
        if passed_over is not None:
            for one in found_here:
                passed_over += one.passed_over if isinstance(one, Incoming) else ()
        if len(batch) >= BATCH_SIZE or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def _recogniser() -> Recogniser | None:
    if not settings.OCR_COMMAND:
        return None
    scans = Capture.objects.exclude(scan_sha256="").values_list("scan_sha256", flat=True)
    return Recogniser.of(settings.OCR_COMMAND, settings.OCR_SECONDS, scans)


def _stored_text(scan: KnownScan, extractor: Extractor) -> list[Incoming | Failure]:
    """A scan as it was read before. If it was erased meanwhile, its text is recognised again."""
    assert scan.member is not None
    member = replace(scan.member, scan="")
    row = Capture.objects.filter(scan_sha256=scan.member.scan).order_by("pk").first()
    recogniser = Recogniser.of(settings.OCR_COMMAND, settings.OCR_SECONDS)
    reader = Extractor(extractor.limits, extractor.learnt, extractor.given, recogniser)
    try:
        return reader.results(member if row is None else replace(member, data=row.raw))
    except Damaged as error:
        return [Failure(member.name, str(error), container=member.container)]
