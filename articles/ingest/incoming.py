"""Read and extract incoming captures.

Does not use the database, so that worker processes can do it (``workers.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from articles.extraction.findings import Extraction
from articles.extraction.furniture import Learnt
from articles.facts.reading import extraction_from
from articles.ingest.limits import Limits, OutOfTime, time_limit
from articles.readers import (
    Capture,
    Failure,
    Member,
    PassedOver,
    Source,
    Unreadable,
    capture_of,
    read,
)
from articles.readers.read import articles_in, holds_one_article

Done = TypeVar("Done")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A capture and its extraction.

    ``name``, ``path``, ``identified`` and ``container`` are those of its Member. If the article has
    an ``outlet`` that a person has pinned, ``outlet_extraction`` is the extraction as a page of
    that outlet.
    """

    name: str
    path: str
    identified: bool
    capture: Capture
    extraction: Extraction
    outlet: str = ""
    outlet_extraction: Extraction | None = None
    container: str = ""

    def with_outlet(self, outlet: str, learnt: Learnt) -> Incoming:
        """Return a copy, also extracted as a page of an outlet that a person has pinned."""
        extraction = _extraction(self.capture, learnt, outlet)
        return replace(self, outlet=outlet, outlet_extraction=extraction)

    def extraction_for(self, outlet: str) -> Extraction | None:
        """Return the extraction for a pinned outlet ("": no outlet is pinned); None if missing."""
        if not outlet:
            return self.extraction
        return self.outlet_extraction if outlet == self.outlet else None


#: A file with one article, still to be read; the bytes of an article; or a failure to read one.
Job = Source | Member | Failure


def jobs_of(
    found: Iterable[Job | PassedOver],
    limits: Limits,
    passed_over: list[PassedOver] | None = None,
) -> Iterator[Job]:
    """Yield the jobs in the order found.

    A file of several articles is read lazily, so that it is never in memory as a whole. What it
    holds besides articles is added to ``passed_over``.
    """
    for item in found:
        if isinstance(item, Source) and not holds_one_article(item):
            parts: Iterable[Job | PassedOver] = _members(item, limits)
        else:
            parts = (item,)
        for each in parts:
            if not isinstance(each, PassedOver):
                yield each
            elif passed_over is not None:
                passed_over.append(each)


def _members(source: Source, limits: Limits) -> Iterator[Member | Failure | PassedOver]:
    """Yield the articles of a file. It is given up where the next one takes too long to find."""
    found = read(source, limits.size)
    while True:
        try:
            with time_limit(limits.seconds):
                member = next(found, None)
        except OutOfTime:
            yield Failure(source.name, f"{limits.too_slow} Nothing from here on was read.")
            return
        if member is None:
            return
        yield member


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads and extracts the jobs of a run. ``learnt`` are the lines learnt before the run."""

    limits: Limits
    learnt: Learnt

    def results(self, job: Job) -> list[Incoming | Failure]:
        """Read and extract one job: one result, or one for each article of a document with several.

        Never raises: whatever goes wrong is a Failure.
        """
        parts = self._guarded(self._parts, job)
        return [parts] if isinstance(parts, Failure) else list(map(self.result, parts))

    def result(self, job: Job) -> Incoming | Failure:
        """Read and extract one article. Never raises: whatever goes wrong is a Failure."""
        return self._guarded(self._result, job)

    def _guarded(self, work: Callable[[Job], Done], job: Job) -> Done | Failure:
        try:
            with time_limit(self.limits.seconds):
                return work(job)
        except Unreadable as unreadable:
            reason = str(unreadable)
        except OutOfTime:
            reason = self.limits.too_slow
        except MemoryError:
            reason = self.limits.too_greedy
        except Exception as error:
            # A library that readers use fails in its own way; one file must not end the ingest.
            logger.exception("%s could not be read.", job.name)
            reason = f"It could not be read ({type(error).__name__}: {error})."
        return Failure(job.name, reason, "" if isinstance(job, Source) else job.container)

    def _parts(self, job: Job) -> list[Job]:
        """Return the articles in a file with one document: usually one."""
        found: list[Job] = []
        for each in read(job, self.limits.size) if isinstance(job, Source) else (job,):
            parts = articles_in(each, self.limits.size) if isinstance(each, Member) else (each,)
            found += [part for part in parts if not isinstance(part, PassedOver)]
        return found

    def _result(self, job: Job) -> Incoming | Failure:
        if isinstance(job, Failure):
            return job
        if isinstance(job, Source):
            raise TypeError("A file is read before its articles are extracted.")
        if len(job.data) > self.limits.size:
            raise Unreadable(self.limits.too_large)
        capture = capture_of(job)
        if capture.text.count("\n") >= self.limits.lines:
            raise Unreadable(self.limits.too_long)
        extraction = _extraction(capture, self.learnt)
        return Incoming(
            job.name, job.path, job.identified, capture, extraction, container=job.container
        )


def _extraction(capture: Capture, learnt: Learnt, outlet: str = "") -> Extraction:
    return extraction_from(
        capture.layout,
        capture.text,
        capture.stated,
        capture.captured_at,
        capture.seen_at,
        learnt=learnt,
        outlet=outlet,
    )
