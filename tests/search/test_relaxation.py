"""The reading of a search that is run, and how many trips to the engine that takes."""

from __future__ import annotations

import pytest

from search.engines import Engine
from search.language.parsing import parse
from search.query.clauses import Clause, Filters, Sort
from search.relaxation import answer
from tests.conftest import Asked
from tests.search.engines.material import article, term

WAR, BOTH, NEVER = (parse(text).clause for text in ("war", "war peace", "war zebra"))


@pytest.fixture
def engine(engine: Engine) -> Engine:
    engine.update([article(1, "war", outlet_id=1), article(2, "war peace", outlet_id=2)])
    return engine


@pytest.mark.parametrize(
    ("readings", "outlets", "reading", "ids", "trips"),
    [
        ([BOTH], (), 0, [2], (1, [])),
        ([BOTH, WAR], (), 0, [2], (1, [])),
        ([NEVER, BOTH, WAR], (), 1, [2], (2, [3])),
        ([NEVER, BOTH, WAR], (2,), 1, [2], (2, [3])),
        ([NEVER, term("zebra")], (), 0, [], (1, [2])),
        # Filters do not relax a search: an article of another outlet has both words.
        ([BOTH, WAR], (1,), 0, [], (1, [2])),
        ([NEVER, BOTH, WAR], (1,), 1, [], (2, [3])),
    ],
)
def test_the_first_reading_that_anything_matches_is_run(
    engine: Engine,
    asked: Asked,
    readings: list[Clause],
    outlets: tuple[int, ...],
    reading: int,
    ids: list[int],
    trips: tuple[int, list[int]],
) -> None:
    answered = answer(engine, readings, Filters(outlets=outlets), Sort.NEWEST)
    assert answered.reading == reading
    assert answered.query.tiers == (readings[reading],)
    assert [hit.id for hit in answered.results.hits] == ids
    assert (answered.results.total, answered.results.partial) == (len(ids), 0)
    assert (asked.searches, asked.totals) == trips
