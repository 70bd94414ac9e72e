"""Which reading of a search is run: as it was typed or, where no article matches that, relaxed.

Engines try nothing: they are asked again, in this one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.engines.base import Engine
from search.query.clauses import Clause, Filters, Query, Sort
from search.query.results import Results


@dataclass(frozen=True, slots=True)
class Answer:
    """``query`` is what was run, ``reading`` its place among the readings: 0 is the strict one."""

    query: Query
    reading: int
    results: Results


def answer(
    engine: Engine,
    readings: Sequence[Clause],
    filters: Filters | None = None,
    sort: Sort = Sort.RELEVANCE,
    *,
    start: int = 0,
    size: int = 20,
) -> Answer:
    """Run the first of the readings that any article matches, filters left aside, or else the
    first: a filter that leaves nothing of a search does not relax it. Raises EngineUnavailable."""
    strict = Query((readings[0],), filters or Filters(), sort)
    results = engine.search(strict, start=start, size=size)
    if results.total or len(readings) == 1:
        return Answer(strict, 0, results)
    totals = engine.totals([Query((reading,)) for reading in readings])
    chosen = next((number for number, total in enumerate(totals) if total), 0)
    if chosen == 0:
        return Answer(strict, 0, results)
    relaxed = replace(strict, tiers=(readings[chosen],))
    return Answer(relaxed, chosen, engine.search(relaxed, start=start, size=size))
