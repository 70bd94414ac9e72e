"""Days of other calendars as days of ours."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from articles.extraction.words.calendarnames import key
from articles.extraction.words.vocabulary import DATA
from articles.partialdate import PartialDate

#: The first years of the Japanese eras, as years of our calendar.
ERAS = {"令和": 2019, "平成": 1989, "昭和": 1926, "大正": 1912, "明治": 1868}
#: The year 0 of the calendar of the Republic of China (民國).
REPUBLIC = 1911
#: The Buddhist year 543 is the year 0 of our calendar.
_BUDDHIST = 543
# Solar Hijri years to which the rule of 33 years applies.
_PERSIAN_YEARS = range(1178, 1634)
# The ordinal of a day of the year -1595, from which the days of Solar Hijri years are counted.
_PERSIAN_START = -356_032
_BUDDHIST_YEARS = range(2484, 2643)  # 1941 to 2099: before, the Thai year began in April.
# The months of the lunar Hijri calendar begin when the new moon is seen, so countries differ by a
# day from each other and from any table. Only the weekday beside a date settles which day is meant.
_MAYBE_LUNAR = re.compile(r"(?<!\d)1[34]\d\d(?!\d)")
# The ordinal of the day before the first of the year 1, in the tabular calendar.
_LUNAR_START = 227_014
_DIFFERS = 1  # days by which a country's calendar may differ from the table
_LUNAR = "the lunar Hijri calendar by its weekday"


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date in a text, at the characters ``start:end``.

    ``readings`` are the days that it may mean: one, two for ``04/05/2020``, of which the day-first
    reading comes first, or none where that is unknown. ``calendar`` names the calendar from which
    it was converted, "" for ours.
    """

    readings: tuple[PartialDate, ...]
    start: int
    end: int
    calendar: str = ""

    @property
    def date(self) -> PartialDate:
        """The day that it means; if there are two readings, the day-first one."""
        return self.readings[0]


def year_from_buddhist(year: int) -> int | None:
    """The year of our calendar; None if such a year is not a Thai one of our time."""
    return year - _BUDDHIST if year in _BUDDHIST_YEARS else None


def day_from_persian(year: int, month: int, day: int) -> PartialDate | None:
    """The day of our calendar; None if the Solar Hijri year has no such day."""
    if year not in _PERSIAN_YEARS or not 1 <= month <= 12:
        return None
    start, end = _new_year(year), _new_year(year + 1)
    before = (month - 1) * 31 if month <= 7 else (month - 7) * 30 + 186
    last = 31 if month <= 6 else 30 if month <= 11 else end - start - before
    if not 1 <= day <= last:
        return None
    return PartialDate.of(dt.date.fromordinal(start + before + day - 1))


def _new_year(year: int) -> int:
    """The ordinal of 1 Farvardin, by the rule of eight leap years in 33."""
    since = year + 1595
    return _PERSIAN_START + 365 * since + since // 33 * 8 + (since % 33 + 3) // 4


def lunar_dates_in(text: str) -> Iterator[DateMatch]:
    """The dates of the lunar Hijri calendar; without a weekday that settles it, the day is open."""
    if not _MAYBE_LUNAR.search(text):
        return
    months, weekdays, form = _names()
    for match in form.finditer(text):
        day = None
        if match["weekday"]:
            weekday, month = weekdays[key(match["weekday"])], months[key(match["month"])]
            day = from_lunar(int(match["year"]), month, int(match["day"]), weekday)
        readings = (day,) if day else ()
        yield DateMatch(readings, match.start(), match.end(), _LUNAR)


def from_lunar(year: int, month: int, day: int, weekday: int) -> PartialDate | None:
    """The day of ours with this weekday (Monday is 0), at most a day from the tabular calendar's.

    None if the weekday is none of theirs, or the calendar has no such day.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    months = 29 * (month - 1) + month // 2
    ordinal = _LUNAR_START + 354 * (year - 1) + (3 + 11 * year) // 30 + months + day
    for near in range(ordinal - _DIFFERS, ordinal + _DIFFERS + 1):
        if (near - 1) % 7 == weekday:
            return PartialDate.of(dt.date.fromordinal(near))
    return None


@cache
def _names() -> tuple[dict[str, int], dict[str, int], re.Pattern[str]]:
    """The months and weekdays by name, and the form of a date with both."""
    with (DATA / "hijri.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)
    months = [[name.strip() for name in names.split("|")] for names in table["months"]]
    weekdays = [[name.strip() for name in names.split("|")] for names in table["weekdays"]]
    form = re.compile(
        rf"(?<!\w)(?:(?P<weekday>{_any_of(weekdays)})[,،]? )?(?P<day>[12]\d|30|0?[1-9]) "
        rf"(?P<month>{_any_of(months)})[,،]?(?: سنة| لعام)? (?P<year>1[34]\d\d)(?!\d)"
        r"(?: ?(?:هـ|ه|AH|H\.?)(?!\w))?(?: ?[,،–-]? ?الموافق(?!\w))?",
        re.IGNORECASE,
    )
    return (
        {key(name): number for number, names in enumerate(months, start=1) for name in names},
        {key(name): number for number, names in enumerate(weekdays) for name in names},
        form,
    )


def _any_of(names: list[list[str]]) -> str:
    """An alternation of names, the longest first."""
    every = sorted((name for forms in names for name in forms), key=len, reverse=True)
    return "|".join(map(re.escape, every))
