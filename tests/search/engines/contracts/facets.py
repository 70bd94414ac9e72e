"""The contract of filters, dates and facet counts."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.partialdate import PartialDate
from search.engines.base import Engine
from search.query.clauses import Clause, Dated, Everything, Filters, Has, Query
from tests.search.engines.material import (
    FILTERS,
    article,
    found,
    phrase,
    term,
)
from tests.search.engines.reference import Reference


class Facets:
    @pytest.mark.parametrize("clause", [Everything(), term("war")], ids=["all", "a word"])
    def test_filters_and_facets_equal_those_of_the_reference(
        self, filled: Engine, mixed: Reference, clause: Clause
    ) -> None:
        for filters in FILTERS:
            query = Query((clause,), filters)
            expected, results = mixed.answer(query), filled.search(query, size=1000)
            found = sorted(hit.id for hit in results.hits)
            assert (results.total, found) == (expected.total, sorted(expected.ids)), filters
            assert results.counts == expected.counts, filters

    def test_choosing_a_facet_value_shows_as_many_as_it_counted(
        self, filled: Engine, mixed: Reference
    ) -> None:
        counts = filled.search(Query((term("war"),))).counts
        assert counts.outlets and counts.dates["undated"] and counts.tags
        for outlet, count in counts.outlets.items():
            assert len(found(filled, term("war"), Filters(outlets=(outlet,)))) == count
        for tag, count in counts.tags.items():
            assert len(found(filled, term("war"), Filters(tags=(tag,)))) == count
        for period, count in counts.dates.items():
            if period == "undated":
                chosen = Filters(undated=True)
            else:
                chosen = Filters(dates=(PartialDate.parse(period),))
            assert len(found(filled, term("war"), chosen)) == count

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

    def test_counts_by_day_need_dates_close_together(self, engine: Engine) -> None:
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

    def test_a_document_counts_under_each_of_its_tags(self, engine: Engine) -> None:
        engine.update(
            [
                article(1, "war", tags=(3, 8), outlet_id=1),
                article(2, "war", tags=(8,)),
                article(3, "war"),
            ]
        )
        assert engine.search(Query()).counts.tags == {3: 1, 8: 2}
        chosen = engine.search(Query(filters=Filters(tags=(3,)))).counts
        assert chosen.tags == {3: 1, 8: 2}
        assert chosen.outlets == {1: 1}
        assert engine.search(Query(filters=Filters(outlets=(1,)))).counts.tags == {3: 1, 8: 1}
        assert found(engine, term("war"), Filters(tags=(3, 8))) == [1, 2]
        assert found(engine, term("war"), Filters(tags=(77,))) == []

    def test_tags_change_with_their_document(self, engine: Engine) -> None:
        engine.update([article(1, "war", tags=(3,)), article(2, "war", tags=(3, 4))])
        engine.update([article(1, "war", tags=(5,), version=2)], removed=[2])
        assert engine.search(Query()).counts.tags == {5: 1}
        assert found(engine, Everything(), Filters(tags=(3, 4))) == []
        engine.update([article(1, "war", version=3)])
        assert engine.search(Query()).counts.tags == {}

    def test_the_names_of_tags_are_a_field(self, engine: Engine) -> None:
        texts = {"body": "war", "tag": "Climate change\n\nWeather"}
        engine.update([article(1, texts=texts), article(2, "climate change")])
        assert found(engine, phrase("climate change", "tag")) == [1]
        assert found(engine, phrase("change weather", "tag")) == []
        assert found(engine, term("weather")) == []
        assert found(engine, Has("tag")) == [1]
