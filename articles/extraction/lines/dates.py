"""Dates as texts write them: where they stand and what calendar days they may name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.words.months import ANY_MONTH, MONTH, month_named
from articles.partialdate import PartialDate

__all__ = ["DAY", "MONTH", "WEEKDAYS", "DateMatch", "dates_in", "day_of_year_in", "readings_in"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
# "Wed Mar 4 10:30:00 UTC 2020"
_TIME = r",? (?:at )?\d\d?:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: [A-Z]{3,4})?,? "
_YEAR = r"(?:1[5-9]|20)\d\d"
# Copying often glues what stood apart on the page: "Mar 11 20214:05 PM", "2019Updated".
_YEAR_END = r"(?:(?=\d{1,2}:\d\d)|(?!\d))"
# The last two digits of a year, not an hour: "14 Jan 20", but "14 Jan 20:15" is a time.
_SHORT_YEAR = r"['’]?\d\d(?![\d:]|[.h]\d|\s?[ap]\.?m\b|\s?min|\s?°)"

# The same words in each order in use. Numbers alone may be read in two ways.
_FORMS = (
    rf"(?<![\d/.-])(?P<year0>{_YEAR})(?P<sep0>[-/.])(?P<month0>\d\d?)(?P=sep0)(?P<day0>\d\d?)"
    r"(?=T\d|\d\d:\d\d|(?![\d/-]))",
    rf"\b(?P<day1>{DAY})(?:\.?[ -]|[./])(?:of |de |d[’'])?(?P<month1>{ANY_MONTH})"
    rf"(?:,? (?:de |del )?|[-/.]|\b)(?P<year1>{_YEAR}){_YEAR_END}",
    rf"\b(?P<month2>{MONTH})[ -]?(?P<day2>{DAY})\b(?:,? ?|-|{_TIME})(?P<year2>{_YEAR}){_YEAR_END}",
    rf"(?<![\d/.-])(?P<one>\d\d?)(?P<sep>[/.-]| ?[/|•] ?)(?P<two>\d\d?)(?P=sep)(?P<year3>{_YEAR})"
    rf"(?![/-])(?:{_YEAR_END})",
    r"(?P<year5>(?:19|20)\d\d)[年년] ?(?P<month5>\d\d?)[月월] ?(?P<day5>\d\d?)[日일]",
    rf"(?<![\d/.-])(?P<year6>{_YEAR}),?[ -](?P<month6>{MONTH})[ -](?P<day6>{DAY})(?!\w)",
    rf"\b(?P<month4>{MONTH}),? (?P<year4>{_YEAR})\b",
)
_SHORT_FORMS = (
    rf"\b(?P<day1>{DAY})[ -](?P<month1>{MONTH}),?[ -](?P<year1>{_SHORT_YEAR})",
    rf"\b(?P<month2>{MONTH}) (?P<day2>{DAY})\b,? (?P<year2>['’]\d\d)(?!\d)",
    r"(?<![\d/.:-])(?P<one>\d\d?)(?P<sep>[/.-])(?P<two>\d\d?)(?P=sep)(?P<year3>\d\d)(?![\d/:]|[.-]\d)",
)
# Dates begin with a digit or with a month: looking at the first letter is quicker than trying.
_BEGINS = r"(?=\d|\b[jfmasond])"
_DATE = re.compile(f"{_BEGINS}(?:{'|'.join(_FORMS)})", re.IGNORECASE)
_SHORT = re.compile(f"{_BEGINS}(?:{'|'.join(_SHORT_FORMS)})", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(
    rf"\b(?:(?P<month1>{MONTH}) (?P<day1>{DAY})|(?P<day2>{DAY}) (?P<month2>{MONTH}))(?!\w)",
    re.IGNORECASE,
)
_SOME_YEAR = re.compile(_YEAR)
_TWO_NUMBERS = re.compile(r"\d.*\d")
_NEWEST, _OLDEST = 39, 90  # a year of two digits is of 2000 to 2039 or of 1990 to 1999


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date read in a text, and the characters ``start:end`` that say it.

    ``readings`` are the days it may name: one, or two for ``04/05/2020``, day first.
    """

    readings: tuple[PartialDate, ...]
    start: int
    end: int

    @property
    def date(self) -> PartialDate:
        """The day it names; the day-first reading where there are two."""
        return self.readings[0]


def dates_in(text: str) -> Iterator[DateMatch]:
    """The dates with a year that can mean one day only, in order of ``text``."""
    return (match for match in readings_in(text) if len(match.readings) == 1)


def readings_in(text: str, *, short_years: bool = False) -> Iterator[DateMatch]:
    """All dates with a year, in order; impossible ones are passed over.

    ``short_years``: where no date has a year of four digits, two will do (``3/12/19``).
    """
    any_found = False
    for match in _DATE.finditer(text) if _SOME_YEAR.search(text) else ():
        readings = _readings(match)
        if readings:
            any_found = True
            yield DateMatch(readings, match.start(), match.end())
    if short_years and not any_found and _TWO_NUMBERS.search(text):
        for match in _SHORT.finditer(text):
            readings = _readings(match)
            if readings:
                yield DateMatch(readings, match.start(), match.end())


def day_of_year_in(text: str) -> tuple[int, int] | None:
    """The first (month, day) that ``text`` names without regard to a year, or None."""
    for match in _DAY_OF_YEAR.finditer(text):
        month = month_named(match["month1"] or match["month2"])
        day = _number(match["day1"] or match["day2"])
        if month and _date(2000, month, day):  # a leap year: February 29 is a day of some years
            return month, day
    return None


def on_day(year: int, month: int, day: int) -> PartialDate | None:
    """That day of that year, or None where the year has no such day (February 29)."""
    return _date(year, month, day)


def weekday_of(date: PartialDate) -> str:
    """The English name of the weekday of a date known to the day."""
    return WEEKDAYS[date.first_day.weekday()]


def _readings(match: re.Match[str]) -> tuple[PartialDate, ...]:
    form = (match.lastgroup or "")[-1:]  # the number that the names of its groups end in
    if form == "3":
        one, two, year = int(match["one"]), int(match["two"]), _year(match["year3"])
        orders = [(two, one)]
        if match["sep"] != ".":  # day.month.year wherever it is written with full stops
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
    if number >= 100:
        return number
    return 2000 + number if number <= _NEWEST else 1900 + number if number >= _OLDEST else 0


def _number(day: str) -> int:
    return int(re.sub(r"\D+$", "", day))


def _date(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None
