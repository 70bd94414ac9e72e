"""What every engine must do. A test module of an engine inherits ``EngineContract`` and gives
the fixtures ``engine`` (with an empty index) and ``another`` (a second object on the same index).
"""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product

import pytest

from articles.extraction.partialdate import PartialDate
from search.documents import Document
from search.engines.base import Engine, Update
from search.query import (
    And,
    AtLeast,
    Clause,
    Dated,
    Everything,
    Filters,
    Prefix,
    Query,
    Sort,
)
from tests.search.engines.material import (
    CLAUSES,
    FILTERS,
    article,
    found,
    phrase,
    random_document,
    term,
)
from tests.search.engines.reference import Reference


class EngineContract:
    @pytest.fixture
    def mixed(self, engine: Engine) -> Reference:
        """An index with a history: several commits, replaced and removed documents."""
        rng = random.Random(7)
        documents = {id_: random_document(rng, id_) for id_ in range(1, 91)}
        engine.rebuild(documents.values())
        for _ in range(3):
            changed = [random_document(rng, rng.randint(1, 130)) for _ in range(12)]
            removed = rng.sample(sorted(documents), 5)
            gone = set(removed) - {document.id for document in changed}
            engine.update(changed, gone)
            documents |= {document.id: document for document in changed}
            documents = {id_: each for id_, each in documents.items() if id_ not in gone}
        return Reference(list(documents.values()))

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

    @pytest.mark.parametrize("clause", [Everything(), term("war")], ids=["all", "a word"])
    def test_filters_and_facets_are_those_of_the_plain_engine(
        self, engine: Engine, mixed: Reference, clause: Clause
    ) -> None:
        for filters in FILTERS:
            query = Query((clause,), filters)
            total, ids, counts, _, _ = mixed.answer(query)
            results = engine.search(query, size=1000)
            assert (results.total, [hit.id for hit in results.hits]) == (total, ids), filters
            assert results.counts == counts, filters

    def test_choosing_a_facet_value_shows_as_many_as_it_counted(
        self, engine: Engine, mixed: Reference
    ) -> None:
        counts = engine.search(Query((term("war"),))).counts
        assert counts.outlets and counts.dates["undated"]
        for outlet, count in counts.outlets.items():
            assert len(found(engine, term("war"), Filters(outlets=(outlet,)))) == count
        for period, count in counts.dates.items():
            if period == "undated":
                chosen = Filters(undated=True)
            else:
                chosen = Filters(dates=(PartialDate.parse(period),))
            assert len(found(engine, term("war"), chosen)) == count

    def test_a_chosen_day_has_its_count_beside_years_and_months(self, engine: Engine) -> None:
        dates = ["2020-03-05", "2020-03-05", "2020-03-06", "2020-03", "2020", None]
        engine.update(
            article(
                id_, "war", outlet_id=id_ % 2, published=PartialDate.parse(date) if date else None
            )
            for id_, date in enumerate(dates, 1)
        )
        chosen = tuple(map(PartialDate.parse, ["2020-03-05", "2020-03-07", "2020-03"]))

        def counts(filters: Filters) -> dict[str, int]:
            return dict(engine.search(Query(filters=filters)).counts.dates)

        coarse = {"2020": 5, "2020-03": 4, "undated": 1}
        assert counts(Filters()) == coarse
        assert counts(Filters(dates=chosen)) == coarse | {"2020-03-05": 2, "2020-03-07": 0}
        of_outlet = counts(Filters(outlets=(1,), dates=chosen))
        assert of_outlet == {"2020": 3, "2020-03": 2, "2020-03-05": 1, "2020-03-07": 0}
        later = counts(Filters(dates=chosen, since=dt.date(2020, 3, 6)))
        assert (later["2020-03-05"], later["2020-03"]) == (0, 1)

    def test_an_empty_index_answers(self, engine: Engine) -> None:
        for clause in CLAUSES.values():
            results = engine.search(Query((clause,)))
            assert (results.total, results.hits, results.counts.dates) == (0, (), {})
        assert engine.versions() == {}
        assert engine.terms("a") == []

    def test_an_update_is_seen_by_the_next_search(self, engine: Engine, another: Engine) -> None:
        assert found(another, term("war")) == []
        engine.update([article(1, "war"), article(2, "peace")])
        assert found(engine, term("war")) == [1]
        assert found(another, term("war")) == [1]
        another.update([article(1, "peace")])
        assert found(engine, term("war")) == []
        assert found(engine, term("peace")) == [1, 2]

    def test_replaced_documents_do_not_double(self, engine: Engine) -> None:
        for version in range(1, 9):
            engine.update([article(1, f"war {version}", version=version), article(version + 1)])
        assert found(engine, term("war")) == [1]
        assert engine.versions() == {1: 8, **dict.fromkeys(range(2, 10), 1)}

    def test_removed_documents_are_gone_and_may_come_back(self, engine: Engine) -> None:
        engine.update([article(1, "war"), article(2, "war")])
        engine.update([], [1, 99])
        assert found(engine, term("war")) == [2]
        assert engine.versions() == {2: 1}
        engine.update([article(1, "war")], [2])
        assert found(engine, term("war")) == [1]

    def test_of_several_documents_with_one_id_the_last_counts(self, engine: Engine) -> None:
        engine.update([article(1, "war"), article(2, "truce"), article(1, "peace", version=3)])
        assert (found(engine, term("war")), found(engine, term("peace"))) == ([], [1])
        given = [article(1, "war"), article(1, "truce"), article(2, "war"), article(1, "peace")]
        assert engine.rebuild(given) == 4
        assert (found(engine, term("war")), found(engine, term("peace"))) == ([2], [1])
        assert engine.versions() == {1: 1, 2: 1}

    def test_a_document_that_cannot_be_kept_changes_nothing(self, engine: Engine) -> None:
        engine.update([article(1, "war")])
        with pytest.raises(ValueError, match="id is 1 or more"):
            engine.update([article(2, "war"), article(0, "war")], [1])
        assert engine.versions() == {1: 1}
        engine.update([article(3, "war")])
        assert engine.versions() == {1: 1, 3: 1}

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

    @pytest.mark.parametrize(
        ("published", "chosen", "matches"),
        [
            ("2020-03-04", "2020", True),
            ("2020-03-04", "2020-03", True),
            ("2020-03-04", "2020-03-05", False),
            ("2020-03", "2020-03", True),
            ("2020-03", "2020", True),
            ("2020-03", "2020-03-04", False),
            ("2020", "2020", True),
            ("2020", "2020-03", False),
            ("2020-12-31", "2021", False),
            ("0001-01-01", "0001-01", True),
            ("9999-12-31", "9999", True),
        ],
    )
    def test_a_date_lies_in_a_period_only_with_all_its_days(
        self, engine: Engine, published: str, chosen: str, matches: bool
    ) -> None:
        engine.update([article(1, "war", published=PartialDate.parse(published))])
        period = PartialDate.parse(chosen)
        assert found(engine, Everything(), Filters(dates=(period,))) == [1] * matches
        assert found(engine, Dated(period.first_day, period.last_day, "")) == [1] * matches
        parts = [published[:4], published[:7]] if len(published) > 4 else [published]
        assert engine.search(Query()).counts.dates == dict.fromkeys(parts, 1)

    def test_forms_accents_and_case_match(self, engine: Engine) -> None:
        engine.update([article(1, "The TALKS stopped"), article(2, "İzzeddin met Erdoğan’s men")])
        assert found(engine, term("talk")) == [1]
        assert found(engine, term("stop")) == [1]
        assert found(engine, term("izzeddin")) == found(engine, term("erdogan")) == [2]

    def test_a_phrase_stays_in_one_field(self, engine: Engine) -> None:
        engine.update([replace(article(1), texts={"headline": "peace", "body": "talks end"})])
        assert found(engine, phrase("peace talks")) == []
        assert found(engine, phrase("talks end")) == [1]

    def test_a_phrase_stays_in_one_paragraph(self, engine: Engine) -> None:
        engine.update([article(1, "Ann Lee\n\nJohn Smith"), article(2, "Ann\nLee John Smith")])
        assert found(engine, phrase("lee john")) == [2]
        assert found(engine, phrase("ann lee")) == [1, 2]

    def test_a_prefix_is_of_the_word_as_written(self, engine: Engine) -> None:
        engine.update([article(1, "happiness"), article(2, "happy")])
        assert found(engine, Prefix("happ")) == [1, 2]
        assert found(engine, Prefix("happy")) == [2]
        assert found(engine, Prefix("happin")) == [1]

    def test_a_prefix_of_too_many_words_says_so(self, engine: Engine) -> None:
        words = [f"zz{number}" for number in range(1100)]
        engine.update([article(1, " ".join(words)), article(2, "zz3")])
        results = engine.search(Query((Prefix("zz"),)))
        assert results.total == 2
        (note,) = results.notes
        assert "“zz*”" in note and "1,000" in note
        assert engine.search(Query((Prefix("zz1"),))).notes == ()

    def test_only_live_documents_count_in_scores(self, engine: Engine) -> None:
        lasting = [article(1, "war talks"), article(2, "peace talks in a long text of words")]
        engine.rebuild(lasting)
        before = engine.search(Query((term("war"),))).hits
        engine.update([article(id_, "war war war") for id_ in range(3, 60)])
        assert engine.search(Query((term("war"),))).hits != before
        engine.update([], range(3, 60))
        assert engine.search(Query((term("war"),))).hits == before

    def test_suggests_the_most_frequent_words_as_written(self, engine: Engine) -> None:
        engine.rebuild([article(1, "talks talked"), article(2, "Talks"), article(3, "tale")])
        assert engine.terms("tal") == ["talks", "tale", "talked"]
        assert engine.terms("tal", limit=1) == ["talks"]
        assert engine.terms("talked by") == []

    def test_knows_words_that_are_spelt_nearly_so(self, engine: Engine) -> None:
        texts = ["Erdoğan's erdogan", "Erdogan erdogans idlib", "talks talk walk tlak"]
        engine.rebuild(article(id_, text) for id_, text in enumerate(texts, 1))
        assert engine.similar("erdogen") == [("erdogan", 2), ("erdogans", 1)]
        assert engine.similar("talk") == [("talks", 1), ("tlak", 1)]
        assert engine.similar("talk", limit=1) == [("talks", 1)]
        assert engine.similar("zebra") == engine.similar("") == []

    def test_a_rebuild_replaces_everything(self, engine: Engine, another: Engine) -> None:
        engine.update([article(1, "war"), article(2, "war")])
        assert found(another, term("war")) == [1, 2]
        assert engine.rebuild(iter([article(3, "war"), article(4, "peace")])) == 2
        assert found(another, Everything()) == found(engine, Everything()) == [3, 4]
        another.update([article(5, "war")])
        assert found(engine, term("war")) == [3, 5]

    def test_a_rebuild_replays_what_changed_before_it_is_used(self, engine: Engine) -> None:
        engine.update([article(1, "old")])

        def replay(update: Update) -> None:
            assert found(engine, Everything()) == [1]
            update([article(3, "war", version=2)], [2])
            assert found(engine, Everything()) == [1]

        engine.rebuild([article(2, "war"), article(3, "peace")], replay)
        assert engine.versions() == {3: 2}
        assert found(engine, term("war")) == [3]

    def test_a_rebuild_that_fails_leaves_the_old_index_in_use(self, engine: Engine) -> None:
        engine.update([article(1, "war")])

        def failing() -> Iterator[Document]:
            yield article(2, "war")
            raise RuntimeError("the table is away")

        def replay(update: Update) -> None:
            raise RuntimeError("no replay")

        with pytest.raises(RuntimeError, match="the table is away"):
            engine.rebuild(failing())
        with pytest.raises(RuntimeError, match="no replay"):
            engine.rebuild([article(2, "war")], replay)
        assert found(engine, term("war")) == [1]
        engine.update([article(3, "war")])
        assert found(engine, term("war")) == [1, 3]

    def test_is_current_with_an_index_of_today(self, engine: Engine) -> None:
        assert engine.is_current()

    def test_eight_threads_search_rightly_while_another_updates(self, engine: Engine) -> None:
        lasting = [article(id_, f"steady war number{id_} " * 3) for id_ in range(1, 201)]
        engine.rebuild(lasting)
        done = threading.Event()

        def writes() -> None:
            try:
                for turn in range(12):
                    if turn == 6:
                        engine.rebuild([*lasting, article(999, "turn5")])
                    else:
                        # Always two at once: nobody may see one of them alone.
                        engine.update([article(id_, f"pair turn{turn}") for id_ in (998, 999)])
            finally:
                done.set()

        def searches(seed: int) -> int:
            rng, count = random.Random(seed), 0
            while not done.is_set() or count < 5:
                id_ = rng.randint(1, 200)
                assert found(engine, term(f"number{id_}")) == [id_]
                assert found(engine, phrase(f"war number{id_} steady")) == [id_]
                assert len(found(engine, term("steady"))) == 200
                assert found(engine, term("pair")) in ([], [998, 999])
                count += 1
            return count

        with ThreadPoolExecutor(9) as pool:
            readers = [pool.submit(searches, seed) for seed in range(8)]
            pool.submit(writes).result()
            assert all(reader.result() >= 5 for reader in readers)

    def test_it_counts_documents_and_those_whose_body_has_a_stem(
        self, engine: Engine, mixed: Reference
    ) -> None:
        engine.rebuild(mixed.documents.values())  # nothing removed is left in it
        stems = ["war", "convoy", "xyzzy"]
        assert engine.size() == len(mixed.documents)
        assert engine.frequencies(stems) == {
            stem: sum(
                any(token.stem == stem for token in mixed.tokens[id_, "body"])
                for id_ in mixed.documents
            )
            for stem in stems
        }

    def test_what_was_removed_is_not_counted(self, engine: Engine) -> None:
        engine.update([article(1, "war"), article(2, "peace")])
        engine.update([], removed=[1])
        assert engine.size() == 1

    def test_counts_by_day_are_of_what_lies_close_together(self, engine: Engine) -> None:
        dates = ["2020-03-05", "2020-03-05", "2020-04-30", "2020-03", "2021", "2022-01-01"]
        engine.rebuild(
            article(id_, published=PartialDate.parse(date)) for id_, date in enumerate(dates, 1)
        )

        def days(**filters: object) -> dict[str, int]:
            return dict(engine.search(Query(filters=Filters(**filters))).counts.days)  # type: ignore[arg-type]  # by keyword

        assert days() == {}
        spring = {"2020-03-05": 2, "2020-04-30": 1}
        assert days(until=dt.date(2020, 12, 31)) == spring
        assert days(dates=(PartialDate(2020),)) == spring
        assert days(dates=(PartialDate(2020, 3, 9),)) == {"2020-03-05": 2}

    def test_every_change_of_the_index_has_a_name_of_its_own(self, engine: Engine) -> None:
        names = []
        for write in (lambda: engine.rebuild([article(1)]), lambda: engine.update([article(2)])):
            write()
            names.append(engine.search(Query()).generation)
            assert engine.search(Query((term("war"),))).generation == names[-1]
        assert len(set(names)) == 2 and all(names)
