"""Days of the lunar Hijri calendar: ``الأحد 26 جمادى الآخرة 1440``.

Its months begin when the new moon is seen, so countries differ by a day from each other and from
any table. Only the weekday beside such a date settles which day of ours is meant; without one the
day stays unknown.
"""

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

_MAYBE = re.compile(r"(?<!\d)1[34]\d\d(?!\d)")
#: The ordinal of the day before the first of the year 1, in the tabular calendar.
_START = 227_014
_DIFFERS = 1  # days by which a country's calendar may differ from the table


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A date at the characters ``start:end`` of a text.

    ``day`` is its day of ours; None without a weekday beside it that settles which.
    """

    day: PartialDate | None
    start: int
    end: int


def lunar_dates_in(text: str) -> Iterator[LunarDate]:
    """The dates of the lunar Hijri calendar in ``text``."""
    if not _MAYBE.search(text):
        return
    months, weekdays, form = _names()
    for match in form.finditer(text):
        day = None
        if match["weekday"]:
            weekday, month = weekdays[key(match["weekday"])], months[key(match["month"])]
            day = from_lunar(int(match["year"]), month, int(match["day"]), weekday)
        yield LunarDate(day, match.start(), match.end())


def from_lunar(year: int, month: int, day: int, weekday: int) -> PartialDate | None:
    """The day of ours with this weekday (Monday is 0), at most a day from the tabular calendar's.

    None if the weekday is none of theirs, or the calendar has no such day.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    months = 29 * (month - 1) + month // 2
    ordinal = _START + 354 * (year - 1) + (3 + 11 * year) // 30 + months + day
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
