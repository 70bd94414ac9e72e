"""All that a search finds, for exports."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from search.addresses.parameters import Parameters
from search.engines import get_engine
from search.inquiry import outlets_of, question_of, understood_of

#: So often, at most, a list and its total are asked for until they are of one state of the index.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """What a search finds, as primary keys in order, without rows and passages."""

    parameters: Parameters
    total: int
    ids: tuple[int, ...]
    understood: str
    generation: str


def list_all(parameters: Parameters, most: int) -> Listing:
    """The first ``most`` articles of a search, whatever its page. Raises EngineUnavailable."""
    question = question_of(parameters.on_page(1))
    engine = get_engine()
    answered = question.answer(engine, size=0)
    for _ in range(TRIES):
        ids = tuple(islice(engine.ids(answered.query), most))
        before, answered = answered, question.answer(engine, size=0)
        # Otherwise the index has changed meanwhile: the total is not that of the list.
        if (answered.query, answered.results) == (before.query, before.results):
            break
    return Listing(
        parameters=question.parameters,
        total=answered.results.total,
        ids=ids,
        understood=understood_of(question, answered, outlets_of(answered, question.outlets)),
        generation=answered.results.generation,
    )
