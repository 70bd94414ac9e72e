"""A query as the searches that are sent for it, one for each tier."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.feedback import refined
from search.engines.opensearch.reading import read_all
from search.engines.opensearch.selections import Selection, any_of
from search.engines.opensearch.translation import Translation
from search.engines.opensearch.vocabulary import Expanded, expanded, patterns_in
from search.engines.sharedwords import is_question
from search.query.clauses import Query, Sort
from search.query.results import Counts, Hit

_NEWEST: Final[list[Json]] = [
    {"first": {"order": "desc", "missing": "_last"}},
    {"id": "desc"},
]
ORDERS: Final[dict[Sort, list[Json]]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, *_NEWEST],
    Sort.NEWEST: _NEWEST,
    Sort.OLDEST: [{"first": {"order": "asc", "missing": "_last"}}, {"id": "desc"}],
    Sort.ADDED: [{"sequence": "desc"}, {"id": "desc"}],
}


class Question:
    """A query, translated. Patterns are looked up in the index, which costs a round trip, and a
    question of many words two (``feedback.py``)."""

    def __init__(
        self, cluster: Cluster, index: str, query: Query, known: Expanded | None = None
    ) -> None:
        """With ``known``, what ``expanded`` found, nothing is looked up; the order of hits is then
        of no use."""
        self._cluster, self._index, self._query = cluster, index, query
        # The same search is answered by the same copies, so that pages cut one order.
        self.preference = f"q{zlib.crc32(repr(query).encode()):x}"
        self._selection = Selection(query.filters)
        words, size = known or expanded(cluster, index, [*patterns_in(query.tiers)])
        self.notes = tuple(dict.fromkeys(each.note for each in words.values() if each.note))
        self.shared: tuple[str, ...] = ()
        translation = Translation(words, size, saturation_bonus=cluster.saturation_bonus)
        queries = [translation.query(clause) for clause in query.tiers]
        self._any = any_of([translation.condition(clause) for clause in query.tiers])
        if known is None and query.sort is Sort.RELEVANCE and is_question(query.tiers[0]):
            order = ORDERS[Sort.RELEVANCE]
            queries[0], self.shared = refined(
                cluster, index, queries[0], order, translation, self.preference
            )
        before: list[Json] = []
        self._tiers: list[Json] = []
        for clause, each in zip(query.tiers, queries, strict=True):
            self._tiers.append({"bool": {"must": each, "must_not": [*before]}} if before else each)
            before.append(translation.condition(clause))

    def searches(self, start: int, size: int) -> list[Json]:
        """Searches for the hits of each tier, of which the first is counted by facet. The hits of
        lower tiers are left out if ``start`` is not 0: where they begin is not known."""
        first = self._tier(0, start, size)
        lower = range(1, len(self._tiers))
        bodies = [first, *(self._tier(number, 0, 0 if start else size) for number in lower)]
        if self._query.count_all and lower:
            bodies.append({"size": 0, "query": self._any, "aggs": self._selection.facets()})
        else:
            first["aggs"] = self._selection.facets()
        return bodies

    def read(self, answers: list[Json]) -> tuple[list[Hit], list[int], Counts]:
        """The hits in the answers to ``searches``, the number of documents in each tier, and the
        counts of the facets."""
        of_tiers = answers[: len(self._tiers)]
        sizes = [answer["hits"]["total"]["value"] for answer in of_tiers]
        hits = [hit for number, answer in enumerate(of_tiers) for hit in _hits(answer, number)]
        counted = answers[len(self._tiers)] if len(answers) > len(self._tiers) else answers[0]
        return hits, sizes, self._selection.counts(counted["aggregations"])

    def lower(self, sizes: list[int], start: int, size: int) -> list[Hit]:
        """The hits ``start`` to ``start + size`` of the tiers after the first one."""
        bodies, numbers = [], []
        before = sizes[0]
        for number, count in list(enumerate(sizes))[1:]:
            begin, end = max(0, start - before), min(count, start + size - before)
            if begin < end:
                bodies.append(self._tier(number, begin, end - begin))
                numbers.append(number)
            before += count
        answers = self._cluster.searches(self._index, bodies, preference=self.preference)
        return [
            hit
            for number, answer in zip(numbers, answers, strict=True)
            for hit in _hits(answer, number)
        ]

    def total(self) -> Json:
        """A search for the number of hits alone."""
        query = self._any if self._query.count_all else self._tiers[0]
        filters = [query, *self._selection.passing]
        return {"size": 0, "track_total_hits": True, "query": {"bool": {"filter": filters}}}

    def ids(self) -> Iterator[int]:
        """The ids of all hits in all tiers, in order."""
        for number in range(len(self._tiers)):
            body = self._tier(number, 0, 0)
            for hit in read_all(self._cluster, self._index, body, self.preference):
                yield int(hit["_id"])

    def _tier(self, number: int, start: int, size: int) -> Json:
        body: Json = {
            "query": self._tiers[number],
            "from": start,
            "size": size,
            "sort": ORDERS[self._query.sort],
            "track_scores": True,
            "track_total_hits": True,
            "_source": False,
        }
        if passing := self._selection.passing:
            # Not in the query: facets are counted without their own filter.
            body["post_filter"] = {"bool": {"filter": passing}}
        return body


def _hits(answer: Json, tier: int) -> list[Hit]:
    return [Hit(int(hit["_id"]), hit["_score"], tier) for hit in answer["hits"]["hits"]]
