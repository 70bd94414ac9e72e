"""One search, from its parameters to the results that a page or the API shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.safestring import SafeString

from articles.facts.values import text_of
from articles.models import Article, Outlet
from search.addresses.parameters import PER_PAGE, UNKNOWN_OUTLET, Parameters
from search.engines import Engine, get_engine
from search.facets import Facet, Named, facets_of
from search.highlighting import marking
from search.highlighting.marking import Marker, Snippet
from search.index import outbox
from search.index.agreement import REMEDY, Disagreement, searched
from search.language.description import describe, describe_filters
from search.language.parsing import Parsed, parse
from search.query.clauses import Clause, Filters, Query, Sort, Term
from search.query.results import Counts, Hit, Results
from search.respelling import Respelt, respelt
from search.text.languages import Languages

#: Outbox entries older than this were not drained by the process that wrote them, so the search
#: drains them.
OVERDUE = dt.timedelta(seconds=1)
#: How often a search is repeated because articles were withdrawn meanwhile.
TRIES = 2
#: The most words of a search that are named.
MOST_NAMED = 6
#: A primary key that no outlet has, for unknown slugs: they must find nothing, not everything.
NO_OUTLET = -1


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article found, with its score, its title with matches marked, and matching passages.
    ``is_partial`` if it has only some of the words."""

    article: Article
    score: float
    is_partial: bool
    title: SafeString
    snippets: tuple[Snippet, ...]


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


@dataclass(frozen=True, slots=True)
class Question:
    """A search that is ready for an engine. ``outlets`` has the primary keys of its outlets by
    slug, 0 for the unknown outlet and NO_OUTLET for a slug that no outlet has."""

    parameters: Parameters
    parsed: Parsed
    filters: Filters
    sort: Sort
    outlets: dict[str, int]
    notes: tuple[str, ...]

    def respelt(self, engine: Engine) -> Respelt:
        """Raises EngineUnavailable."""
        return respelt(engine, self.parsed)

    def counting_query(self, tiers: Sequence[Clause]) -> Query:
        """The query for the articles that the total counts."""
        if not self.parameters.any_words:
            return Query((tiers[0],), self.filters, self.sort)
        # By date, an article with some of the words may stand above one with all of them.
        chosen = tuple(tiers) if self.sort is Sort.RELEVANCE else (tiers[-1],)
        return Query(chosen, self.filters, self.sort, count_all=True)

    def answer(
        self, engine: Engine, *, start: int = 0, size: int = PER_PAGE, page: int = PER_PAGE
    ) -> Answer:
        """``page`` is the number of articles on a page. Raises EngineUnavailable."""
        search = self.respelt(engine)
        query = self.counting_query(search.tiers)
        if not self.parameters.any_words:
            query = replace(query, tiers=search.tiers)
        return Answer(query, search, engine.search(query, start=start, size=size), page)


