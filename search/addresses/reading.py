"""How the parameters of a search are read from an address.

A value that cannot be read is left out and reported. A text that is too long for a search is
replaced by its most telling words, so that all addresses made from it are short. ``from`` and
``to`` also take dates as people write them, which become years, months or days here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from articles.partialdate import PartialDate
from search.addresses.parameters import (
    ALL,
    ANY,
    COMPACT,
    KNOWN,
    MOST_PER_PAGE,
    PER_PAGE,
    SHARE,
    UNDATED,
    UNKNOWN_LANGUAGE,
    Malformed,
    Parameters,
)
from search.language.typeddates import Span, span_of
from search.pasted import shortened
from search.query.clauses import Sort
from search.text.languages import primary

T = TypeVar("T")

#: Values of one parameter: more than anybody chooses by hand, and few enough to stay fast.
MOST_VALUES = 100
LONGEST_VALUE = 100
_SWITCH = {"on": True, "off": False}
_DATE_FORM = "a date such as 2020, 2020-03 or 2020-03-04"
_TYPED_FORM = "a date such as 2020, March 2020, 2020-03-04 or last week"


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
        compact=reader.one("list", _only(COMPACT), f"“{COMPACT}”") or False,
        fold=reader.one("fold", _switch, "“on” or “off”") or False,
        any_words=reader.one("match", _only(ANY), f"“{ANY}”") or False,
        share=reader.one("chart", _only(SHARE), f"“{SHARE}”") or False,
        all_outlets=reader.one("outlets", _only(ALL), f"“{ALL}”") or False,
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
