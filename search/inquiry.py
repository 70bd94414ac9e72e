"""One search, from its parameters to the results that a page or the API shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.safestring import SafeString

from articles.facts.values import text_of
from articles.models import Article, Outlet
from search.addresses.parameters import UNKNOWN_OUTLET, Parameters
from search.engines import Engine, get_engine
from search.facets import Facet, Named, facets_of
from search.highlighting import marking
from search.highlighting.marking import Marker, Snippet
from search.index import outbox
from search.language.parsing import Parsed, parse
from search.language.wording import describe, describe_filters
from search.query.clauses import And, AtLeast, Clause, Filters, Query, Sort, Term
from search.query.results import Counts, Results
from search.relaxation import Answer, answer
from search.text.languages import Languages

#: Outbox entries older than this were not drained by the process that wrote them, so the search
#: drains them.
MOMENT = dt.timedelta(seconds=1)
#: Articles on a page of results.
PAGE_SIZE = 20
#: A primary key that no outlet has, for unknown slugs: they must find nothing, not everything.
NO_OUTLET = -1


@dataclass(frozen=True, slots=True)
class Found:
    """An article found, with its score, its title with matches marked, and matching passages."""

    article: Article
    score: float
    title: SafeString
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A search and its results. ``understood`` describes the search in words; ``relaxed`` says how
    it was relaxed, and is "" if it was not. ``query`` is the query that was run. ``size`` is the
    number of articles on a page, ``pages`` the number of pages that can be shown."""

    parameters: Parameters
    total: int
    found: tuple[Found, ...]
    facets: tuple[Facet, ...]
    understood: str
    relaxed: str
    notes: tuple[str, ...]
    marker: Marker
    size: int
    query: Query
    parsed: Parsed
    counts: Counts
    pages: int

    @property
    def sort(self) -> Sort:
        return self.query.sort


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

    def answer(self, engine: Engine, *, start: int = 0, size: int = 20) -> Answer:
        """Raises EngineUnavailable."""
        readings = self.parsed.alternatives
        return answer(engine, readings, self.filters, self.sort, start=start, size=size)


def question_of(parameters: Parameters) -> Question:
    """Parse the search text, look up the outlets and choose the sort order. Changes that have
    waited too long are written to the index first."""
    notes = [*parameters.notes, *_drain_if_late()]
    parsed = parse(parameters.q, Languages.of(get_engine().languages()))
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


