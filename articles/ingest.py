"""Captures become articles. Reading and extracting happen outside any transaction;
storing goes in short ones, so that people can edit while an ingest runs."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles import facts
from articles.extraction import Extraction
from articles.extraction.learnt import Learnt
from articles.facts import log
from articles.learning import current, note
from articles.likeness import alike
from articles.models import Article, Capture, SeenPath
from articles.neighbours import Neighbour, neighbour_of, remember
from articles.readers import Capture as ReadCapture
from articles.readers import Failure, Source, read
from articles.reading import extraction_from
from articles.reconsideration import settle_beside
from articles.runs import run

logger = logging.getLogger(__name__)

#: A transaction ends after this many captures or seconds: other writers wait no longer.
BATCH_SIZE = 100
BATCH_SECONDS = 0.5


class Kind(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file or record.

    ``article`` is None if it failed; of a dry run it is unsaved.
    """

    source: str
    kind: Kind
    sha256: str = ""
    article: Article | None = None
    error: str = ""


@dataclass(slots=True)
class _Pending:
    source: Source
    capture: ReadCapture
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
class _Match:
    """What an incoming capture is to the archive. ``row`` is the stored capture of its bytes."""

    kind: Kind
    article: Article | None = None
    row: Capture | None = None


def ingest(found: Iterable[Source | Failure], *, dry_run: bool = False) -> Iterator[Outcome]:
    """Store what was found; one Outcome a file, or a record, once its transaction is committed.

    What cannot be read or stored is a FAILED outcome and never harms its neighbours. All of a run
    is read with what was learnt before it began.
    """
    with run():
        yield from _ingest(found, dry_run)


def _ingest(found: Iterable[Source | Failure], dry_run: bool) -> Iterator[Outcome]:
    learnt = current()
    rehearsal = _Rehearsal()

    def settle(batch: list[_Pending | Outcome]) -> Iterator[Outcome]:
        pending = [each for each in batch if isinstance(each, _Pending)]
        settled = iter(rehearsal.play(pending) if dry_run else _store_batch(pending))
        return (each if isinstance(each, Outcome) else next(settled) for each in batch)

    batch: list[_Pending | Outcome] = []
    began = time.monotonic()
    for each in chain.from_iterable(_read(item, learnt) for item in found):
        batch.append(each)
        if len(batch) >= BATCH_SIZE or time.monotonic() - began > BATCH_SECONDS:
            yield from settle(batch)
            batch, began = [], time.monotonic()
    yield from settle(batch)


def _read(item: Source | Failure, learnt: Learnt) -> Iterator[_Pending | Outcome]:
    for each in [item] if isinstance(item, Failure) else read(item, settings.INGEST_MAX_BYTES):
        if isinstance(each, Failure):
            yield Outcome(each.given, Kind.FAILED, error=each.reason)
        else:
            assert isinstance(item, Source)
            extraction = extraction_from(
                each.kind, each.text, each.given, each.captured_at, learnt=learnt
            )
            yield _Pending(item, each, extraction)


def _store_batch(batch: list[_Pending]) -> list[Outcome]:
    """Store captures in one transaction, each in a savepoint of its own."""
    outcomes: list[Outcome] = []
    concerned: set[int] = set()  # keys of passages that came or went
    if not batch:
        return outcomes
    try:
        with transaction.atomic():
            for pending in batch:
                try:
                    with transaction.atomic():
                        outcomes.append(_store(pending, concerned))
                except DatabaseError as error:
                    outcomes.append(_failed(pending, error))
            _reason_together(outcomes, concerned)
    except DatabaseError as error:
        # The commit itself failed (a full disk, a lock held too long): nothing was stored.
        return [_failed(pending, error) for pending in batch]
    return outcomes


def _reason_together(outcomes: list[Outcome], concerned: set[int]) -> None:
    """Let new articles decide dates that their neighbours leave open, whichever came first."""
    try:
        with transaction.atomic():
            moved = settle_beside(concerned)
    except DatabaseError:
        # What was stored stands; the next change beside these dates settles them.
        logger.exception("Dates by neighbours were not settled.")
        return
    for outcome in outcomes:
        if outcome.article is not None and outcome.article.pk in moved:
            outcome.article.refresh_from_db()


def _failed(pending: _Pending, error: DatabaseError) -> Outcome:
    reason = f"the database did not store it ({error}): free space or try again"
    return Outcome(pending.name, Kind.FAILED, pending.capture.sha256, error=reason)


