"""Dates in other languages than English, and in other calendars than ours.

``3 Mart 2019``, ``2019. március 3.``, ``令和元年5月1日``, ``3 มีนาคม 2562``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.extraction.lines.calendars import (
    ERAS,
    REPUBLIC,
    DateMatch,
    day_from_persian,
    lunar_dates_in,
    year_from_buddhist,
)
from articles.extraction.words.calendarnames import is_weekday, month_named, persian_month_named
from articles.extraction.words.phrasebook import phrasebook
from articles.partialdate import PartialDate

_PHRASES = phrasebook("foreigndates")

_FORMS = _PHRASES.patterns("forms")
_YEAR_MARK = re.compile(r"\d{4}|年")
# A month that Polish and Croatian name differently: Croatian writes a full stop after the day.
_LISTOPAD = _PHRASES.words("listopad")
# The words beside a date
_TOKEN_BEFORE = re.compile(r"(?P<word>[^\s\d|•·–—/()]{2,20})\s$")
_TOKEN_AFTER = _PHRASES.pattern("after")
_PARTICLES = _PHRASES.words("particles")


def foreign_dates_in(text: str) -> Iterator[DateMatch]:
    """The dates that exist, in the order of ``text``."""
    if not _YEAR_MARK.search(text):
        return
    found = [
        (match.start(), DateMatch((read[0],), *_widened(text, match), read[1]))
        for form in _FORMS
        for match in form.finditer(text)
        if (read := _read(match)) is not None
    ]
    lunar = _lunar_dates(text, found[0][1].date if found else None)
    at = 0
    for start, each in sorted((*found, *lunar), key=lambda each: each[0]):
        if start >= at:
            at = each.end
            yield each


def _lunar_dates(text: str, same: PartialDate | None) -> Iterator[tuple[int, DateMatch]]:
    """The dates of the lunar Hijri calendar by their places; ``same`` is the day in ours, if the
    text gives both."""
    for lunar in lunar_dates_in(text):
        if same is not None:
            yield lunar.start, replace(lunar, readings=(same,), calendar="")
        elif lunar.readings:
            yield lunar.start, lunar


def _read(match: re.Match[str]) -> tuple[PartialDate, str] | None:
    """The day that a match of a form means, and its calendar; None if there is no such day."""
    groups = match.groupdict()
    day = int(groups["day"])
    if groups.get("persian"):
        return _from_persian(int(groups["persian"]), int(groups["number"]), day)
    year = 1 if groups["year"] == "元" else int(groups["year"])
    era = groups.get("era")
    if era:
        first = ERAS.get(era, REPUBLIC + 1)
        calendar = f"the era {era}" if era in ERAS else "the calendar of the Republic of China"
        return _dated(first + year - 1, int(groups["number"]), day, calendar)
    if groups.get("number"):
        return _dated(year, int(groups["number"]), day)
    name = groups["month"]
    persian = persian_month_named(name)
    if persian is not None:
        return _from_persian(year, persian, day)
    month = month_named(name)
    if month is None and name.casefold() in _LISTOPAD:
        month = 10 if groups.get("dot") else 11
    if month is None:
        return None
    ours = year_from_buddhist(year)
    return _dated(ours, month, day, "the Buddhist calendar") if ours else _dated(year, month, day)


def _from_persian(year: int, month: int, day: int) -> tuple[PartialDate, str] | None:
    date = day_from_persian(year, month, day)
    return (date, "the Solar Hijri calendar") if date else None


def _dated(year: int, month: int, day: int, calendar: str = "") -> tuple[PartialDate, str] | None:
    if not 1500 <= year < 2100:
        return None
    try:
        return PartialDate(year, month, day), calendar
    except ValueError:
        return None


def _widened(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The characters of a date together with the weekday and the particles beside it."""
    start, end = match.span()
    while (before := _TOKEN_BEFORE.search(text, max(0, start - 21), start)) and _belongs_to_date(
        before["word"]
    ):
        start = before.start()
    while (after := _TOKEN_AFTER.match(text, end)) and _belongs_to_date(after["word"]):
        end = after.end()
    return start, end


def _belongs_to_date(word: str) -> bool:
    return word.lower() in _PARTICLES or is_weekday(word.removesuffix("ที่"))