def inquire(parameters: Parameters, size: int = PAGE_SIZE) -> Inquiry:
    """Run a search. A page past the end becomes the last one. Raises EngineUnavailable."""
    question = question_of(parameters)
    parameters, notes = question.parameters, [*question.notes]

    engine = get_engine()
    deepest = engine.deepest // size
    page = min(parameters.page, deepest)
    answered = question.answer(engine, start=(page - 1) * size, size=size)
    results = answered.results
    pages = max(1, min(deepest, -(-results.total // size)))
    if parameters.page > pages:
        notes.append(_beyond(parameters.page, pages, results.total > pages * size))
        parameters = parameters.on_page(pages)
        if page > pages:
            results = engine.search(answered.query, start=(pages - 1) * size, size=size)

    marker = marking.marker_of(answered.query.tiers[0])
    names = outlets_of(answered, question.outlets)
    return Inquiry(
        parameters=parameters,
        total=results.total,
        found=_rows(results, marker),
        facets=facets_of(results.counts, parameters, names, engine.languages()),
        understood=understood_of(question, answered, names),
        relaxed=_relaxation(answered),
        notes=(
            *notes,
            *question.parsed.notes,
            *results.notes,
            *_ranking(marker, results, question.parsed.languages),
        ),
        marker=marker,
        size=size,
        query=answered.query,
        parsed=question.parsed,
        counts=results.counts,
        pages=pages,
    )


def _beyond(page: int, last: int, more: bool) -> str:
    if more:
        return f"Page {page} lies too deep to be shown; this is page {last}. An export has more."
    return f"There is no page {page}; this is page {last}, the last one."


def understood_of(question: Question, answered: Answer, names: dict[int, Named]) -> str:
    """The query that was run, with its filters, in words."""
    filtered = describe_filters(question.filters, {key: each.name for key, each in names.items()})
    return ", ".join(filter(None, [describe(answered.query.tiers[0]), filtered]))


def _drain_if_late() -> list[str]:
    age = outbox.oldest_age()
    if age is not None and age > MOMENT and outbox.drain_in_passing():
        return ["Some recent changes are not in these results yet."]
    return []


def _resolve_outlets(parameters: Parameters) -> tuple[Parameters, dict[str, int], list[str]]:
    """Look up slugs. The slug of a merged outlet becomes that of the outlet it was merged into.

    Returns the parameters with current slugs, the primary keys by slug, and the unknown slugs.
    """
    slugs = [slug for slug in parameters.outlets if slug != UNKNOWN_OUTLET]
    heirs: dict[str | None, tuple[str, int]] = {}
    if slugs:
        rows = Outlet.objects.filter(Q(slug__in=slugs) | Q(aliases__slug__in=slugs)).order_by()
        for key, slug, alias in rows.values_list("pk", "slug", "aliases__slug"):
            heirs[slug] = heirs[alias] = (slug, key)
    keys: dict[str, int] = {}
    missing = []
    for slug in parameters.outlets:
        if slug == UNKNOWN_OUTLET:
            keys[slug] = 0
        elif slug in heirs:
            heir, key = heirs[slug]
            keys[heir] = key
        else:
            keys[slug] = NO_OUTLET
            missing.append(slug)
    return replace(parameters, outlets=tuple(keys)), keys, missing


def outlets_of(answered: Answer, chosen: dict[str, int]) -> dict[int, Named]:
    """The outlets that are counted or chosen, by primary key."""
    keys = {*answered.results.counts.outlets, *chosen.values()} - {0, NO_OUTLET}
    rows = Outlet.objects.filter(pk__in=keys).order_by().values_list("pk", "slug", "name")
    return {key: Named(slug, name) for key, slug, name in rows}


def _rows(results: Results, marker: Marker) -> tuple[Found, ...]:
    """The hits with their rows, read from the table, so that they show the current values."""
    rows = Article.objects.listed()
    if marker.of_field("source"):
        rows = rows.select_related("capture__reading").defer("capture__compressed")
    articles = rows.in_bulk([hit.id for hit in results.hits])
    return tuple(
        _found(articles[hit.id], hit.score, marker) for hit in results.hits if hit.id in articles
    )


def _found(article: Article, score: float, marker: Marker) -> Found:
    # The title of an article without a headline is the beginning of its body.
    field = "headline" if article.headline else "body"
    spans = marking.spans(article.title, marker, field, article.language)
    title = marking.mark(article.title, spans)
    return Found(article, score, title, _snippets(article, marker))


def _snippets(article: Article, marker: Marker) -> tuple[Snippet, ...]:
    texts = {
        field: text_of(article, field)
        for field in marking.SNIPPET_FIELDS
        if field not in ("outlet", "source")  # every hit shows its outlet
    } | {"byline": ", ".join(article.byline)}
    if marker.of_field("source"):
        texts["source"] = article.capture.shown_text
    return marking.snippets(texts, marker, article.language)


def _relaxation(answered: Answer) -> str:
    if answered.reading == 0:
        return ""
    least = _at_least(answered.query.tiers[0])
    count = f"{least.minimum} of them" if least and least.minimum > 1 else "one of them"
    return f"No article has all of these words. These have at least {count}, best matches first."


def _ranking(marker: Marker, results: Results, languages: Languages) -> list[str]:
    """A note on words that influence the ranking although they were not typed, if there are any."""
    typed = {stem for word in marker.words if isinstance(word, Term) for stem in word.stems}
    others = [word for word in results.shared if typed.isdisjoint(languages.stems(word))]
    if not (others and results.total):
        return []
    words = ", ".join(f"“{word}”" for word in others)
    return [f"The ranking also considers words that the best matches share: {words}."]


def _at_least(clause: Clause) -> AtLeast | None:
    if isinstance(clause, AtLeast):
        return clause
    if isinstance(clause, And):
        return next((each for each in clause.clauses if isinstance(each, AtLeast)), None)
    return None