def _identify(pending: _Pending) -> _Match:
    """Compare a capture with what is stored: its bytes, its text, its path."""
    capture = pending.capture
    captures = Capture.objects.select_related("article").order_by("pk")
    here = (
        captures.filter(paths__path=pending.path).order_by("-paths__seen_at", "-paths__pk").first()
    )
    row = captures.filter(sha256=capture.sha256).first()
    same_text = row or captures.filter(text_sha256=capture.text_sha256).first()
    if same_text is not None:
        article = same_text.article
        if here is None or here.article_id != same_text.article_id:
            return _Match(Kind.DUPLICATE, article, row)
        # The path had this text, or another one of the same article: then it is back at this one.
        current = article is not None and article.capture_id == same_text.pk
        unchanged = current or here.text_sha256 == capture.text_sha256
        return _Match(Kind.UNCHANGED if unchanged else Kind.UPDATED, article, row)
    if here is not None and here.article is not None:
        body = "\n\n".join(pending.extraction.body)
        # A record says itself which article it is; of a file only the likeness tells.
        if pending.capture.identity or alike(body, here.article.extracted.get("body", "")):
            return _Match(Kind.UPDATED, here.article)
    return _Match(Kind.CREATED)


def _store(pending: _Pending, concerned: set[int]) -> Outcome:
    match, capture = _identify(pending), pending.capture
    article, row = match.article, match.row
    if row is None:
        row = _store_capture(capture, article)
    if match.kind is Kind.CREATED:
        article = Article(public_id=_public_id(capture.sha256), capture=row)
        facts.apply(article, pending.extraction)
        article.save()
        row.article = article
        row.save(update_fields=["article"])
        concerned |= remember(article)
        note(article, pending.extraction)
    elif match.kind is Kind.UPDATED and article is not None:
        made = facts.apply(article, pending.extraction)
        article.capture = row
        article.save()
        log(article, made, "ingest")
        concerned |= remember(article)
        note(article, pending.extraction)
    path = pending.path
    if match.kind is not Kind.UNCHANGED or not row.paths.filter(path=path).exists():
        SeenPath.objects.update_or_create(
            path=path, capture=row, defaults={"seen_at": timezone.now()}
        )
    return Outcome(pending.name, match.kind, capture.sha256, article)


def _store_capture(capture: ReadCapture, article: Article | None) -> Capture:
    return Capture.objects.create(
        sha256=capture.sha256,
        text_sha256=capture.text_sha256,
        compressed=Capture.compress(capture.data),
        encoding=capture.encoding,
        encoding_doubtful=capture.doubtful,
        captured_at=capture.captured_at,
        kind=capture.kind.value,
        article=article,
    )


def _public_id(sha256: str) -> str:
    """The start of the hash, as long as it must be to be this article's alone, for good."""
    length = 10
    while Article.objects.filter(public_id=sha256[:length]).exists():
        length += 2
    return sha256[:length]


class _Rehearsal:
    """A dry run: what storing would do. The files given count as each other's neighbours."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}  # public ids, by the hash of their text
        self.neighbours: list[Neighbour] = []

    def play(self, batch: list[_Pending]) -> list[Outcome]:
        outcomes = [self._play(pending) for pending in batch]
        made = [
            (outcome.article, pending.extraction)
            for outcome, pending in zip(outcomes, batch, strict=True)
            if outcome.article and outcome.kind in (Kind.CREATED, Kind.UPDATED)
        ]
        self.neighbours += filter(None, (neighbour_of(article) for article, _ in made))
        for article, extraction in made:
            if facts.ALONE in article.extracted:
                facts.apply(article, extraction, store=False, others=self.neighbours)
        return outcomes

    def _play(self, pending: _Pending) -> Outcome:
        match, capture = _identify(pending), pending.capture
        kind, article = match.kind, match.article
        if kind is Kind.CREATED:
            public_id = self.texts.get(capture.text_sha256)
            if public_id is not None:
                kind = Kind.DUPLICATE
            else:
                public_id = _public_id(capture.sha256)
                self.texts[capture.text_sha256] = public_id
            article = Article(public_id=public_id)
        if article is not None and (article.pk is None or kind is Kind.UPDATED):
            facts.apply(article, pending.extraction, store=False)
        return Outcome(pending.name, kind, capture.sha256, article)
