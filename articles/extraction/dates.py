"""Dates as English texts write them: where they stand and what calendar day they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.partialdate import PartialDate

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
# Copying often glues what stood apart on the page: "Apr 28 20232:23 PM", "2019Updated".
_YEAR_END = r"(?:(?=\d{1,2}:\d\d)|(?!\d))"

# The same words in each order in use. Numbers alone are read only where they can mean one day.
_FORMS = (
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)(?=T\d|\b)",
    rf"\b(?P<day1>{DAY})[ -](?:of )?(?P<month1>{MONTH}),?[ -](?P<year1>{_YEAR}){_YEAR_END}",
    rf"\b(?P<month2>{MONTH}) (?P<day2>{DAY})\b,? (?P<year2>{_YEAR}){_YEAR_END}",
    rf"\b(?P<one>\d{{1,2}})(?P<sep>[/.])(?P<two>\d{{1,2}})(?P=sep)(?P<year3>{_YEAR})\b",
    rf"\b(?P<month4>{MONTH}),? (?P<year4>{_YEAR})\b",
)
_DATE = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.ASCII | re.IGNORECASE)
_DAY_OF_YEAR = re.compile(
    rf"\b(?:(?P<month1>{MONTH}) (?P<day1>{DAY})|(?P<day2>{DAY}) (?P<month2>{MONTH}))(?!\w)",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date read in a text, and the characters ``start:end`` that say it."""

    date: PartialDate
    start: int
    end: int


def dates_in(text: str) -> Iterator[DateMatch]:
    """The dates with a year that ``text`` names, in order; impossible ones are passed over."""
    for match in _DATE.finditer(text):
        date = _date_of(match)
        if date is not None:
            yield DateMatch(date, match.start(), match.end())


def day_of_year_in(text: str) -> tuple[int, int] | None:
    """The first (month, day) that ``text`` names without regard to a year, or None."""
    for match in _DAY_OF_YEAR.finditer(text):
        month = _month(match["month1"] or match["month2"])
        day = _number(match["day1"] or match["day2"])
        if _date(2000, month, day):  # a leap year: February 29 is a day of some years
            return month, day
    return None


def on_day(year: int, month: int, day: int) -> PartialDate | None:
    """That day of that year, or None where the year has no such day (February 29)."""
    return _date(year, month, day)


def weekday_of(date: PartialDate) -> str:
    """The English name of the weekday of a date known to the day."""
    return WEEKDAYS[date.first_day.weekday()]


def _date_of(match: re.Match[str]) -> PartialDate | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return _date(year, month, day)
    if match["month1"]:
        return _date(int(match["year1"]), _month(match["month1"]), _number(match["day1"]))
    if match["month2"]:
        return _date(int(match["year2"]), _month(match["month2"]), _number(match["day2"]))
    if match["month4"]:
        return PartialDate(int(match["year4"]), _month(match["month4"]))
    one, two, year = int(match["one"]), int(match["two"]), int(match["year3"])
    if match["sep"] == ".":  # written day.month.year wherever it is written with full stops
        return _date(year, two, one)
    readings = {date for date in (_date(year, two, one), _date(year, one, two)) if date}
    return readings.pop() if len(readings) == 1 else None


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


def _number(day: str) -> int:
    return int(day.rstrip("stndrhSTNDRH"))


def _date(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None
