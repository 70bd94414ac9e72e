"""A search that is ready for an engine, and the engine's answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from articles.models import Outlet, Tag
from articles.models.tags import tag_key
from search.addresses.parameters import PER_PAGE, UNKNOWN_OUTLET, Parameters
from search.engines import Engine
from search.facets import Named
from search.index import outbox, waiting
from search.index.agreement import searched
from search.language.description import describe, describe_filters
from search.language.parsing import Parsed, parse
from search.query.clauses import Clause, Filters, Query, Sort
from search.query.results import Hit, Results
from search.respelling import Respelt, respelt
from search.text.languages import Languages

#: Outbox entries older than this were not drained by the process that wrote them, so the search
#: drains them.
OVERDUE = dt.timedelta(seconds=1)
#: A primary key that no outlet has, for unknown slugs: they must find nothing, not everything.
NO_OUTLET = -1
#: A primary key that no tag has.
NO_TAG = -1


#: The present slug or name and the primary key, by each slug or key of a name.
_Called = dict[str | None, tuple[str, int]]


class _Known(NamedTuple):
    """The outlets and tags that searches name."""

    outlets: _Called
    tags: _Called


@dataclass(frozen=True, slots=True)
class Question:
    """A search that is ready for an engine. ``outlets`` has the primary keys of its outlets by
    slug, 0 for the unknown outlet and NO_OUTLET for a slug that no outlet has; ``tags`` those of
    its tags by name, NO_TAG for a name that no tag has."""

    parameters: Parameters
    parsed: Parsed
    filters: Filters
    sort: Sort
    outlets: dict[str, int]
    tags: dict[str, int]
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
    (question,) = questions_of([parameters])
    return question


def questions_of(searches: Sequence[Parameters]) -> list[Question]:
    """The same for many searches, with no more queries than for one. Raises EngineUnavailable."""
    drained = _drain_if_late()
    languages = Languages.of(searched().languages())
    known = _Known(
        _outlets_called({slug for each in searches for slug in each.outlets}),
        _tags_called({tag_key(name) for each in searches for name in each.tags}),
    )
    return [_question(each, drained, languages, known) for each in searches]


def _question(
    parameters: Parameters, drained: Sequence[str], languages: Languages, known: _Known
) -> Question:
    notes = [*parameters.notes, *drained]
    parsed = parse(parameters.q, languages)
    parameters, outlets, missing = _resolve_outlets(parameters, known.outlets)
    notes += [f"There is no outlet “{slug}” in this archive." for slug in missing]
    parameters, tags, missing = _resolve_tags(parameters, known.tags)
    notes += [f"There is no tag “{name}” in this archive." for name in missing]
    filters = Filters(
        outlets=tuple(outlets.values()),
        dates=parameters.dates,
        undated=parameters.undated,
        since=parameters.since.first_day if parameters.since else None,
        until=parameters.until.last_day if parameters.until else None,
        languages=parameters.languages,
        tags=tuple(tags.values()),
        after=parameters.after,
    )
    if filters.since and filters.until and filters.since > filters.until:
        notes.append("“from” is later than “to”, so no dated article can match.")
    sort = parameters.sort or (Sort.RELEVANCE if parameters.q else Sort.NEWEST)
    return Question(parameters, parsed, filters, sort, outlets, tags, tuple(notes))


def understood_of(question: Question, query: Query, names: dict[int, Named]) -> str:
    """The query that was run, with its filters, in words."""
    tier = query.tiers[-1] if query.count_all else query.tiers[0]
    tags = {key: name for name, key in question.tags.items() if key != NO_TAG}
    outlets = {key: each.name for key, each in names.items()}
    filtered = describe_filters(question.filters, outlets, tags)
    return ", ".join(filter(None, [describe(tier), filtered]))


def _drain_if_late() -> list[str]:
    age = waiting.oldest_age()
    if age is not None and age > OVERDUE and outbox.drain_in_passing():
        return ["Some recent changes are not in these results yet."]
    return []


def _outlets_called(slugs: Collection[str]) -> _Called:
    """The outlets with these slugs. The slug of a merged outlet is that of the outlet it was merged
    into."""
    wanted = [slug for slug in slugs if slug != UNKNOWN_OUTLET]
    found: _Called = {}
    if wanted:
        rows = Outlet.objects.filter(Q(slug__in=wanted) | Q(aliases__slug__in=wanted)).order_by()
        for key, slug, alias in rows.values_list("pk", "slug", "aliases__slug"):
            found[slug] = found[alias] = (slug, key)
    return found


def _resolve_outlets(
    parameters: Parameters, current: _Called
) -> tuple[Parameters, dict[str, int], list[str]]:
    """Returns the parameters with present slugs, the primary keys by slug, and the unknown
    slugs."""
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
    if not keys:
        return {}
    # Not by a QuerySet, which checks each of the hundreds of keys for a millisecond in all.
    places = ", ".join(["%s"] * len(keys))
    sql = f"SELECT id, slug, name FROM {Outlet._meta.db_table} WHERE id IN ({places})"  # noqa: S608  # nosec B608 - only places for values
    with connection.cursor() as cursor:
        cursor.execute(sql, [*keys])
        return {key: Named(slug, name) for key, slug, name in cursor.fetchall()}


def _tags_called(keys: Collection[str]) -> _Called:
    """The tags with these keys of names, also of former names."""
    found: _Called = {}
    if keys:
        rows = Tag.objects.filter(Q(key__in=keys) | Q(aliases__key__in=keys)).order_by()
        for number, name, own, alias in rows.values_list("pk", "name", "key", "aliases__key"):
            found[own] = found[alias] = (name, number)
    return found


def _resolve_tags(
    parameters: Parameters, current: _Called
) -> tuple[Parameters, dict[str, int], list[str]]:
    """Another spelling, and a former name, become the present name.

    Returns the parameters with present names, the primary keys by name, and the unknown names.
    """
    keys = {tag_key(name): name for name in parameters.tags}
    tags: dict[str, int] = {}
    missing = []
    for key, name in keys.items():
        if key in current:
            present, number = current[key]
            tags[present] = number
        else:
            tags[name] = NO_TAG
            missing.append(name)
    return replace(parameters, tags=tuple(tags)), tags, missing


def tags_of(results: Results, chosen: dict[str, int]) -> dict[int, str]:
    """The names of the tags that are counted or chosen, by primary key."""
    keys = {*results.counts.tags, *chosen.values()} - {NO_TAG}
    if not keys:
        return {}
    return dict(Tag.objects.filter(pk__in=keys).order_by().values_list("pk", "name"))
