"""What to try next when a search finds little, with the number of articles that it would find."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from search.engines import get_engine
from search.hints.didyoumean import ENOUGH, did_you_mean
from search.inquiry import Inquiry
from search.language.lexing import MAX_CHARACTERS
from search.language.parsing import parse, words_of
from search.relaxation import answer

_OUTSIDE: Final = "source:({})"


@dataclass(frozen=True, slots=True)
class Suggested:
    """Another search: its text, its address and the number of articles that it finds."""

    text: str
    url: str
    total: int


@dataclass(frozen=True, slots=True)
class Advice:
    """``did_you_mean`` is the search in another spelling. ``outside`` is the same search in the
    whole captures, including menus and notices outside the articles."""

    did_you_mean: Suggested | None = None
    outside: Suggested | None = None


def advise(inquiry: Inquiry) -> Advice:
    """Empty advice for a search that finds enough. Raises EngineUnavailable."""
    parameters = inquiry.parameters
    if not parameters.q or (inquiry.total >= ENOUGH and not inquiry.relaxed):
        return Advice()
    engine, query = get_engine(), inquiry.query
    found = 0 if inquiry.relaxed else inquiry.total
    proposal = did_you_mean(engine, parameters.q, query, found, inquiry.parsed.languages)

    def suggested(text: str, total: int) -> Suggested:
        return Suggested(text, replace(parameters, q=text, page=1).url, total)

    outside = None
    if not inquiry.total and any(word.field is None for word in words_of(inquiry.parsed.clause)):
        text = _OUTSIDE.format(parameters.q)
        if len(text) <= MAX_CHARACTERS:
            readings = parse(text, inquiry.parsed.languages).alternatives
            total = answer(engine, readings, query.filters, size=0).results.total
            outside = suggested(text, total) if total else None
    return Advice(suggested(proposal.text, proposal.total) if proposal else None, outside)
