"""Find dates in texts, and the days that they may mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from articles.extraction.lines.calendars import DateMatch
from articles.extraction.lines.foreigndates import foreign_dates_in
from articles.extraction.words.dateparts import WEEKDAYS, YEAR, month_named
from articles.extraction.words.phrasebook import phrasebook
from articles.partialdate import PartialDate

_PHRASES = phrasebook("dates")


_DATE = _PHRASES.pattern("date")
_SHORT = _PHRASES.pattern("short_date")
_DAY_OF_YEAR = _PHRASES.pattern("day_of_year")
_SOME_YEAR = re.compile(YEAR)
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_TWO_NUMBERS = re.compile(r"\d.*\d")
# A year of two digits is one of 2000 to 2039 or of 1990 to 1999.
_NEWEST, _OLDEST = 39, 90
_MONTHS = 12
_LEAP_YEAR = 2000  # February 29 is a day of some years.


def dates_in(text: str) -> Iterator[DateMatch]:
    """The dates with a year and only one reading, in the order of ``text``."""
    return (match for match in readings_in(text) if len(match.readings) == 1)


def readings_in(text: str, *, short_years: bool = False) -> Iterator[DateMatch]:
    """All dates with a year that exist, in the order of ``text``.

    Other languages and calendars are read in a text without a date in English or in numbers. With
    ``short_years``, years of two digits (``3/12/19``) are read too, but only in a text without
    a date with four.
    """
    any_found = False
    text = with_our_digits(text)
    for match in _DATE.finditer(text) if _SOME_YEAR.search(text) else ():
        readings = _readings(match)
        if readings:
            any_found = True
            yield DateMatch(readings, match.start(), match.end())
    if not any_found:
        for foreign in foreign_dates_in(text):
            any_found = True
            yield foreign
    if short_years and not any_found and _TWO_NUMBERS.search(text):
        for match in _SHORT.finditer(text):
            readings = _readings(match)
            if readings:
                yield DateMatch(readings, match.start(), match.end())


def with_our_digits(text: str) -> str:
    """The text with the digits 0 to 9 in place of those of other scripts; of the same length."""
    if text.isascii() or not _OTHER_DIGIT.search(text):
        return text
    return _OTHER_DIGIT.sub(lambda match: str(int(match.group())), text)


def day_of_year_in(text: str) -> tuple[int, int] | None:
    """The first (month, day) in ``text``, with or without a year; None if there is none."""
    for match in _DAY_OF_YEAR.finditer(text):
        month = month_named(match["month1"] or match["month2"])
        day = _number(match["day1"] or match["day2"])
        if month and _date(_LEAP_YEAR, month, day):
            return month, day
    return None


def on_day(year: int, month: int, day: int) -> PartialDate | None:
    """The date, or None if the year has no such day (February 29)."""
    return _date(year, month, day)


def is_possible(date: PartialDate, captured_at: dt.datetime | None) -> bool:
    """False for a date after the capture, which cannot be its date of publication.

    One day later is possible, because the time zone of the page may be ahead. If the time of the
    capture is unknown (None), every date is possible.
    """
    return captured_at is None or (date.first_day - captured_at.date()).days <= 1


def weekday_of(date: PartialDate) -> str:
    """The English name of the weekday of a date known to the day."""
    return WEEKDAYS[date.first_day.weekday()]


def _readings(match: re.Match[str]) -> tuple[PartialDate, ...]:
    form = (match.lastgroup or "")[-1:]
    if form == "3":
        one, two, year = int(match["one"]), int(match["two"]), _year(match["year3"])
        orders = [(two, one)]
        # With full stops, the day is first wherever there is such a day: not in "01.21.2020".
        if match["sep"] != "." or two > _MONTHS:
            orders.append((one, two))
        dates = [date for month, day in orders if (date := _date(year, month, day))]
        return tuple(dict.fromkeys(dates))
    name, year = match[f"month{form}"], _year(match[f"year{form}"])
    month = int(name) if name.isdigit() else month_named(name) or 0
    if form == "4":
        return (PartialDate(year, month),) if month else ()
    date = _date(year, month, _number(match[f"day{form}"]))
    return (date,) if date else ()


def _year(digits: str) -> int:
    number = int(digits.strip("'’"))
    if number >= 100:  # It has four digits.
        return number
    return 2000 + number if number <= _NEWEST else 1900 + number if number >= _OLDEST else 0


def _number(day: str) -> int:
    return int(re.sub(r"\D+$", "", day))


def _date(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None
