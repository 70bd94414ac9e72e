"""Dates in other languages than English, and in other calendars than ours.

``3 Mart 2019``, ``2019. március 3.``, ``令和元年5月1日``, ``3 มีนาคม 2562``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.lines.calendars import ERAS, REPUBLIC, from_buddhist, from_persian
from articles.extraction.lines.lunardates import lunar_dates_in
from articles.extraction.words.calendarnames import is_weekday, month_named, persian_month_named
from articles.extraction.words.vocabulary import words
from articles.partialdate import PartialDate

_NAME = r"[^\W\d_][^\s\d,;:|•·–—/()،]{1,20}"
_NUMBER = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_DAY = rf"(?<![\d/.-]){_NUMBER}"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_YEAR_FIRST = r"(?<![\d/.-])(?P<year>\d{4})"
_OF = r"(?:of |de |d[’']|di |dne |e |ng |ta[’'] |a |an |y )?"
_OF_YEAR = r"(?:,? ?(?:de |del |năm |năm: |พ\.ศ\. ?|ค\.ศ\. ?|у |od |ng |anno )?|[-/.،]\s?|\. )"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 3 Mart 2019    3. března 2019    3 de març de 2019    3/mar/2019    Le 1er juin 2019
        rf"{_DAY}(?P<dot>\.)?(?:er|º|ª|o|-а|-е|-го|ם)?[ \-/]?{_OF}(?P<month>{_NAME}?)"
        rf"{_OF_YEAR}{_YEAR}",
        # Machi 3, 2019    março 3, 2019
        rf"(?<!\w)(?P<month>{_NAME})\.? {_DAY},? {_YEAR}",
        # 2019. március 3.    2019 m. kovo 3 d.    2019. gada 3. martā
        rf"{_YEAR_FIRST}(?:\.| m\.?|\. gada)? (?P<month>{_NAME}) {_NUMBER}(?!\d)",
        rf"{_YEAR_FIRST}(?:\. gada| жылғы) {_NUMBER}\.? (?P<month>{_NAME})",
        # 3 tháng 3 năm 2019
        rf"{_DAY} tháng (?P<number>1[0-2]|0?[1-9])(?:,| năm|, năm)? {_YEAR}",
        # 2019. 3. 3.    ۱۳۹۷/۱۲/۱۲ in Iran, where the years of the other Hijri calendar are later
        rf"{_YEAR_FIRST}\. ?(?P<number>1[0-2]|0?[1-9])\. ?{_NUMBER}(?!\d)\.?",
        rf"(?<![\d/.-])(?P<persian>13[7-9]\d|140\d|141[0-5])(?P<mark>[/-])"
        rf"(?P<number>1[0-2]|0?[1-9])(?P=mark){_NUMBER}(?![\d/-])",
        # 令和元年5月1日    民國108年3月3日
        rf"(?P<era>{'|'.join(ERAS)}|民國|民国)(?P<year>元|\d{{1,3}})年(?P<number>\d\d?)月(?P<day>\d\d?)日",
    )
)
_MAYBE = re.compile(r"\d{4}|年")
# A month that Polish and Croatian name differently: Croatian writes a full stop after the day.
_LISTOPAD = ("listopad", "listopada")
_TOKEN_BEFORE = re.compile(r"(?P<word>[^\s\d|•·–—/()]{2,20})\s$")
_TOKEN_AFTER = re.compile(
    r"[.,]{0,2}\s?(?P<word>(?:г|р|года|року|d|god|г|ж|оны|م)\.?|[^\s\d|•·–—/()]{2,20})(?!\w)"
)
_PARTICLES = words("م г г. р р. года року d d. god god. ngày den dne dňa ng le el il la the на")


@dataclass(frozen=True, slots=True)
class WordDate:
    """A date at the characters ``start:end`` of a text, with a weekday beside it.

    ``calendar`` names the calendar from which it was converted, "" for ours.
    """

    date: PartialDate
    start: int
    end: int
    calendar: str = ""


def word_dates_in(text: str) -> Iterator[WordDate]:
    """The dates that exist, in the order of ``text``."""
    if not _MAYBE.search(text):
        return
    found = [
        (match.start(), WordDate(read[0], *_widened(text, match), read[1]))
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


def _lunar_dates(text: str, same: PartialDate | None) -> Iterator[tuple[int, WordDate]]:
    """The dates of the lunar Hijri calendar by their places; ``same`` is the day in ours, if the
    text gives both."""
    for lunar in lunar_dates_in(text):
        if same is not None:
            yield lunar.start, WordDate(same, lunar.start, lunar.end)
        elif lunar.day is not None:
            calendar = "the lunar Hijri calendar by its weekday"
            yield lunar.start, WordDate(lunar.day, lunar.start, lunar.end, calendar)


def _read(match: re.Match[str]) -> tuple[PartialDate, str] | None:
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
    ours = from_buddhist(year)
    return _dated(ours, month, day, "the Buddhist calendar") if ours else _dated(year, month, day)


def _from_persian(year: int, month: int, day: int) -> tuple[PartialDate, str] | None:
    date = from_persian(year, month, day)
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
    while (before := _TOKEN_BEFORE.search(text, max(0, start - 21), start)) and _adds_nothing(
        before["word"]
    ):
        start = before.start()
    while (after := _TOKEN_AFTER.match(text, end)) and _adds_nothing(after["word"]):
        end = after.end()
    return start, end


def _adds_nothing(word: str) -> bool:
    return word.lower() in _PARTICLES or is_weekday(word.removesuffix("ที่"))
