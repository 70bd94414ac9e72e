"""Read and extract stored captures again, within the limits of an ingest.

A job has all that it needs, so that worker processes can do it without the database.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings

from articles.extraction.findings import Extraction
from articles.extraction.furniture import Learnt
from articles.facts.reading import extraction_from, pinned_outlet
from articles.limits import Limits
from articles.readers import (
    Failure,
    Member,
    Unreadable,
    capture_of,
    capture_with,
    stated_of,
    text_of,
)
from articles.readers.formats import document
from articles.readers.text import unified
from articles.workers import Pool, Task

if TYPE_CHECKING:
    # Worker processes do not load the models.
    from articles.models import Article, Capture


class NotExtracted(Exception):
    """Reading or extracting a stored capture has failed. The message says why."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored capture, to be extracted as a page of ``outlet`` ("": none is pinned).

    ``text`` is its stored text, None if there is none. ``again``: the bytes are read again by the
    current reader, unless it cannot read them.
    """

    name: str
    data: bytes
    format: str
    encoding: str
    text: str | None
    url: str
    captured_at: dt.datetime | None
    seen_at: dt.datetime
    given: Mapping[str, Any] = field(default_factory=dict)
    outlet: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class NewText:
    """What the current reader makes of a capture's bytes: the text as it is stored."""

    text: str
    reader: str
    comparison_key: str
    encoding: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Extracted:
    """The extraction from a stored capture.

    ``text`` is the one it is from, ``before`` the one that was stored or would be made of the
    bytes, and ``new`` what the current reader makes, if it was asked and can.
    """

    extraction: Extraction
    text: str
    before: str
    new: NewText | None = None


def job_of(capture: Capture, outlet: str = "", *, again: bool = False) -> Stored:
    """Return the job for a capture. Raises Damaged if its bytes cannot be read."""
    return Stored(
        name=str(capture),
        data=capture.raw,
        format=capture.kind,
        encoding=capture.encoding,
        text=capture.stored_text,
        url=capture.url,
        captured_at=capture.captured_at,
        seen_at=capture.seen_at,
        given=capture.given,
        outlet=outlet,
        again=again,
    )


class StoredExtractor(Task[Stored, Extracted]):
    """Extracts stored captures with the lines ``learnt``."""

    def __init__(self, limits: Limits, learnt: Learnt) -> None:
        super().__init__(limits)
        self._learnt = learnt

    def _result(self, job: Stored) -> Extracted:
        new = _new_text(job) if job.again else None
        before = job.text
        if before is None:
            try:
                before = text_of(job.data, job.format, job.encoding)
            except LookupError:
                raise Unreadable(f"The encoding of capture {job.name} is not known.") from None
        text = before if new is None else new.text
        encoding = job.encoding if new is None else new.encoding
        stated = stated_of(job.data, job.format, encoding, text, job.url, job.given)
        layout = document(job.format).layout
        extraction = extraction_from(
            layout, text, stated, job.captured_at, job.seen_at, learnt=self._learnt,
            outlet=job.outlet,
        )  # fmt: skip
        return Extracted(extraction, text, before, new)


def _new_text(job: Stored) -> NewText | None:
    member = Member(
        job.data, job.name, job.captured_at, job.url, format=job.format, seen_at=job.seen_at
    )
    try:
        found = capture_of(member)
    except Unreadable:
        return None
    if job.given:
        found = capture_with(found, job.given)
    text = unified(found.text).encode(errors="replace").decode()
    return NewText(text, found.reader, found.comparison_key, found.encoding, found.doubtful)


@contextmanager
def extractor(learnt: Learnt, processes: int | None = None) -> Iterator[Pool[Stored, Extracted]]:
    """Yield a pool that extracts stored captures, in worker processes where there are many.

    A thread of a server uses no other processes: it does little, and they take long to start.
    """
    if processes is None:
        is_main = threading.current_thread() is threading.main_thread()
        processes = settings.INGEST_PROCESSES if is_main else 1
    task = StoredExtractor(Limits.of(settings), learnt)
    with Pool(task, processes, settings.INGEST_NICENESS) as pool:
        yield pool


def extracted_now(article: Article, learnt: Learnt, *, again: bool = False) -> Extracted:
    """Extract one article in this process. Raises Damaged, or NotExtracted."""
    job = job_of(article.capture, pinned_outlet(article), again=again)
    result = StoredExtractor(Limits.of(settings), learnt).result(job)
    if isinstance(result, Failure):
        raise NotExtracted(result.reason)
    return result
