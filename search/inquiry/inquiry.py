"""A search and its results, as pages and the API show them."""

from __future__ import annotations

from dataclasses import dataclass

from search.addresses.parameters import Parameters
from search.engines import get_engine
from search.facets import Facet, facets_of
from search.highlighting import marking
from search.highlighting.marking import Marker
from search.index import outbox, waiting
from search.index.agreement import REMEDY, Disagreement
from search.inquiry.foundarticles import FoundArticle, found_articles
from search.inquiry.question import outlets_of, question_of, tags_of, understood_of
from search.language.parsing import Parsed
from search.query.clauses import Query, Sort, Term
from search.query.results import Counts, Results
from search.respelling import Respelt
from search.text.languages import Languages

#: How often a search is repeated because articles were withdrawn meanwhile.
TRIES = 2
#: The most words of a search that are named.
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A search and its results.

    ``total`` is the number of articles that were found, ``partial`` that of further articles with
    only some of the words; ``goes_on``: they follow on the same list. ``understood`` describes the
    search in words. ``query`` is the query that was run, and ``present`` are those of its words
    that some article has. ``size`` is the number of articles on a page, ``pages`` the number of
    pages that can be shown.
    """

    parameters: Parameters
    total: int
    partial: int
    goes_on: bool
    found: tuple[FoundArticle, ...]
    facets: tuple[Facet, ...]
    understood: str
    present: tuple[str, ...]
    notes: tuple[str, ...]
    size: int
    query: Query
    parsed: Parsed
    counts: Counts
    pages: int

    @property
    def sort(self) -> Sort:
        return self.query.sort

    @property
    def complete(self) -> list[FoundArticle]:
        """The articles on this page that have all the words."""
        return [found for found in self.found if not found.is_partial]

    @property
    def incomplete(self) -> list[FoundArticle]:
        """The articles on this page that have only some of the words; they follow the others."""
        return [found for found in self.found if found.is_partial]

    @property
    def partly(self) -> str:
        """A sentence about the articles that have only some of the words; "" if there are none."""
        count = self.partial
        if not count:
            return "These have some of the words." if self.incomplete else ""
        more = "more " if self.total else ""
        noun = f"{more}article has" if count == 1 else f"{more}articles have"
        words = f": {', '.join(self.present)}" if 0 < len(self.present) <= MOST_NAMED else ""
        return f"{count:,} {noun} some of the words{words}"


def inquire(parameters: Parameters, size: int = 0) -> Inquiry:
    """Run a search. ``size`` is the number of articles on a page, by default that of the
    parameters. A page past the end becomes the last one. Raises EngineUnavailable."""
    size = size or parameters.per_page
    question = question_of(parameters)
    parameters, notes = question.parameters, [*question.notes]

    engine = get_engine()
    deepest = engine.deepest // size
    page = min(parameters.page, deepest)
    answered = question.answer(engine, start=(page - 1) * size, size=size, page=size)
    pages = max(1, min(deepest, -(-answered.listed // size)))
    if parameters.page > pages:
        notes.append(_page_note(parameters.page, pages, answered.listed > pages * size))
        parameters = parameters.on_page(pages)
        if page > pages:
            answered = answered.at(engine, (pages - 1) * size, size)

    markers = [marking.marker_of(tier) for tier in answered.query.tiers]
    found = found_articles(answered.hits, markers)
    for _ in range(TRIES):
        if len(found) == len(answered.hits):
            break
        # Articles were withdrawn since they were indexed, and the total must not count them.
        outbox.drain_in_passing()
        answered = answered.at(engine, (parameters.page - 1) * size, size)
        found = found_articles(answered.hits, markers)
    else:
        notes.append(_unlisted(len(answered.hits) - len(found)))
    results = answered.results
    names = outlets_of(results, question.outlets)
    return Inquiry(
        parameters=parameters,
        total=results.total,
        partial=answered.partial,
        goes_on=answered.goes_on,
        found=found,
        facets=facets_of(
            results.counts,
            parameters,
            names,
            engine.languages(),
            tags_of(results, question.tags),
        ),
        understood=understood_of(question, answered.query, names),
        present=answered.respelt.words,
        notes=(
            *notes,
            *question.parsed.notes,
            *_replacements(answered.respelt),
            *results.notes,
            *_ranking(markers[0], results, question.parsed.languages),
        ),
        size=size,
        query=answered.query,
        parsed=question.parsed,
        counts=results.counts,
        pages=pages,
    )


def _unlisted(number: int) -> str:
    """A note about hits that are no longer shown, while the changes wait to be indexed. Raises
    EngineUnavailable if none wait: then the index is wrong."""
    if waiting.oldest_age() is None:
        raise Disagreement("The search index has articles that the database does not show.", REMEDY)
    articles = "One article was" if number == 1 else f"{number} articles were"
    return f"{articles} withdrawn a moment ago; the total still counts what is not listed here."


def _page_note(page: int, last: int, more: bool) -> str:
    if more:
        return f"Page {page} lies too deep to be shown; this is page {last}. An export has more."
    return f"There is no page {page}; this is page {last}, the last one."


def _replacements(respelt: Respelt) -> list[str]:
    return [
        f"No article has “{each.word}”; searched in its place: "
        + ", ".join(f"“{spelling}”" for spelling in each.spellings)
        + "."
        for each in respelt.replaced
    ]


def _ranking(marker: Marker, results: Results, languages: Languages) -> list[str]:
    """A note on words that influence the ranking although they were not typed, if there are any."""
    typed = {stem for word in marker.words if isinstance(word, Term) for stem in word.stems}
    others = [word for word in results.shared if typed.isdisjoint(languages.stems(word))]
    if not (others and results.total):
        return []
    words = ", ".join(f"“{word}”" for word in others)
    return [f"The ranking also considers words that the best matches share: {words}."]
