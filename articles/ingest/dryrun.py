"""Dry runs: find out what storing would do, without storing anything."""

from __future__ import annotations

from collections.abc import Sequence

from articles.extraction.findings import Extraction
from articles.facts.changes import apply
from articles.facts.conclusions import ALONE
from articles.facts.neighbours import Neighbour, neighbour_of
from articles.facts.outletlookup import UnsavedOutletLookup
from articles.facts.reading import pinned_outlet
from articles.ingest.identity import identify, public_id
from articles.ingest.incoming import Incoming
from articles.ingest.outcomes import Kind, Outcome
from articles.ingest.pinned import with_pinned_outlets
from articles.models import Article


class DryRun:
    """Processes batches without storing them.

    Remembers the articles of earlier batches, which are duplicates of later captures and neighbours
    of later articles as if they had been stored.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}  # public ids by text hash
        self._neighbours: list[Neighbour] = []
        self._outlets = UnsavedOutletLookup()

    def process(self, batch: Sequence[Incoming]) -> list[Outcome]:
        batch = with_pinned_outlets(batch)
        outcomes = [self._process(incoming) for incoming in batch]
        changed = [
            (outcome.article, _extraction(incoming, outcome.article))
            for outcome, incoming in zip(outcomes, batch, strict=True)
            if outcome.article and outcome.kind in (Kind.CREATED, Kind.UPDATED)
        ]
        self._neighbours += filter(None, (neighbour_of(article) for article, _ in changed))
        for article, extraction in changed:
            if ALONE in article.extracted:
                apply(article, extraction, self._outlets, others=self._neighbours)
        return outcomes

    def _process(self, incoming: Incoming) -> Outcome:
        match, capture = identify(incoming), incoming.capture
        kind, article = match.kind, match.article
        if kind is Kind.CREATED:
            earlier = self._texts.get(capture.comparison_key)
            if earlier is not None:
                kind = Kind.DUPLICATE
            name = earlier or public_id(capture.sha256)
            self._texts[capture.comparison_key] = name
            article = Article(public_id=name)
        if article is not None and (article.pk is None or kind is Kind.UPDATED):
            apply(article, _extraction(incoming, article), self._outlets)
        return Outcome(incoming.name, kind, capture.sha256, article)


def _extraction(incoming: Incoming, article: Article) -> Extraction:
    return incoming.extraction_for(pinned_outlet(article)) or incoming.extraction
