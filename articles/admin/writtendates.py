"""Dates as people and spreadsheets write them: ``4 March 2020``, ``Mar-20``, ``4/3/2020``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.extraction.lines.dates import readings_in
from articles.extraction.words.calendarnames import month_named
from articles.partialdate import PartialDate

_TIME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?")
_SHORT_MONTH: Final = re.compile(r"([^\W\d_]{3,})\.?[ -](\d{2})")


def dates_written(text: str) -> list[PartialDate]:
    """What a text may mean: several dates where the order of day and month is open."""
    text = " ".join(text.split())
    if timed := _TIME.fullmatch(text):
        text = timed[1]
    try:
        return [PartialDate.parse(text)]
    except ValueError:
        pass
    if (short := _SHORT_MONTH.fullmatch(text)) and (month := month_named(short[1])):
        # What Excel makes of 2020-03: Mar-20.
        return [_in_century(int(short[2]), month)]
    for match in readings_in(text, short_years=True):
        if (match.start, match.end) == (0, len(text)):
            return list(match.readings)
    return []


def in_words(text: str, dates: Sequence[PartialDate]) -> str:
    """Say that a text may mean several dates, and how to write each."""
    either = " or ".join(date.words for date in dates)
    return f"“{text[:60]}” may be {either}: write {' or '.join(map(str, dates))}"


def _in_century(year: int, month: int) -> PartialDate:
    # As Excel reads two digits.
    return PartialDate(2000 + year if year < 30 else 1900 + year, month)
