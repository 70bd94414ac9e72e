"""What comes in: captures, and what the rules read in them.

Knows nothing of the database, so that it can be done by processes of its own (``workers.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articles.extraction.findings import Extraction
from articles.extraction.learnt import Learnt
from articles.facts.reading import extraction_from
from articles.readers import Capture, Failure, Member, Source, Unreadable, capture_of, read
from articles.readers.formats import is_one_article


@dataclass(frozen=True, slots=True)
class Incoming:
    """A capture, and what the rules read in it.

    ``name``, ``path`` and ``identified`` are those of its Member. ``as_of_outlet`` is what the
    rules read in it as a page of ``outlet``, which a person has pinned.
    """

    name: str
    path: str
    identified: bool
    capture: Capture
    extraction: Extraction
    outlet: str = ""
    as_of_outlet: Extraction | None = None

    def of_outlet(self, outlet: str, learnt: Learnt) -> Incoming:
        """The same, extracted also as a page of an outlet that a person has pinned."""
        extraction = _extraction(self.capture, learnt, outlet)
        return replace(self, outlet=outlet, as_of_outlet=extraction)

    def extraction_for(self, outlet: str) -> Extraction | None:
        """The extraction for a pinned outlet ("": none); None if there is none for this one."""
        if not outlet:
            return self.extraction
        return self.as_of_outlet if outlet == self.outlet else None


#: A file of one article, still to be read; an article's bytes; or what could not be read.
Job = Source | Member | Failure


def jobs_of(found: Iterable[Job], max_bytes: int) -> Iterator[Job]:
    """What is to be done, in the order found. What a file of many holds is read as it is wanted:
    nobody holds all of it."""
    for item in found:
        if isinstance(item, Source) and not is_one_article(item.name):
            yield from read(item, max_bytes)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class Extractor:
    """How a run reads: files of at most ``max_bytes``, with what was ``learnt`` before it."""

    max_bytes: int
    learnt: Learnt

    def done(self, job: Job) -> Incoming | Failure:
        if isinstance(job, Source):
            # Of one article: one member, or one failure.
            (job,) = read(job, self.max_bytes)
        if isinstance(job, Failure):
            return job
        if len(job.data) > self.max_bytes:
            return Failure(job.name, f"It is too large (more than {self.max_bytes:,} bytes).")
        try:
            capture = capture_of(job)
        except Unreadable as unreadable:
            return Failure(job.name, str(unreadable))
        extraction = _extraction(capture, self.learnt)
        return Incoming(job.name, job.path, job.identified, capture, extraction)


def _extraction(capture: Capture, learnt: Learnt, outlet: str = "") -> Extraction:
    return extraction_from(
        capture.layout,
        capture.text,
        capture.stated,
        capture.captured_at,
        learnt=learnt,
        outlet=outlet,
    )
