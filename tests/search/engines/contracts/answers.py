"""The contract of searches: what is found, and in which order."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from articles.partialdate import PartialDate
from search.engines.base import Engine
from search.query.clauses import Clause, Everything, Filters, Or, Query, Sort
from tests.search.engines.material import (
    CLAUSES,
    FILTERS,
    article,
    term,
)
from tests.search.engines.reference import Reference


class Answers:
    @pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES.keys())
    def test_matches_are_found_counted_and_ordered_by_score_or_date(
        self, filled: Engine, mixed: Reference, clause: Clause
    ) -> None:
        for sort in Sort:
            query = Query((clause,), sort=sort)
            expected, results = mixed.answer(query), filled.search(query, size=1000)
            ids = [hit.id for hit in results.hits]
            assert results.total == expected.total
            assert results.counts == expected.counts
            assert results.partial == 0
            assert sorted(ids) == sorted(expected.ids)
            assert list(filled.ids(query)) == ids
            # By score, then newest, then greater id; each engine scores in its own way.
            scores = {hit.id: hit.score for hit in results.hits}
            assert ids == mixed.ordered(ids, scores, sort)
            assert all(score >= 0 for score in scores.values())

    def test_the_better_a_document_matches_the_higher_it_ranks(self, engine: Engine) -> None:
        others = "the convoy of ministers left a province"
        texts = {
            1: {"headline": "war", "body": others},
            2: {"headline": "left", "body": others.replace("convoy", "war")},
            3: {"headline": "left", "body": others},
            4: {"headline": "talks", "body": others.replace("convoy", "peace")},
            5: {"headline": "left", "body": "war " + others.replace("convoy", "war")},
        }
        filler = [
            article(id_, texts={"headline": "a province", "body": f"{others} talks"})
            for id_ in range(10, 40)
        ]
        engine.rebuild([*(article(id_, texts=text) for id_, text in texts.items()), *filler])

        def order(clause: Clause) -> list[int]:
            return [hit.id for hit in engine.search(Query((clause,)), size=3).hits]

        # A headline weighs more than one place in the text; a repeated word weighs more.
        assert order(term("war")) == [1, 5, 2]
        assert order(Or((term("peace"), term("talks"))))[0] == 4  # both words, one of them rare
        thrice = replace(term("peace"), times=3)
        assert order(Or((term("war", "body"), thrice)))[0] == 4
        assert order(Or((replace(term("war", "headline"), times=9), term("peace"))))[0] == 1

    def test_pages_cut_one_order_without_gap_or_repetition(
        self, filled: Engine, mixed: Reference
    ) -> None:
        clauses: tuple[Clause, ...] = (Everything(), term("talks"))
        for sort, clause in product(Sort, clauses):
            query = Query((clause,), sort=sort)
            whole = filled.search(query, size=1000)
            pages = [filled.search(query, start=start, size=7) for start in range(0, 140, 7)]
            assert {page.total for page in pages} == {whole.total}
            assert sum((page.hits for page in pages), ()) == whole.hits

    def test_ties_go_to_the_newest_then_the_greater_id_and_undated_come_last(
        self, engine: Engine
    ) -> None:
        dates = {1: "2020-03-04", 2: "2020", 3: None, 4: "2020-03-04", 5: None, 6: "2020-03"}
        engine.rebuild(
            article(id_, "war", published=PartialDate.parse(date) if date else None)
            for id_, date in dates.items()
        )

        def order(sort: Sort) -> list[int]:
            return [hit.id for hit in engine.search(Query((term("war"),), sort=sort)).hits]

        assert order(Sort.RELEVANCE) == order(Sort.NEWEST) == [4, 1, 6, 2, 5, 3]
        assert order(Sort.OLDEST) == [2, 6, 4, 1, 5, 3]
        # Nobody gave these numbers.
        assert order(Sort.ADDED) == [6, 5, 4, 3, 2, 1]

    def test_what_was_added_last_comes_first_whatever_its_date(self, engine: Engine) -> None:
        added = [(1, "2020-03-04", 7), (2, "2014", 9), (3, None, 8)]
        engine.rebuild(
            article(
                id_,
                "war",
                published=PartialDate.parse(date) if date else None,
                sequence=sequence,
            )
            for id_, date, sequence in added
        )
        by_addition = Query((term("war"),), sort=Sort.ADDED)
        assert list(engine.ids(by_addition)) == [2, 3, 1]
        # An article that was withdrawn and restored gets a new number.
        engine.update([article(1, "war", version=2, sequence=10)])
        assert list(engine.ids(by_addition)) == [1, 2, 3]
        new = [replace(by_addition, filters=Filters(after=number)) for number in (7, 9, 10)]
        assert engine.totals(new) == [3, 1, 0]
        assert list(engine.ids(new[1])) == [1]

    def test_past_the_end_there_are_no_hits_but_the_total_stays(self, engine: Engine) -> None:
        engine.update([article(id_, "war") for id_ in range(1, 6)])
        for start, size in ((5, 20), (1000, 1), (0, 0), (3, 0)):
            results = engine.search(Query((term("war"),)), start=start, size=size)
            assert (results.total, results.hits) == (5, ())

    def test_totals_of_many_searches_equal_those_of_each(
        self, filled: Engine, mixed: Reference
    ) -> None:
        filters = [Filters(), FILTERS[17], FILTERS[40], FILTERS[-3]]
        clauses = [*CLAUSES.values()]
        queries = [Query((clause,), each) for clause in clauses for each in filters]
        assert filled.totals(queries) == [mixed.answer(query).total for query in queries]
        assert filled.totals([]) == []
        tiers = Query((term("war"), Everything()))
        assert filled.totals([tiers]) == [filled.search(tiers).total]

    def test_any_number_of_ids_is_returned(self, engine: Engine) -> None:
        engine.rebuild(article(id_, "war") for id_ in range(1, 1201))
        assert list(engine.ids(Query((term("war"),)))) == list(range(1200, 0, -1))
        assert list(engine.ids(Query((term("peace"),)))) == []
        first = engine.ids(Query())
        assert [next(first), next(first)] == [1200, 1199]

    def test_searches_reach_as_deep_as_promised(self, engine: Engine) -> None:
        assert engine.deepest >= Engine.deepest
        engine.rebuild(article(id_) for id_ in range(1, 31))
        assert engine.search(Query(), start=Engine.deepest - 10, size=10).hits == ()
