"""Where an article stands among the results of a search, and which stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from articles.models import Article
from search.addresses.parameters import Parameters
from search.engines import get_engine
from search.inquiry import PAGE_SIZE, question_of
from search.query.clauses import Clause

#: Looked through where an article is not on the page that its address names.
_WIDEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """An article's ``number`` among ``total`` results, from 1; 0 where it is not found.

    ``previous`` and ``following`` are the addresses of its neighbours with the same search, ""
    where there is none. ``clause`` is what was really searched.
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
    # The page that its address names, and one article more on either side.
    size = PAGE_SIZE + 2
    first = min(max(0, (parameters.page - 1) * PAGE_SIZE - 1), engine.deepest - size)
    answered = question.answer(engine, start=first, size=size)
    results = answered.results
    if article.pk not in [hit.id for hit in results.hits]:
        first = 0
        results = engine.search(answered.query, size=_WIDEST)
    ids = [hit.id for hit in results.hits]
    clause = answered.query.tiers[0]
    if article.pk not in ids:
        return Place(0, results.total, "", "", clause)
    at = ids.index(article.pk)
    beside = {step: ids[at + step] for step in (-1, 1) if 0 <= at + step < len(ids)}
    rows = Article.objects.listed().in_bulk(beside.values())

    def address(step: int) -> str:
        row = rows.get(beside.get(step, 0))
        page = (first + at + step) // PAGE_SIZE + 1
        query = question.parameters.on_page(page).query
        return f"{row.get_absolute_url()}?{query}" if row else ""

    return Place(first + at + 1, results.total, address(-1), address(1), clause)
