"""What comes in: captures read from files, and what the rules read in them.

Knows nothing of the database, so that it can be done by processes of its own (``workers.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.extraction.findings import Extraction
from articles.extraction.learnt import Learnt
from articles.facts.reading import extraction_from
from articles.readers import Capture, Failure, Kind, Source, form_of, read


@dataclass(frozen=True, slots=True)
class Incoming:
    """A capture of a file, and what the rules read in it."""

    source: Source
    capture: Capture
    extraction: Extraction

    @property
    def name(self) -> str:
        """What the user calls it: the file, or ``FILE#ID`` of one of its records."""
        return self._within(self.source.given)

    @property
    def path(self) -> str:
        """Where it was seen, by which it is known again when its content has changed."""
        return self._within(str(self.source.resolved))

    def _within(self, file: str) -> str:
        return f"{file}#{self.capture.identity}" if self.capture.identity else file


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a file of many, read already."""

    source: Source
    capture: Capture


#: A file of one capture, still to be read; a record; or what could not be read.
Job = Source | Record | Failure


def jobs_of(found: Iterable[Source | Failure], max_bytes: int) -> Iterator[Job]:
    """What is to be done, in the order found. The records of a file are read as they are wanted:
    nobody holds them all."""
    for item in found:
        if isinstance(item, Source) and form_of(item.given)[0] is Kind.RECORD:
            for each in read(item, max_bytes):
                yield each if isinstance(each, Failure) else Record(item, each)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class Extractor:
    """How a run reads: files of at most ``max_bytes``, with what was ``learnt`` before it."""

    max_bytes: int
    learnt: Learnt

    def done(self, job: Job) -> Incoming | Failure:
        if isinstance(job, Source):
            # Not of records: one capture, or one failure.
            (each,) = read(job, self.max_bytes)
            if isinstance(each, Failure):
                return each
            job = Record(job, each)
        if isinstance(job, Failure):
            return job
        capture = job.capture
        extraction = extraction_from(
            capture.kind, capture.text, capture.given, capture.captured_at, learnt=self.learnt
        )
        return Incoming(job.source, capture, extraction)
