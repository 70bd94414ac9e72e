"""An article's position among the results of a search, and its neighbours there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from articles.models import Article
from search.addresses.parameters import Parameters
from search.engines import get_engine
from search.inquiry.question import question_of
from search.query.clauses import Clause

#: Results that are searched for an article that is not on the page of results in its address.
_WIDEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """An article's ``number`` among ``total`` results, counted from 1; 0 if it was not found.

    ``previous`` and ``following`` are the addresses of its neighbours, with the same search, or ""
    if there is none. ``clause`` is the tier that it matches.
    """

    number: int
    total: int
    previous: str
    following: str
    clause: Clause


def place_of(article: Article, parameters: Parameters) -> Place:
    """Raises EngineUnavailable."""
    question = question_of(parameters)
    engine = get_engine()
    # The page of results that its address names, with one more article on either side.
    on_page = parameters.per_page
    size = on_page + 2
    first = min(max(0, (parameters.page - 1) * on_page - 1), engine.deepest - size)
    answered = question.answer(engine, start=first, size=size, page=on_page)
    if article.pk not in [hit.id for hit in answered.hits]:
        first = 0
        answered = answered.at(engine, 0, _WIDEST)
    ids = [hit.id for hit in answered.hits]
    if article.pk not in ids:
        # The last tier has every single word.
        return Place(0, answered.listed, "", "", answered.query.tiers[-1])
    at = ids.index(article.pk)
    clause = answered.query.tiers[answered.hits[at].tier]
    beside = {step: ids[at + step] for step in (-1, 1) if 0 <= at + step < len(ids)}
    rows = Article.objects.listed().in_bulk(beside.values())

    def address(step: int) -> str:
        row = rows.get(beside.get(step, 0))
        page = (first + at + step) // on_page + 1
        query = question.parameters.on_page(page).query
        return f"{row.get_absolute_url()}?{query}" if row else ""

    return Place(first + at + 1, answered.listed, address(-1), address(1), clause)
