"""What is new in saved searches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import QueryDict
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article, Outlet
from newsarchive.desk.collecting import clean
from newsarchive.desk.positions import next_position
from newsarchive.desk.savedsearches import SavedSearch
from search.addresses.parameters import Parameters
from search.addresses.reading import read
from search.engines import get_engine
from search.engines.base import EngineUnavailable
from search.facets import Named
from search.inquiry.question import questions_of, understood_of
from search.language.typeddates import span_of
from search.query.clauses import Query, Sort

#: Searches of one person.
MOST_SEARCHES: Final = 500
LONGEST_NAME: Final = 200
_DATES: Final = ("from", "to")
#: A date that counts from today means something else by then.
_LATER: Final = dt.timedelta(days=1000)


@dataclass(frozen=True, slots=True)
class Followed:
    """A saved search as it stands: its address, the number of new articles (None while the search
    engine is down), the address of these, and the search in words ("" then). ``relative`` are its
    dates that count from today, as typed."""

    search: SavedSearch
    url: str
    new: int | None
    new_url: str
    understood: str
    relative: tuple[str, ...]

    @property
    def since(self) -> str:
        return since(self.search.seen_at)


def kept(sent: QueryDict) -> str:
    """The parameters of a search to be stored, as in an address: without those that only one
    visit needs, and with dates that count from today as they were typed."""
    parameters = replace(read(sent, also_known=sent).as_list(), after=0)
    pairs = parameters.pairs()
    if relative_dates(sent):
        wrong = {each.name for each in parameters.malformed}
        typed = [(name, clean(sent.get(name, ""))) for name in _DATES if name not in wrong]
        pairs = [pair for pair in pairs if pair[0] not in _DATES]
        pairs += [pair for pair in typed if pair[1]]
    return urlencode(pairs)


def relative_dates(query: QueryDict) -> tuple[str, ...]:
    """The dates of a search that count from today, as they were typed."""
    today = timezone.localdate()
    return tuple(
        text
        for text in (clean(query.get(name, "")) for name in _DATES)
        if text and _span(text, today) != _span(text, today + _LATER)
    )


def is_date(text: str) -> bool:
    """Whether a date field may have this value."""
    query = QueryDict(mutable=True)
    query["from"] = text
    return not read(query).malformed


def _span(text: str, today: dt.date) -> object:
    return span_of(text, today, day_first=settings.DAY_FIRST)


def name_of(sent: QueryDict) -> str:
    """A name for a search that was given none."""
    parameters = read(sent, also_known=sent)
    filters = [value for name, value in parameters.pairs() if name not in ("q", "sort", "match")]
    return clean(parameters.q or ", ".join(filters) or "Everything new", LONGEST_NAME)


def save(owner: User, sent: QueryDict) -> SavedSearch | None:
    """Save a search; None if the person has as many as there may be. What is in the archive now is
    not new."""
    with transaction.atomic():
        # One request at a time counts and adds.
        User.objects.select_for_update().get(pk=owner.pk)
        rows = SavedSearch.objects.filter(owner=owner)
        if rows.count() >= MOST_SEARCHES:
            return None
        up_to = Article.objects.last_sequence()
        return SavedSearch.objects.create(
            owner=owner,
            name=clean(sent.get("name", ""), LONGEST_NAME) or name_of(sent),
            query=kept(sent),
            position=next_position(rows),
            seen_up_to=up_to,
            mailed_up_to=up_to,
        )


def mark_seen(searches: Sequence[SavedSearch], up_to: int) -> None:
    """The person has seen what is new up to a sequence number."""
    keys = [each.pk for each in searches]
    rows = SavedSearch.objects.filter(pk__in=keys, seen_up_to__lte=up_to)
    rows.update(seen_up_to=up_to, seen_at=timezone.now())


def begin_alerts(search: SavedSearch) -> None:
    """E-mails tell of what is added from now on. Saves nothing."""
    search.mailed_up_to, search.mailed_at = Article.objects.last_sequence(), timezone.now()


def follow(searches: Sequence[SavedSearch]) -> list[Followed]:
    """The searches with what is new since they were seen, asked in one trip to the engine. Without
    the engine, only the numbers are missing."""
    try:
        queries, understood = new_in([(each, each.seen_up_to) for each in searches])
        totals: Sequence[int | None] = get_engine().totals(queries)
    except EngineUnavailable:
        totals, understood = [None] * len(searches), [""] * len(searches)
    return [
        Followed(
            search=each,
            url=f"{get_script_prefix()}?{each.query or 'q='}",
            new=new,
            new_url=new_url(each.parameters, each.seen_up_to),
            understood=words,
            relative=relative_dates(each.typed),
        )
        for each, new, words in zip(searches, totals, understood, strict=True)
    ]


def new_in(wanted: Sequence[tuple[SavedSearch, int]]) -> tuple[list[Query], list[str]]:
    """For each search and sequence number: the query for what became visible later, last added
    first, and the search in words. Raises EngineUnavailable."""
    if not wanted:
        return [], []
    engine = get_engine()
    questions = questions_of(
        [replace(search.parameters, sort=Sort.ADDED, after=after) for search, after in wanted]
    )
    keys = {key for question in questions for key in question.outlets.values()}
    rows = Outlet.objects.filter(pk__in=keys).order_by().values_list("pk", "slug", "name")
    names = {key: Named(slug, name) for key, slug, name in rows}
    queries, understood = [], []
    for question in questions:
        query = question.counting_query(question.respelt(engine).tiers)
        queries.append(query)
        whole = replace(question, filters=replace(question.filters, after=0))
        understood.append(understood_of(whole, query, names))
    return queries, understood


def new_url(parameters: Parameters, after: int) -> str:
    """The address of what a search has found since a sequence number."""
    return replace(parameters.as_list(), sort=Sort.ADDED, after=after).url


def since(moment: dt.datetime) -> str:
    """``since 14:05``, ``since yesterday``, ``since Tuesday``, ``since 3 March 2020``."""
    now, then = timezone.localtime(), timezone.localtime(moment)
    days = (now.date() - then.date()).days
    if days <= 0:
        return f"since {date_format(then, 'H:i')}"
    if days == 1:
        return "since yesterday"
    return f"since {date_format(then, 'l' if days < 7 else 'j F Y')}"
