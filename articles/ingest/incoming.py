"""Read and extract incoming captures.

Does not use the database, so that worker processes can do it (``articles/workers.py``).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles.extraction.findings import Extraction
from articles.extraction.furniture import Learnt
from articles.extraction.stated import TextLayout
from articles.facts.reading import extraction_from
from articles.ingest.doubts import doubt
from articles.limits import Limits, OutOfTime, time_limit
from articles.readers import (
    Capture,
    Failure,
    Member,
    PassedOver,
    Source,
    Unreadable,
    capture_of,
    capture_with,
    read,
)
from articles.readers.documents.recognition import Recogniser
from articles.readers.exports import LAYOUTS, PART_RULE, seeming_articles
from articles.readers.formats import PLAIN_TEXT
from articles.readers.read import articles_in, holds_one_article
from articles.workers import Task, unforeseen

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A capture and its extraction.

    ``name``, ``path``, ``identified``, ``container`` and ``within`` are those of its Member. If the
    article has an ``outlet`` that a person has pinned, ``outlet_extraction`` is the extraction as a
    page of that outlet. ``note`` tells users what they should look at. ``passed_over`` is what the
    document that it was in holds besides articles.
    """

    name: str
    path: str
    identified: bool
    capture: Capture
    extraction: Extraction
    within: str = ""
    note: str = ""
    outlet: str = ""
    outlet_extraction: Extraction | None = None
    container: str = ""
    passed_over: tuple[PassedOver, ...] = ()

    def with_outlet(self, outlet: str, learnt: Learnt, limits: Limits) -> Incoming:
        """Return a copy, also extracted as a page of an outlet that a person has pinned.

        Where that fails, or takes too long, the extraction that did not is taken for it.
        """
        try:
            with time_limit(limits.seconds):
                extraction = _extraction(self.capture, learnt, outlet)
        except (OutOfTime, Exception) as error:
            logger.error("%s was not extracted as a page of %s: %r", self.name, outlet, error)
            extraction = self.extraction
        return replace(self, outlet=outlet, outlet_extraction=extraction)

    def extraction_for(self, outlet: str) -> Extraction | None:
        """Return the extraction for a pinned outlet ("": no outlet is pinned); None if missing."""
        if not outlet:
            return self.extraction
        return self.outlet_extraction if outlet == self.outlet else None


@dataclass(frozen=True, slots=True)
class KnownScan(Failure):
    """A scan that was not read, because its text was recognised before and is stored."""

    member: Member | None = None


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


_NOTHING_MORE = "Nothing from here on was read."


def _members(source: Source, limits: Limits) -> Iterator[Member | Failure | PassedOver]:
    """Yield the articles of a file. It is given up where the next one takes too long to find."""
    found = read(source, limits.size)
    while True:
        try:
            with time_limit(limits.seconds):
                member = next(found, None)
        except OutOfTime:
            yield Failure(source.name, f"{limits.too_slow} {_NOTHING_MORE}")
            return
        except Exception as error:
            # A library that readers use fails in its own way; one file must not end the ingest.
            logger.exception("%s could not be read.", source.name)
            yield Failure(source.name, f"{unforeseen(error)} {_NOTHING_MORE}")
            return
        if member is None:
            return
        yield member


class Extractor(Task[Job, Incoming]):
    """Reads and extracts the jobs of a run.

    ``learnt`` are the lines learnt before the run, ``given`` the facts that a person gave for all
    its files (``articles/readers/given.py``). ``recogniser`` adds the text to scans.
    """

    def __init__(
        self,
        limits: Limits,
        learnt: Learnt,
        given: Mapping[str, Any] | None = None,
        recogniser: Recogniser | None = None,
    ) -> None:
        super().__init__(limits)
        self.recogniser = recogniser
        self.learnt = learnt
        self.given = given or {}

    def results(self, job: Job) -> list[Incoming | Failure]:
        """Read and extract one job: one result, or one for each article of a document with several.

        Never raises: whatever goes wrong is a Failure.
        """
        found, passed_over = self.parts(job)
        results = list(map(self.result, found))
        for index, each in enumerate(results if passed_over else ()):
            if isinstance(each, Incoming):
                results[index] = replace(each, passed_over=tuple(passed_over))
                break
        return results

    def parts(self, job: Job) -> tuple[list[Job], list[PassedOver]]:
        """Return the articles in a file with one document, usually one, and what else it holds.

        Never raises.
        """
        parts = self.guarded(self._parts, job)
        return ([parts], []) if isinstance(parts, Failure) else parts

    def _parts(self, job: Job) -> tuple[list[Job], list[PassedOver]]:
        found: list[Job] = []
        passed_over: list[PassedOver] = []
        for each in read(job, self.limits.size) if isinstance(job, Source) else (job,):
            layout = job.layout if isinstance(job, Source) else ""
            parts = (
                articles_in(each, self.limits.size, layout=layout, recogniser=self.recogniser)
                if isinstance(each, Member)
                else (each,)
            )
            for part in parts:
                if isinstance(part, PassedOver):
                    passed_over.append(part)
                else:
                    found.append(part)
        return found, passed_over

    def _is_unread(self, member: Member) -> bool:
        """True for a scan that is known by its bytes, and was left as it is."""
        recogniser = self.recogniser
        return (
            recogniser is not None
            and member.scan in recogniser.known
            and hashlib.sha256(member.data).hexdigest() == member.scan
        )

    def _result(self, job: Job) -> Incoming | Failure:
        if isinstance(job, Failure):
            return job
        if isinstance(job, Member) and self._is_unread(job):
            reason = "Its text was recognised before."
            return KnownScan(job.name, reason, job.container, member=job)
        if isinstance(job, Source):
            raise TypeError("A file is read before its articles are extracted.")
        if len(job.data) > self.limits.size:
            raise Unreadable(self.limits.too_large)
        capture = capture_of(job)
        if self.given:
            capture = capture_with(capture, self.given)
        if capture.text.count("\n") >= self.limits.lines:
            raise Unreadable(self.limits.too_long)
        extraction = _extraction(capture, self.learnt)
        return Incoming(
            job.name,
            job.path,
            job.identified,
            capture,
            extraction,
            container=job.container,
            within=job.within,
            note=_note(capture),
        )


#: What to do about a text that looks like many articles, from the command line.
LAYOUT_HINT = (
    "If a database exported it, choose its layout with --layout: "
    f"{', '.join(layout.name for layout in LAYOUTS)}."
)


def _note(capture: Capture) -> str:
    """Say so if a text looks like no article, like a part of one, or like several articles."""
    count = seeming_articles(capture.text) if capture.format == PLAIN_TEXT.name else 1
    if count == 1:
        part = next((each for each in capture.stated if each.rule == PART_RULE), None)
        if part is not None:
            return part.why
        is_page = capture.layout is TextLayout.PAGE
        return doubt(capture.text.split("\n")) if is_page else ""
    return f"It looks like {count:,} articles, and was taken as one. {LAYOUT_HINT}"


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
