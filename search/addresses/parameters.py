"""The parameters of a search in an address, which users bookmark and cite.

``q``, ``outlet`` (slugs, ``unknown``), ``date`` (2020, 2020-03, 2020-03-04, ``undated``), ``from``,
``to``, ``lang`` (codes of languages, ``unknown``), ``tag`` (names of tags), ``after`` (a sequence
number), ``sort``, ``match`` (``any``), ``page``, ``per_page``, ``list`` (``compact``), ``fold``
(``on``, ``off``), ``chart`` (``share``) and ``outlets`` (``all``). A value that cannot be read is
left out and reported. A text that is too long for a search is replaced by its most telling words,
so that all addresses made from it are short.

``from`` and ``to`` also take dates as people write them, which become years, months or days here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import get_script_prefix
from django.utils import timezone

from articles.partialdate import PartialDate
from search.language.typeddates import Span, span_of
from search.pasted import shortened
from search.query.clauses import Sort
from search.text.languages import primary

T = TypeVar("T")

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
_ANY = "any"
_SHARE = "share"
_ALL = "all"
_COMPACT = "compact"
_SWITCH = {"on": True, "off": False}
_DATE_FORM = "a date such as 2020, 2020-03 or 2020-03-04"
_TYPED_FORM = "a date such as 2020, March 2020, 2020-03-04 or last week"
#: Values of one parameter: more than anybody chooses by hand, and few enough to stay fast.
MOST_VALUES = 100
LONGEST_VALUE = 100


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
        pairs += [("match", _ANY)] if self.any_words else []
        pairs += [("per_page", str(self.per_page))] if self.per_page != PER_PAGE else []
        pairs += [("list", _COMPACT)] if self.compact else []
        pairs += [("fold", "on")] if self.fold else []
        pairs += [("chart", _SHARE)] if self.share else []
        pairs += [("outlets", _ALL)] if self.all_outlets else []
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


def read(query: QueryDict, also_known: Collection[str] = ()) -> Parameters:
    """The parameters of an address; never fails. ``also_known`` are names that belong to others."""
    reader = _Reader(query)
    typed = _clean(query.get("q", ""))
    q = shortened(typed)
    if q != typed:
        reader.notes.append(f"The text is too long for a search, so these words stand for it: {q}.")
    unknown = sorted(set(query) - KNOWN - set(also_known))
    if unknown:
        names = ", ".join(f"“{name[:40]}”" for name in unknown[:5])
        reader.notes.append(f"Not part of a search, so ignored: {names}.")
    dates, undated = reader.dates()
    since, until = reader.range()
    return Parameters(
        q=q,
        outlets=reader.values("outlet"),
        dates=dates,
        undated=undated,
        since=since,
        until=until,
        languages=reader.languages(),
        tags=reader.values("tag"),
        after=reader.one("after", _sequence, "a sequence number") or 0,
        sort=reader.one("sort", Sort, "one of relevance, newest, oldest and added"),
        page=reader.one("page", _page, "a page number") or 1,
        per_page=reader.one("per_page", _per_page, f"a number from 1 to {MOST_PER_PAGE}")
        or PER_PAGE,
        compact=reader.one("list", _only(_COMPACT), f"“{_COMPACT}”") or False,
        fold=reader.one("fold", _switch, "“on” or “off”") or False,
        any_words=reader.one("match", _only(_ANY), f"“{_ANY}”") or False,
        share=reader.one("chart", _only(_SHARE), f"“{_SHARE}”") or False,
        all_outlets=reader.one("outlets", _only(_ALL), f"“{_ALL}”") or False,
        in_words=reader.in_words,
        notes=tuple(reader.notes),
        malformed=tuple(reader.malformed),
    )


class _Reader:
    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.notes: list[str] = []
        self.malformed: list[Malformed] = []
        self.in_words = False

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter once, in the order of the address."""
        values = list(dict.fromkeys(_clean(value) for value in self.query.getlist(name)))
        valid = [value for value in values if value and len(value) <= LONGEST_VALUE]
        if len(valid) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
            error = (
                f"“{name}” has too many values, or values that are too long; some were not used."
            )
            self.malformed.append(Malformed(name, "", error))
        return tuple(valid[:MOST_VALUES])

    def dates(self) -> tuple[tuple[PartialDate, ...], bool]:
        dates: list[PartialDate] = []
        values = self.values("date")
        for value in values:
            if value == UNDATED:
                continue
            try:
                dates.append(PartialDate.parse(value))
            except ValueError:
                self._malformed("date", value, f"{_DATE_FORM}, or “undated”")
        return tuple(dict.fromkeys(dates)), UNDATED in values

    def range(self) -> tuple[PartialDate | None, PartialDate | None]:
        """The dates of ``from`` and ``to``. A period in one of them sets both, if the other is
        empty."""
        spans = {name: self.one(name, self._span, _TYPED_FORM) for name in ("from", "to")}
        since, until = spans["from"], spans["to"]
        first = since.first if since else None
        last = until.last if until else None
        if since and not since.is_one_date and not _clean(self.query.get("to", "")):
            last = since.last
        if until and not until.is_one_date and not _clean(self.query.get("from", "")):
            first = until.first
        return first, last

    def _span(self, value: str) -> Span:
        """A date or a period. Raises ValueError."""
        try:
            date = PartialDate.parse(value)
        except ValueError:
            span = span_of(value, timezone.localdate(), day_first=settings.DAY_FIRST)
            if span is None:
                raise
            self.in_words = True
            return span
        return Span(date, date)

    def languages(self) -> tuple[str, ...]:
        """Codes without country and script; "" for unknown."""
        languages: list[str] = []
        for value in self.values("lang"):
            code = "" if value == UNKNOWN_LANGUAGE else primary(value)
            if code or value == UNKNOWN_LANGUAGE:
                languages.append(code)
            else:
                self._malformed("lang", value, "a code such as en or de, or “unknown”")
        return tuple(dict.fromkeys(languages))

    def one(self, name: str, convert: Callable[[str], T], form: str) -> T | None:
        value = _clean(self.query.get(name, ""))
        if not value:
            return None
        try:
            return convert(value)
        except ValueError:
            self._malformed(name, value, form)
            return None

    def _malformed(self, name: str, value: str, form: str) -> None:
        error = f"“{name}” was not used: “{value[:40]}” is not {form}."
        self.malformed.append(Malformed(name, value[:LONGEST_VALUE], error))


@lru_cache(maxsize=512)
def _encoded(name: str, value: str) -> str:
    # Cached: a page of results has more than a hundred addresses with nearly the same pairs.
    return urlencode([(name, value)])


def _sequence(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise ValueError(value)
    return int(value)


def _page(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9 or int(value) < 1:
        raise ValueError(value)
    return int(value)


def _per_page(value: str) -> int:
    number = _page(value)
    if number > MOST_PER_PAGE:
        raise ValueError(value)
    return number


def _only(word: str) -> Callable[[str], bool]:
    """The reader of a switch, which only this word turns on."""

    def read(value: str) -> bool:
        if value != word:
            raise ValueError(value)
        return True

    return read


def _switch(value: str) -> bool:
    if value not in _SWITCH:
        raise ValueError(value)
    return _SWITCH[value]


def _clean(value: str) -> str:
    """The value without NUL characters and lone surrogates."""
    return value.encode("utf-8", "ignore").decode().replace("\0", " ").strip()


def hidden_pairs(parameters: Parameters, leave_out: Iterable[str]) -> list[tuple[str, str]]:
    """The names and values that a form must have as hidden fields beside its own fields."""
    names = set(leave_out)
    return [(name, value) for name, value in parameters.pairs() if name not in names]
