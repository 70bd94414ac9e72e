"""Reads what people type into a date field: ``7/3/2020``, ``March to May 2020``, ``last week``.

A date may be in any language whose months ``articles/extraction/data/calendar.toml`` lists.
Periods that count from today are read in English; single days such as ``gestern`` or
``il y a 3 jours`` in other languages too.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from articles.extraction.lines.dates import readings_in, with_our_digits
from articles.extraction.lines.relativedates import day_meant
from articles.extraction.words.calendarnames import month_named
from articles.partialdate import PartialDate
from search.language.periods import date_of

#: Characters: longer texts are no dates, and need not be searched for one.
LONGEST: Final = 60
_RANGE: Final = re.compile(
    r"(?:from |between )?(?P<first>.+?)"
    r"(?:\.{2,3}|\s(?:to|until|till|through|and|bis|à|al?|-)\s|\s?[–—]\s?"
    r"|(?<=\d)-(?=\d{4}$|\d\d?\.? [^\W\d]))"
    r"(?P<last>.+)",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"(?P<side>since|from|after|until|till|to|before)\s+(?P<date>.+)", re.IGNORECASE
)
_MONTH: Final = re.compile(
    r"(?P<name>[^\W\d_][^\d,]*?)[\s,./-]+(?:(?:de|del|d[’'])\s*)?(?P<year>\d{4})"
    r"|(?P<year_first>\d{4})[\s年.,-]*(?P<name_last>[^\W\d_][^\d]*?|\d{1,2}月)"
)
_QUARTER: Final = re.compile(
    r"q(?P<q>[1-4])[\s/-]*(?P<year>\d{4})|(?P<year_first>\d{4})[\s/-]*q(?P<q_last>[1-4])",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"(?:the )?(?P<which>first|second|third|fourth|last) (?P<part>week|half)(?: of)? (?P<whole>.+)",
    re.IGNORECASE,
)
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_DECADE: Final = re.compile(r"(?:the )?(?P<decade>\d{3}0)s", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"(?:the )?(?:last|past|previous) (?P<count>\d{1,3}|[a-z]+) (?P<unit>day|week|month|year)s",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"(?P<which>this|last|past|previous) (?P<unit>week|month|year)", re.IGNORECASE
)
_TODAY: Final = ("today", "now")
_NUMBERS: Final = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A period from ``first`` to ``last``, both inclusive; None for an open end. They are equal
    for a single day, month or year."""

    first: PartialDate | None
    last: PartialDate | None

    @property
    def is_one_date(self) -> bool:
        return self.first == self.last


def span_of(text: str, today: dt.date, *, day_first: bool) -> Span | None:
    """The period that the whole text means, or None if it means none.

    ``day_first`` decides what ``7/3/2020`` means: 7 March, or else July 3. Where only one order
    gives a date, as in ``7/31/2020``, that one is read.
    """
    text = " ".join(with_our_digits(text).split()).strip(" .,")
    if not text or len(text) > LONGEST:
        return None
    try:
        return (
            _one(_date_of(text, day_first))
            or _relative(text, today)
            or _period(text)
            or _part(text, day_first)
            or _range(text, today, day_first)
            or _open_ended(text, today, day_first)
        )
    except (ValueError, OverflowError):  # beyond the calendar
        return None


def _one(date: PartialDate | None) -> Span | None:
    return Span(date, date) if date else None


def _date_of(text: str, day_first: bool) -> PartialDate | None:
    if date := date_of(text) or _month_of(text):
        return date
    for match in readings_in(text, short_years=True):
        if (match.start, match.end) == (0, len(text)):
            return match.readings[0 if day_first else -1]
    return None


def _month_of(text: str) -> PartialDate | None:
    """A month with its year in any language: ``März 2020``, ``marzo de 2020``, ``2020年3月``."""
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    name = match["name"] or match["name_last"]
    number = int(name[:-1]) if name[0].isdigit() else month_named(name.strip(" .,"))
    return PartialDate(int(match["year"] or match["year_first"]), number) if number else None


