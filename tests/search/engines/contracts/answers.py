"""What is found and in which order, as every engine must answer."""

from __future__ import annotations

from itertools import product

import pytest

from articles.partialdate import PartialDate
from search.engines.base import Engine
from search.query.clauses import And, AtLeast, Clause, Everything, Filters, Query, Sort
from tests.search.engines.material import (
    CLAUSES,
    article,
    term,
)
from tests.search.engines.reference import Reference


class Answers:
    @pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES.keys())
    def test_answers_as_the_plain_engine_does(
        self, engine: Engine, mixed: Reference, clause: Clause
    ) -> None:
        for sort in Sort:
            query = Query((clause,), sort=sort)
            total, ids, counts, _, scored = mixed.answer(query)
            results = engine.search(query, size=1000)
            assert results.total == total
            assert [hit.id for hit in results.hits] == ids
            assert [hit.score for hit in results.hits] == pytest.approx(
                [scored[id_] for id_ in ids], abs=1e-6
            )
            assert results.counts == counts

    def test_pages_cut_one_order_without_gap_or_repetition(
        self, engine: Engine, mixed: Reference
    ) -> None:
        clauses: tuple[Clause, ...] = (Everything(), term("talks"))
        for sort, clause in product(Sort, clauses):
            query = Query((clause,), sort=sort)
            whole = engine.search(query, size=1000)
            pages = [engine.search(query, start=start, size=7) for start in range(0, 140, 7)]
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

    def test_past_the_end_there_are_no_hits_but_the_total_stays(self, engine: Engine) -> None:
        engine.update([article(id_, "war") for id_ in range(1, 6)])
        for start, size in ((5, 20), (1000, 1), (0, 0), (3, 0)):
            results = engine.search(Query((term("war"),)), start=start, size=size)
            assert (results.total, results.hits) == (5, ())

    def test_the_first_alternative_that_anything_matches_is_run(self, engine: Engine) -> None:
        engine.update([article(1, "war", outlet_id=1), article(2, "war peace", outlet_id=2)])
        both = And((term("war"), term("peace")))
        never = And((term("war"), term("zebra")))

        def run(*clauses: Clause, filters: Filters | None = None) -> tuple[int, int]:
            results = engine.search(Query(clauses, filters or Filters()))
            return results.alternative, results.total

        assert run(both, term("war")) == (0, 1)
        assert run(never, both, term("war")) == (1, 1)
        assert run(never, term("zebra")) == (0, 0)
        # Filters don't relax a search: the article with both words is just of another outlet.
        assert run(both, term("war"), filters=Filters(outlets=(1,))) == (0, 0)

    def test_what_the_best_matches_share_orders_the_others(self, engine: Engine) -> None:
        clause = AtLeast(1, (term("war"), term("peace")))
        best = [article(id_, "war peace convoy", outlet_id=id_) for id_ in range(1, 4)]
        others = [article(id_, "war ministers of province") for id_ in range(4, 30)]
        engine.update(
            [*best, *others, article(30, "convoy"), article(31, "war convoy of province")]
        )
        results = engine.search(Query((clause,)), size=50)
        assert results.hits[3].id == 31
        assert results.total == 30
        assert "convoy" in results.shared
        assert engine.search(Query((term("war"),))).shared == ()