@dataclass(frozen=True, slots=True)
class Answer:
    """The query that was run, the words that were respelt, the results, and the number of articles
    on a page."""

    query: Query
    respelt: Respelt
    results: Results
    page: int

    @property
    def partial(self) -> int:
        """The number of articles that have only some of the words and are not in the total."""
        return 0 if self.query.count_all else self.results.partial

    @property
    def goes_on(self) -> bool:
        """Whether the list goes on with articles that have only some of the words."""
        by_relevance = self.query.sort is Sort.RELEVANCE
        return by_relevance and self.partial > 0 and self.results.total < self.page

    @property
    def listed(self) -> int:
        """The number of articles on the list."""
        return self.results.total + (self.partial if self.goes_on else 0)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits that are on the list."""
        whole = self.goes_on or self.query.count_all
        return tuple(hit for hit in self.results.hits if whole or hit.tier == 0)

    def at(self, engine: Engine, start: int, size: int) -> Answer:
        """Another part of the same results. Raises EngineUnavailable."""
        return replace(self, results=engine.search(self.query, start=start, size=size))


def question_of(parameters: Parameters) -> Question:
    """Parse the search text, look up the outlets and choose the sort order. Changes that have
    waited too long are written to the index first. Raises EngineUnavailable."""
    notes = [*parameters.notes, *_drain_if_late()]
    parsed = parse(parameters.q, Languages.of(searched().languages()))
    parameters, outlets, missing = _resolve_outlets(parameters)
    notes += [f"There is no outlet “{slug}” in this archive." for slug in missing]
    filters = Filters(
        outlets=tuple(outlets.values()),
        dates=parameters.dates,
        undated=parameters.undated,
        since=parameters.since.first_day if parameters.since else None,
        until=parameters.until.last_day if parameters.until else None,
        languages=parameters.languages,
    )
    if filters.since and filters.until and filters.since > filters.until:
        notes.append("“from” is later than “to”, so no dated article can match.")
    sort = parameters.sort or (Sort.RELEVANCE if parameters.q else Sort.NEWEST)
    return Question(parameters, parsed, filters, sort, outlets, tuple(notes))


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
    found = _rows(answered.hits, markers)
    for _ in range(TRIES):
        if len(found) == len(answered.hits):
            break
        # Articles were withdrawn since they were indexed, and the total must not count them.
        outbox.drain_in_passing()
        answered = answered.at(engine, (parameters.page - 1) * size, size)
        found = _rows(answered.hits, markers)
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
        facets=facets_of(results.counts, parameters, names, engine.languages()),
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
    if outbox.oldest_age() is None:
        raise Disagreement("The search index has articles that the database does not show.", REMEDY)
    articles = "One article was" if number == 1 else f"{number} articles were"
    return f"{articles} withdrawn a moment ago; the total still counts what is not listed here."


def _page_note(page: int, last: int, more: bool) -> str:
    if more:
        return f"Page {page} lies too deep to be shown; this is page {last}. An export has more."
    return f"There is no page {page}; this is page {last}, the last one."


def understood_of(question: Question, query: Query, names: dict[int, Named]) -> str:
    """The query that was run, with its filters, in words."""
    tier = query.tiers[-1] if query.count_all else query.tiers[0]
    filtered = describe_filters(question.filters, {key: each.name for key, each in names.items()})
    return ", ".join(filter(None, [describe(tier), filtered]))


def _drain_if_late() -> list[str]:
    age = outbox.oldest_age()
    if age is not None and age > OVERDUE and outbox.drain_in_passing():
        return ["Some recent changes are not in these results yet."]
    return []


def _resolve_outlets(parameters: Parameters) -> tuple[Parameters, dict[str, int], list[str]]:
    """Look up slugs. The slug of a merged outlet becomes that of the outlet it was merged into.

    Returns the parameters with current slugs, the primary keys by slug, and the unknown slugs.
    """
    slugs = [slug for slug in parameters.outlets if slug != UNKNOWN_OUTLET]
    current: dict[str | None, tuple[str, int]] = {}
    if slugs:
        rows = Outlet.objects.filter(Q(slug__in=slugs) | Q(aliases__slug__in=slugs)).order_by()
        for key, slug, alias in rows.values_list("pk", "slug", "aliases__slug"):
            current[slug] = current[alias] = (slug, key)
    keys: dict[str, int] = {}
    missing = []
    for slug in parameters.outlets:
        if slug == UNKNOWN_OUTLET:
            keys[slug] = 0
        elif slug in current:
            kept, key = current[slug]
            keys[kept] = key
        else:
            keys[slug] = NO_OUTLET
            missing.append(slug)
    return replace(parameters, outlets=tuple(keys)), keys, missing


def outlets_of(results: Results, chosen: dict[str, int]) -> dict[int, Named]:
    """The outlets that are counted or chosen, by primary key."""
    keys = {*results.counts.outlets, *chosen.values()} - {0, NO_OUTLET}
    rows = Outlet.objects.filter(pk__in=keys).order_by().values_list("pk", "slug", "name")
    return {key: Named(slug, name) for key, slug, name in rows}


def _rows(hits: Sequence[Hit], markers: Sequence[Marker]) -> tuple[FoundArticle, ...]:
    """The hits with their rows, read from the table, so that they show the current values."""
    rows = Article.objects.listed()
    if any(marker.of_field("source") for marker in markers):
        rows = rows.select_related("capture__reading").defer("capture__compressed")
    articles = rows.in_bulk([hit.id for hit in hits])
    return tuple(
        _found(articles[hit.id], hit, markers[hit.tier]) for hit in hits if hit.id in articles
    )


def _found(article: Article, hit: Hit, marker: Marker) -> FoundArticle:
    # The title of an article without a headline is the beginning of its body.
    field = "headline" if article.headline else "body"
    spans = marking.spans(article.title, marker, field, article.language)
    title = marking.mark(article.title, spans)
    return FoundArticle(article, hit.score, hit.tier > 0, title, _snippets(article, marker))


def _snippets(article: Article, marker: Marker) -> tuple[Snippet, ...]:
    texts = {
        field: text_of(article, field)
        for field in marking.SNIPPET_FIELDS
        if field not in ("outlet", "source")  # every hit shows its outlet
    } | {"byline": ", ".join(article.byline)}
    if marker.of_field("source"):
        texts["source"] = article.capture.shown_text
    return marking.snippets(texts, marker, article.language)


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