def _relative(text: str, today: dt.date) -> Span | None:
    """A period that counts from today. Weeks begin on Monday."""
    if text.lower() in _TODAY:
        return _one(PartialDate.of(today))
    if counted := _COUNTED.fullmatch(text):
        word = counted["count"].lower()
        count = int(word) if word.isdigit() else _NUMBERS.get(word, 0)
        first = _back(today, count, counted["unit"].lower())
        return Span(PartialDate.of(first), PartialDate.of(today)) if count else None
    if named := _NAMED.fullmatch(text):
        return _named(named["which"].lower() == "this", named["unit"].lower(), today)
    noon = dt.datetime.combine(today, dt.time(12), dt.UTC)
    return _one(day_meant(text, noon))


def _named(is_this: bool, unit: str, today: dt.date) -> Span | None:
    if unit == "week":
        monday = today - today.weekday() * _DAY - (0 if is_this else 7) * _DAY
        return Span(PartialDate.of(monday), PartialDate.of(monday + 6 * _DAY))
    there = today if is_this else _back(today, 1, unit)
    return _one(PartialDate.of(there, unit))


def _back(today: dt.date, count: int, unit: str) -> dt.date:
    """The day that lies so many units before today; in a shorter month, its last day."""
    if unit in ("day", "week"):
        return today - count * (7 if unit == "week" else 1) * _DAY
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _period(text: str) -> Span | None:
    """A quarter or a decade: ``Q1 2020``, ``the 1990s``."""
    if quarter := _QUARTER.fullmatch(text):
        year = int(quarter["year"] or quarter["year_first"])
        month = 3 * int(quarter["q"] or quarter["q_last"])
        return Span(PartialDate(year, month - 2), PartialDate(year, month))
    if decade := _DECADE.fullmatch(text):
        year = int(decade["decade"])
        return Span(PartialDate(year), PartialDate(year + 9))
    return None


def _part(text: str, day_first: bool) -> Span | None:
    """Half of a year, ``second half of 2019``, or seven days of a month: the *first week of March*
    begins on its first day, whatever the day of the week, and the last week ends on its last."""
    match = _PART.fullmatch(text)
    whole = _date_of(match["whole"], day_first) if match else None
    if match is None or whole is None:
        return None
    number = _ORDINALS.get(match["which"].lower(), 0)
    if match["part"].lower() == "half" and whole.precision == "year" and number <= 2:
        month = 1 if number == 1 else 7
        return Span(PartialDate(whole.year, month), PartialDate(whole.year, month + 5))
    if match["part"].lower() == "week" and whole.precision == "month":
        ends = whole.first_day + (7 * number - 1) * _DAY if number else whole.last_day
        return Span(PartialDate.of(ends - 6 * _DAY), PartialDate.of(ends))
    return None


def _range(text: str, today: dt.date, day_first: bool) -> Span | None:
    """``2019-2021``, ``1 March to 4 May 2020``, ``March to May 2020``, ``1–7 March 2020``: what the
    first date lacks, it has in common with the last. Ends in the wrong order are exchanged."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first_text, last_text = match["first"].strip(), match["last"].strip()
    last = _date_of(last_text, day_first) or _single(last_text, today)
    if last is None:
        return None
    first = _date_of(first_text, day_first) or _single(first_text, today)
    if first is None or (first.precision == "year" and len(first_text) < 4):
        first = _completed(first_text, last, day_first)
    if first is None:
        return None
    if first.first_day > last.last_day:
        first, last = last, first
    return Span(first, last)


def _completed(text: str, last: PartialDate, day_first: bool) -> PartialDate | None:
    """A date that lacks a year, or a day alone, completed from the date that follows it."""
    if text.isdigit():
        return PartialDate(last.year, last.month, int(text)) if last.day else None
    return _date_of(f"{text} {last.year}", day_first) or _date_of(f"{text}/{last.year}", day_first)


def _single(text: str, today: dt.date) -> PartialDate | None:
    span = _relative(text, today)
    return span.first if span and span.is_one_date else None


def _open_ended(text: str, today: dt.date, day_first: bool) -> Span | None:
    """``since 2019``, ``before May 2020``, ``until yesterday``."""
    match = _OPEN.fullmatch(text)
    if match is None:
        return None
    side = match["side"].lower()
    date = _date_of(match["date"], day_first) or _single(match["date"], today)
    if date is None:
        return None
    if side == "after":
        return Span(PartialDate.of(date.last_day + _DAY), None)
    if side == "before":
        return Span(None, PartialDate.of(date.first_day - _DAY))
    return Span(date, None) if side in ("since", "from") else Span(None, date)
