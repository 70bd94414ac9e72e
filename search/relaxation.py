"""Runs a search as it was typed or, if no article matches that, in a relaxed reading.

Only this module chooses between readings; an engine runs the query that it gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.engines.base import Engine
from search.query.clauses import Clause, Filters, Query, Sort
from search.query.results import Results


@dataclass(frozen=True, slots=True)
class Answer:
    """``query`` is the query that was run. ``reading`` is the number of its reading; 0 is the
    strict one."""

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
    """Run the first reading that any article matches without the filters, or else the first one.

    Filters are ignored for the choice, so a filter that excludes every match does not relax the
    search. ``readings`` go from the strict one to the most relaxed. Raises EngineUnavailable.
    """
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
