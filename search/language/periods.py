"""Reads periods of time: ``2020-03``, ``2020-02..2020-03``, ``>2019``, ``3 March 2019``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from articles.extraction.lines.dates import dates_in
from articles.partialdate import PartialDate
from search.language.lexemes import AFTER, BEFORE, SINCE, UNTIL
from search.query.clauses import Dated

_YEARS: Final = re.compile(r"([0-9]{4})-([0-9]{4})")
_RANGE: Final = re.compile(
    r"(.*?)(?:\.{2,3}|\s(?:to|until|-)\s|\s?[–—]\s?)(.*)", re.DOTALL | re.IGNORECASE
)
_COMPARED: Final = re.compile(r"([<>]=?)(.+)", re.DOTALL)
_COMPARISONS: Final = {">": AFTER, ">=": SINCE, "<": BEFORE, "<=": UNTIL}
#: 2019/03, 20190304 and 03/2019: other orders of digits that can mean one day or month only.
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})/([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """``swapped`` says that the ends were the wrong way round, which must have been a mistake."""

    clause: Dated
    swapped: bool = False


def period_of(name: str, text: str) -> Period | None:
    """The period that ``name:text`` means, where ``name`` is one of PERIODS; None if it means
    none or may mean several."""
    text = text.strip()
    if name in _COMPARISONS.values():
        return _open(name, date_of(text))
    if compared := _COMPARED.fullmatch(text):
        return _open(_COMPARISONS[compared[1]], date_of(compared[2]))
    if date := date_of(text):
        return Period(Dated(date.first_day, date.last_day, date.words))
    bounds = _YEARS.fullmatch(text) or _RANGE.fullmatch(text)
    if bounds is None:
        return None
    if not bounds[1].strip():
        return _open(UNTIL, date_of(bounds[2]))
    if not bounds[2].strip():
        return _open(SINCE, date_of(bounds[1]))
    first, last = map(date_of, bounds.groups())
    if first is None or last is None:
        return None
    swapped = first.first_day > last.last_day
    if swapped:
        first, last = last, first
    words = f"from {first.words} to {last.words}"
    return Period(Dated(first.first_day, last.last_day, words), swapped)


def date_of(text: str) -> PartialDate | None:
    """The date that the whole text is; None if it is none, or may be several."""
    text = text.strip()
    try:
        return PartialDate.parse(text)
    except ValueError:
        pass
    try:
        if year_first := _YEAR_FIRST.fullmatch(text):
            return PartialDate(*(int(part) for part in year_first.groups() if part))
        if year_last := _YEAR_LAST.fullmatch(text):
            return PartialDate(int(year_last[2]), int(year_last[1]))
    except ValueError:
        return None
    for match in dates_in(text):
        if (match.start, match.end) == (0, len(text)) and len(match.readings) == 1:
            return match.date
    return None


def _open(name: str, date: PartialDate | None) -> Period | None:
    """A period with an open end. Without the date itself, it begins or ends a day off it."""
    if date is None:
        return None
    try:
        return Period(
            {
                AFTER: lambda: Dated(date.last_day + _DAY, None, f"after {date.words}"),
                BEFORE: lambda: Dated(None, date.first_day - _DAY, f"before {date.words}"),
                SINCE: lambda: Dated(date.first_day, None, f"from {date.words} onwards"),
                UNTIL: lambda: Dated(None, date.last_day, f"until {date.words}"),
            }[name]()
        )
    except OverflowError:  # beyond the calendar
        return None
