"""Store the articles of a confirmed upload, with the corrections that the person made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.conf import settings

from articles.ingest.incoming import Job, jobs_of
from articles.ingest.ingest import ingest
from articles.ingest.outcomes import Kind, Outcome
from articles.ingest.runlog import begun, ended
from articles.learning.learning import learn
from articles.limits import Limits
from newsarchive.uploads.corrections import correct
from newsarchive.uploads.models import Upload, UploadedArticle

#: Outcomes after which the article is the one of the upload.
_OURS: Final = (Kind.CREATED, Kind.UPDATED, Kind.UNCHANGED)


def store(upload: Upload) -> None:
    """Store what is not left out, as one run. What an interrupted task has stored stays."""
    record = upload.run or begun(
        [file.name for file in upload.files.all()],
        by=upload.user.get_username(),
        options={"upload": upload.key, "layout": upload.layout},
        given=upload.given,
    )
    upload.run, upload.progress = record, 0
    upload.save(update_fields=["run", "progress"])
    chosen: list[UploadedArticle] = []
    outlets: set[int] = set()
    # ``chosen`` grows while ingest reads ahead, so it comes second.
    for outcome, each in zip(ingest(_jobs(upload, chosen), record=record), chosen, strict=False):
        _note(each, outcome, upload)
        if outcome.article is not None and outcome.article.outlet_id is not None:
            outlets.add(outcome.article.outlet_id)
        upload.progress += 1
        upload.save(update_fields=["progress"])
    counts = Counter(Kind(kind) for kind in upload.stored_kinds())
    ended(record, counts, "; ".join(upload.passed_over), stopped=False)
    upload.state = Upload.State.STORED
    upload.save(update_fields=["state"])
    upload.remove_files()
    if outlets:
        learn("an upload", outlets)


def _jobs(upload: Upload, chosen: list[UploadedArticle]) -> Iterator[Job]:
    """The articles that are not left out. Adds each to ``chosen`` before it is yielded.

    Files are read in the same order as for the preview, so their articles have the same positions.
    """
    noted = upload.articles.order_by("position").iterator()
    for job, each in zip(jobs_of(upload.sources(), Limits.of(settings)), noted, strict=False):
        if not each.is_left_out and each.outcome != Kind.FAILED:
            chosen.append(each)
            yield job


def _note(each: UploadedArticle, outcome: Outcome, upload: Upload) -> None:
    article = outcome.article
    is_resumed = outcome.kind is Kind.UNCHANGED and each.outcome != Kind.UNCHANGED
    # An earlier run of this task, which was killed, has stored it.
    each.stored = each.outcome if is_resumed else outcome.kind
    each.error, each.article = outcome.error, article
    each.save(update_fields=["stored", "error", "article"])
    if article is not None and outcome.kind in _OURS and each.corrections:
        correct(article, each.corrections, upload.user)
