"""Dry runs: find out what storing would do, without storing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.extraction.findings import Extraction
from articles.facts.changes import apply
from articles.facts.conclusions import ALONE
from articles.facts.neighbours import Neighbour, keys_of, neighbour_of
from articles.facts.outletlookup import UnsavedOutletLookup
from articles.facts.reading import pinned_outlet
from articles.ingest.identity import (
    Match,
    identify,
    is_better_read,
    new_among,
    public_id,
    version_in,
)
from articles.ingest.incoming import Incoming
from articles.ingest.outcomes import Kind, Outcome
from articles.ingest.pinned import with_pinned_outlets
from articles.models import Article


@dataclass(frozen=True, slots=True)
class _Seen:
    """A capture of this run: the public id of its article, its bytes, format and version."""

    article: str
    sha256: str
    format: str
    version: int


class DryRun:
    """Processes batches without storing them.

    Remembers the articles of earlier batches, which are duplicates of later captures and neighbours
    of later articles as if they had been stored.
    """

    def __init__(self) -> None:
        # The captures seen so far, by their bytes, comparison key and path.
        self._by_bytes: dict[str, _Seen] = {}
        self._by_key: dict[str, _Seen] = {}
        self._by_path: dict[str, _Seen] = {}
        # The articles whose dates may decide others, by each of their passages, with their number.
        self._by_passage: dict[int, list[tuple[int, Neighbour]]] = {}
        self._neighbours = 0
        self._outlets = UnsavedOutletLookup()

    def process(self, batch: Sequence[Incoming]) -> list[Outcome]:
        batch = with_pinned_outlets(batch)
        new = set(map(id, new_among(batch)))
        outcomes = [
            self._process(each, Match(Kind.CREATED) if id(each) in new else identify(each))
            for each in batch
        ]
        changed = [
            (outcome.article, _extraction(incoming, outcome.article))
            for outcome, incoming in zip(outcomes, batch, strict=True)
            if outcome.article and outcome.kind in (Kind.CREATED, Kind.UPDATED)
        ]
        for article, _ in changed:
            self._add_neighbour(article)
        for article, extraction in changed:
            if ALONE in article.extracted:
                apply(article, extraction, self._outlets, others=self._sharing(article))
        return outcomes

    def _add_neighbour(self, article: Article) -> None:
        neighbour = neighbour_of(article)
        if neighbour is not None:
            self._neighbours += 1
            for key in neighbour.keys:
                self._by_passage.setdefault(key, []).append((self._neighbours, neighbour))

    def _sharing(self, article: Article) -> list[Neighbour]:
        """The articles of this run that share a passage with this one, in their order."""
        keys = keys_of(article.extracted.get("body", ""))
        found = dict(each for key in keys for each in self._by_passage.get(key, ()))
        return [found[number] for number in sorted(found)]

    def _identified(self, incoming: Incoming) -> tuple[Kind, str]:
        """Compare a capture that is not stored with those of this run; the name of its article."""
        capture = incoming.capture
        here = self._by_path.get(incoming.path)
        row = self._by_bytes.get(capture.sha256)
        same = row or self._by_key.get(capture.comparison_key)
        if same is None:
            if here is not None and incoming.identified:
                is_older = _version_of(incoming) < here.version
                return (Kind.UNCHANGED if is_older else Kind.UPDATED), here.article
            return Kind.CREATED, public_id(capture.sha256)
        if row is not None and is_better_read(row.format, capture.format):
            return Kind.UPDATED, row.article
        if here is None or here.article != same.article:
            return Kind.DUPLICATE, same.article
        return (Kind.UNCHANGED if here.sha256 == capture.sha256 else Kind.UPDATED), same.article

    def _remember(self, incoming: Incoming, seen: _Seen) -> None:
        self._by_bytes[seen.sha256] = self._by_key[incoming.capture.comparison_key] = seen
        if incoming.path:
            self._by_path[incoming.path] = seen

    def _process(self, incoming: Incoming, match: Match) -> Outcome:
        capture = incoming.capture
        kind, article = match.kind, match.article
        if kind is Kind.FAILED:
            failed = Outcome(incoming.name, kind, capture.sha256, error=match.error)
            return replace(failed, container=incoming.container)
        if kind is Kind.CREATED:
            kind, name = self._identified(incoming)
            article = Article(public_id=name)
        if article is not None:
            version = _version_of(incoming)
            seen = _Seen(article.public_id, capture.sha256, capture.format, version)
            self._remember(incoming, seen)
        if article is not None and (article.pk is None or kind is Kind.UPDATED):
            apply(article, _extraction(incoming, article), self._outlets)
        return Outcome(incoming.name, kind, capture.sha256, article, container=incoming.container)


def _version_of(incoming: Incoming) -> int:
    return version_in((each.rule, each.value) for each in incoming.capture.stated)


def _extraction(incoming: Incoming, article: Article) -> Extraction:
    return incoming.extraction_for(pinned_outlet(article)) or incoming.extraction
