"""The parameters of a search in an address, which users bookmark and cite.

``q``, ``outlet`` (slugs, ``unknown``), ``date`` (2020, 2020-03, 2020-03-04, ``undated``), ``from``,
``to``, ``lang`` (codes of languages, ``unknown``), ``tag`` (names of tags), ``after`` (a sequence
number), ``sort``, ``match`` (``any``), ``page``, ``per_page``, ``list`` (``compact``), ``fold``
(``on``, ``off``), ``chart`` (``share``) and ``outlets`` (``all``). ``reading.py`` reads an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix

from articles.partialdate import PartialDate
from search.query.clauses import Sort

UNKNOWN_OUTLET = "unknown"
UNDATED = "undated"
UNKNOWN_LANGUAGE = "unknown"
KNOWN = frozenset(
    {"q", "outlet", "date", "from", "to", "lang", "tag", "after", "sort", "match", "page"}
    | {"per_page", "list", "fold", "chart", "outlets"}
)
#: Articles on a page of results, unless ``per_page`` says another number, up to MOST_PER_PAGE.
PER_PAGE = 20
MOST_PER_PAGE = 100
#: The values of parameters that have one.
ANY = "any"
SHARE = "share"
ALL = "all"
COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Malformed:
    """A value that could not be read and was left out; ``sentence`` is the message for users."""

    name: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Parameters:
    """One search as in its address. ``sort`` is None if the address names none.

    With ``any_words`` the results include articles that have only some of the words. With
    ``share`` the histogram shows shares of all articles; with ``all_outlets`` the facet lists
    every outlet. ``languages`` are codes, "" for unknown; ``tags`` are their names. ``after``: only
    articles that became visible later than that sequence number. A page has ``per_page`` articles,
    without passages if it is ``compact``; with ``fold``, copies stand under the first of them.
    ``notes`` are messages about unknown parameters,
    ``malformed`` are the values that could not be read. ``in_words``: a date was written otherwise
    than addresses of the archive do.
    """

    q: str = ""
    outlets: tuple[str, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    undated: bool = False
    since: PartialDate | None = None
    until: PartialDate | None = None
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    after: int = 0
    sort: Sort | None = None
    any_words: bool = False
    page: int = 1
    per_page: int = PER_PAGE
    compact: bool = False
    fold: bool = False
    share: bool = False
    all_outlets: bool = False
    in_words: bool = False
    notes: tuple[str, ...] = ()
    malformed: tuple[Malformed, ...] = ()

    @property
    def errors(self) -> tuple[str, ...]:
        """The messages about malformed values."""
        return tuple(each.sentence for each in self.malformed)

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values without the page; the same search always gives the same list."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [("outlet", slug) for slug in self.outlets]
        pairs += [("date", str(date)) for date in self.dates]
        pairs += [("date", UNDATED)] if self.undated else []
        pairs += [("from", str(self.since))] if self.since else []
        pairs += [("to", str(self.until))] if self.until else []
        pairs += [("lang", code or UNKNOWN_LANGUAGE) for code in self.languages]
        pairs += [("tag", name) for name in self.tags]
        pairs += [("after", str(self.after))] if self.after else []
        pairs += [("sort", str(self.sort))] if self.sort else []
        pairs += [("match", ANY)] if self.any_words else []
        pairs += [("per_page", str(self.per_page))] if self.per_page != PER_PAGE else []
        pairs += [("list", COMPACT)] if self.compact else []
        pairs += [("fold", "on")] if self.fold else []
        pairs += [("chart", SHARE)] if self.share else []
        pairs += [("outlets", ALL)] if self.all_outlets else []
        return pairs

    @property
    def query(self) -> str:
        """The query string of the address, with the page; "" without any parameter."""
        pairs = self.pairs()
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return "&".join(_encoded(*pair) for pair in pairs)

    @property
    def url(self) -> str:
        """The address of this search's page."""
        return f"{get_script_prefix()}?{self.query or 'q='}"

    def on_page(self, page: int) -> Parameters:
        return self._with(page=page)

    def sorted_by(self, sort: Sort) -> Parameters:
        return self._with(sort=sort, page=1)

    def showing(self, per_page: int) -> Parameters:
        """The search with so many articles on a page: the page that has the first one of this."""
        first = (self.page - 1) * self.per_page
        return self._with(per_page=per_page, page=first // per_page + 1)

    def toggle_outlet(self, slug: str) -> Parameters:
        """The search with this outlet chosen, or without it if it is chosen already."""
        if slug in self.outlets:
            outlets = tuple(each for each in self.outlets if each != slug)
        else:
            outlets = (*self.outlets, slug)
        return self._with(outlets=outlets, page=1)

    def toggle_date(self, date: PartialDate) -> Parameters:
        """The search with this period chosen, or without it if it is chosen already.

        A period replaces those that contain it or lie in it. When the last chosen month of a year
        is removed, the year is chosen in its place.
        """
        rest = tuple(each for each in self.dates if each not in date and date not in each)
        if date not in self.dates:
            return self._with(dates=(*rest, date), page=1)
        year = PartialDate(date.year)
        if date != year and not any(each in year for each in rest):
            rest = (*rest, year)
        return self._with(dates=rest, page=1)

    def toggle_undated(self) -> Parameters:
        return self._with(undated=not self.undated, page=1)

    def toggle_language(self, code: str) -> Parameters:
        """The search with this language chosen ("": unknown), or without it if it is chosen
        already."""
        others = tuple(each for each in self.languages if each != code)
        chosen = code in self.languages
        return self._with(languages=others if chosen else (*others, code), page=1)

    def toggle_tag(self, name: str) -> Parameters:
        """The search with this tag chosen, or without it if it is chosen already."""
        others = tuple(each for each in self.tags if each != name)
        chosen = name in self.tags
        return self._with(tags=others if chosen else (*others, name), page=1)

    def asking(self, q: str) -> Parameters:
        """The search with another text and the same filters."""
        return self._with(q=q, page=1)

    def between(self, since: PartialDate, until: PartialDate) -> Parameters:
        """The search with this date range instead of the chosen dates."""
        return self._with(dates=(), undated=False, since=since, until=until, page=1)

    def without_outlets(self) -> Parameters:
        return self._with(outlets=(), page=1)

    def without_dates(self) -> Parameters:
        return self._with(dates=(), undated=False, page=1)

    def without_languages(self) -> Parameters:
        return self._with(languages=(), page=1)

    def without_tags(self) -> Parameters:
        return self._with(tags=(), page=1)

    def without_range(self) -> Parameters:
        return self._with(since=None, until=None, page=1)

    def without_after(self) -> Parameters:
        return self._with(after=0, page=1)

    def without_filters(self) -> Parameters:
        return self._with(
            outlets=(),
            dates=(),
            undated=False,
            since=None,
            until=None,
            languages=(),
            tags=(),
            after=0,
            page=1,
            all_outlets=False,
        )

    def as_list(self) -> Parameters:
        """The search without the parameters of display: page, form of the list, folding, chart and
        list of outlets."""
        return self._with(
            page=1,
            per_page=PER_PAGE,
            compact=False,
            fold=False,
            share=False,
            all_outlets=False,
        )

    def matching_any(self) -> Parameters:
        """The search for articles with any of the words."""
        return self._with(any_words=True, page=1)

    def matching_all(self) -> Parameters:
        return self._with(any_words=False, page=1)

    def with_all_outlets(self) -> Parameters:
        return self._with(all_outlets=True)

    def _with(self, **changes: Any) -> Parameters:
        """As ``dataclasses.replace``, which takes many times as long: a page of results has a
        hundred other searches."""
        assert changes.keys() <= self.__dict__.keys()
        other = object.__new__(Parameters)
        other.__dict__.update(self.__dict__, **changes)
        return other


@lru_cache(maxsize=512)
def _encoded(name: str, value: str) -> str:
    # Cached: a page of results has more than a hundred addresses with nearly the same pairs.
    return urlencode([(name, value)])


def hidden_pairs(parameters: Parameters, leave_out: Iterable[str]) -> list[tuple[str, str]]:
    """The names and values that a form must have as hidden fields beside its own fields."""
    names = set(leave_out)
    return [(name, value) for name, value in parameters.pairs() if name not in names]
