"""Store the articles of a confirmed upload, with the corrections that the person made."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.conf import settings
from django.db import transaction

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Job, jobs_of
from articles.ingest.ingest import ingest
from articles.ingest.outcomes import Kind, Outcome
from articles.ingest.runlog import begun, ended
from articles.learning.learning import learn
from articles.limits import Limits
from articles.readers import Failure
from articles.readers.documents.recognition import Recogniser
from newsarchive.uploads.corrections import correct
from newsarchive.uploads.models import Upload, UploadedArticle

#: Outcomes after which the article is the one of the upload.
_OURS: Final = (Kind.CREATED, Kind.UPDATED, Kind.UNCHANGED)
#: Articles, or seconds, after which the progress is written down.
_BATCH: Final = 100
_SECONDS: Final = 0.5
_LONGEST_SOURCE: Final = UploadedArticle._meta.get_field("source").max_length


def store(upload: Upload) -> None:
    """Store what is not left out, as one run. What an interrupted task has stored stays."""
    with transaction.atomic():
        record = upload.run or begun(
            [file.name for file in upload.files.all()],
            by=upload.user.get_username(),
            options={"upload": upload.key, "layout": upload.layout},
            given=upload.given,
            column_maps=upload.column_maps,
        )
        upload.run, upload.progress = record, 0
        upload.save(update_fields=["run", "progress"])
    chosen: deque[UploadedArticle] = deque()
    outlets: set[int] = set()
    outcomes = ingest(_jobs(upload, chosen), record=record)
    for batch in _batches(outcomes):
        # ``chosen`` grows while ingest reads ahead.
        _note([(chosen.popleft(), outcome) for outcome in batch], upload)
        articles = (outcome.article for outcome in batch)
        outlets |= {each.outlet_id for each in articles if each and each.outlet_id}
    counts = Counter(Kind(kind) for kind in upload.stored_kinds())
    ended(record, counts, "; ".join([*upload.not_taken, *upload.passed_over]), stopped=False)
    upload.state = Upload.State.STORED
    upload.save(update_fields=["state"])
    upload.remove_files()
    if outlets:
        learn("an upload", outlets)


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """Outcomes that are noted together: seldom enough not to slow down, often enough to be seen."""
    batch: list[Outcome] = []
    began = time.monotonic()
    for outcome in outcomes:
        batch.append(outcome)
        if len(batch) >= _BATCH or time.monotonic() - began > _SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def _jobs(upload: Upload, chosen: deque[UploadedArticle]) -> Iterator[Job]:
    """The articles that are not left out. Adds each to ``chosen`` before it is yielded.

    Files are read in the same order as for the preview, so their articles have the same positions.
    Raises RuntimeError if they do not.
    """
    limits = Limits.of(settings)
    recogniser = Recogniser.of(settings.OCR_COMMAND, settings.OCR_SECONDS)
    extractor = Extractor(limits, Learnt(), recogniser=recogniser)
    for job, rows in _with_rows(jobs_of(upload.sources(), limits), _noted(upload)):
        wanted = [_is_wanted(each) for each in rows]
        if all(wanted):
            chosen.extend(rows)
            yield job
        elif any(wanted):
            # Some of the articles in a document.
            parts, _ = extractor.parts(job)
            for part, row, is_wanted in zip(parts, rows, wanted, strict=True):
                if is_wanted:
                    chosen.append(row)
                    yield part


def _with_rows(
    jobs: Iterator[Job], noted: Iterator[UploadedArticle]
) -> Iterator[tuple[Job, list[UploadedArticle]]]:
    """Each job with what the preview has noted of it: several articles if it is a document with
    some."""
    ahead = next(noted, None)
    for job in jobs:
        if ahead is None or not ahead.source.startswith(job.name[:_LONGEST_SOURCE]):
            raise RuntimeError(f"{job.name} is not what the preview has in its place.")
        rows = [ahead]
        within = () if isinstance(job, Failure) else (f"{job.name}#", f"{job.name}:")
        while (ahead := next(noted, None)) and ahead.source.startswith(within):
            rows.append(ahead)
        yield job, rows


def _is_wanted(article: UploadedArticle) -> bool:
    return not article.is_left_out and article.outcome != Kind.FAILED


def _noted(upload: Upload) -> Iterator[UploadedArticle]:
    """The articles in order, some at a time: an open query would hold the database's log back."""
    rows = upload.articles.order_by("position").defer("facts", "opening", "title", "note", "error")
    last = -1
    while found := list(rows.filter(position__gt=last)[:_BATCH]):
        yield from found
        last = found[-1].position


def _note(pairs: Sequence[tuple[UploadedArticle, Outcome]], upload: Upload) -> None:
    for each, outcome in pairs:
        is_resumed = outcome.kind is Kind.UNCHANGED and each.outcome != Kind.UNCHANGED
        # An earlier run of this task, which was killed, has stored it.
        each.stored = each.outcome if is_resumed else outcome.kind
        each.error, each.article = outcome.error, outcome.article
        if outcome.article is not None and outcome.kind in _OURS and each.corrections:
            assert upload.confirmed_at is not None
            correct(outcome.article, each.corrections, upload.user, upload.confirmed_at)
    upload.progress += len(pairs)
    with transaction.atomic():
        rows = [each for each, _ in pairs]
        UploadedArticle.objects.bulk_update(rows, ["stored", "error", "article"])
        upload.save(update_fields=["progress"])
