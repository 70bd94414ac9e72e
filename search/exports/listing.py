"""The complete results of a search, for exports."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from search.addresses.parameters import Parameters
from search.engines import get_engine
from search.inquiry.question import outlets_of, question_of, understood_of

#: Articles in one export.
MOST = 10_000
#: How often the list and the total are read, at most, until both are of one state of the index.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """The results of a search as primary keys in order, without rows and passages.

    ``understood`` describes the search in words; ``generation`` names the state of the index, and
    is "" where the engine has no names for its states.
    """

    parameters: Parameters
    total: int
    ids: tuple[int, ...]
    understood: str
    generation: str


def list_all(parameters: Parameters, most: int) -> Listing:
    """The first ``most`` articles of a search, from page 1 on. Raises EngineUnavailable."""
    question = question_of(parameters.on_page(1))
    engine = get_engine()
    query = question.counting_query(question.respelt(engine).tiers)
    results = engine.search(query, size=0)
    for _ in range(TRIES):
        ids = tuple(islice(engine.ids(query), most))
        before, results = results, engine.search(query, size=0)
        # If they differ, the index changed while the list was read, and the total may not fit it.
        if results == before:
            break
    return Listing(
        parameters=question.parameters,
        total=results.total,
        ids=ids,
        understood=understood_of(question, query, outlets_of(results, question.outlets)),
        generation=results.generation,
    )
