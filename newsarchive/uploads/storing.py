"""Store the articles of a confirmed upload, with the corrections that the person made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.conf import settings

from articles.ingest.incoming import Job, jobs_of
from articles.ingest.ingest import ingest
from articles.ingest.outcomes import Kind, Outcome
from articles.limits import Limits
from newsarchive.uploads.corrections import correct
from newsarchive.uploads.models import Upload, UploadedArticle

#: Outcomes after which the article is the one of the upload.
_OURS: Final = (Kind.CREATED, Kind.UPDATED, Kind.UNCHANGED)


def store(upload: Upload) -> None:
    """Store what is not left out. What an interrupted run has stored stays as it is."""
    chosen: list[UploadedArticle] = []
    upload.progress = 0
    # ``chosen`` grows while ingest reads ahead, so it comes second.
    for outcome, each in zip(ingest(_jobs(upload, chosen)), chosen, strict=False):
        _note(each, outcome, upload)
        upload.progress += 1
        upload.save(update_fields=["progress"])
    upload.state = Upload.State.STORED
    upload.save(update_fields=["state"])
    upload.remove_files()


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
