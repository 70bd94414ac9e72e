"""The contract of queries with several tiers, such as all of the words, then some of them."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from articles.partialdate import PartialDate
from search.engines.base import Engine
from search.query.clauses import (
    And,
    AtLeast,
    Clause,
    Everything,
    Filters,
    Or,
    Phrase,
    Query,
    Sort,
)
from tests.samples import sampled
from tests.search.engines.material import FILTERS, article, phrase, term
from tests.search.engines.reference import Reference

BOTH = And((term("war"), term("peace")))
EITHER = AtLeast(1, (term("war"), term("peace")))
TIERS: dict[str, tuple[Clause, ...]] = {
    "all, then some": (BOTH, EITHER),
    "none, then some": (term("zebra"), EITHER),
    "some, then fewer": (EITHER, BOTH),
    "the same twice": (BOTH, BOTH),
    "a phrase, all, some": (phrase("peace war"), BOTH, EITHER),
    "a word, then everything": (term("war"), Everything()),
    "apart": (term("war", "headline"), term("peace", "headline"), Phrase((), "")),
}


def ids(engine: Engine, query: Query) -> list[int]:
    return [hit.id for hit in engine.search(query, size=1000).hits]


class Tiers:
    @pytest.mark.parametrize("sort", sampled(Sort, [Sort.RELEVANCE, Sort.NEWEST]))
    def test_each_tier_has_only_new_documents_and_comes_before_the_next(
        self, filled: Engine, mixed: Reference, sort: Sort
    ) -> None:
        for tiers, filters, count_all in product(TIERS.values(), FILTERS[::11], (False, True)):
            query = Query(tiers, filters, sort, count_all)
            expected, results = mixed.answer(query), filled.search(query, size=1000)
            found = [hit.id for hit in results.hits]
            assert (results.total, results.partial) == (expected.total, expected.partial)
            assert results.counts == expected.counts
            assert [hit.tier for hit in results.hits] == [
                tier for tier, size in enumerate(expected.sizes) for _ in range(size)
            ]
            assert filled.totals([query]) == [expected.total]
            assert list(filled.ids(query)) == found
            for number in range(1, len(tiers) + 1):
                # The documents of all tiers so far, in any order.
                reached = mixed.answer(Query((Or(tiers[:number]),), filters)).ids
                assert sorted(found[: len(reached)]) == sorted(reached)
            if sort is not Sort.RELEVANCE:
                assert found == expected.ids

    def test_within_a_tier_the_order_is_by_score_then_newest_then_greater_id(
        self, filled: Engine, mixed: Reference
    ) -> None:
        results = filled.search(Query((BOTH, EITHER)), size=1000)
        for hits in (results.hits[: results.total], results.hits[results.total :]):
            scores = {hit.id: hit.score for hit in hits}
            assert hits and list(scores) == mixed.ordered(list(scores), scores, Sort.RELEVANCE)

    def test_a_tier_counts_more_than_score_and_date(self, engine: Engine) -> None:
        old, new = PartialDate(1999), PartialDate(2020)
        engine.rebuild(
            [
                article(1, "war and much else besides " * 20 + "peace", published=old),
                article(2, "war war war war", published=new),
                article(3, "peace", published=new),
                article(4, "convoy", published=new),
            ]
        )
        query = Query((BOTH, EITHER))
        results = engine.search(query)
        assert (results.total, results.partial) == (1, 2)
        assert results.counts.dates == {"1999": 1}
        assert ids(engine, query)[0] == 1
        assert ids(engine, Query((BOTH, EITHER), sort=Sort.NEWEST)) == [1, 3, 2]

    def test_filters_apply_to_every_tier(self, engine: Engine) -> None:
        texts = ["war peace", "war", "peace", "war peace", "war"]
        engine.rebuild(
            article(id_, text, outlet_id=id_ % 2, published=PartialDate(2018 + id_))
            for id_, text in enumerate(texts, 1)
        )
        query = Query((BOTH, EITHER), Filters(outlets=(1,), until=dt.date(2021, 12, 31)))
        results = engine.search(query)
        assert (results.total, results.partial) == (1, 1)
        assert [hit.id for hit in results.hits] == [1, 3]

    def test_pages_run_on_from_one_tier_into_the_next(
        self, filled: Engine, mixed: Reference
    ) -> None:
        query = Query((phrase("peace war"), BOTH, EITHER))
        whole = filled.search(query, size=1000)
        pages = [filled.search(query, start=start, size=4) for start in range(0, 120, 4)]
        assert sum((page.hits for page in pages), ()) == whole.hits
        assert {(page.total, page.partial) for page in pages} == {(whole.total, whole.partial)}
        assert len(whole.hits) == whole.total + whole.partial

    def test_an_engine_does_not_relax_a_query(self, engine: Engine) -> None:
        engine.update([article(1, "war")])
        results = engine.search(Query((BOTH,)))
        assert (results.total, results.partial, results.hits) == (0, 0, ())
