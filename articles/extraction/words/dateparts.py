"""The parts of which dates are made: months, weekdays, days and years, as expressions.

Every expression that reads dates, or that stops at one, is put together from these parts. They
are written in lower case and meant for matching without regard to case.
"""

from __future__ import annotations

import re

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
SHORT_WEEKDAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
# Where the number need not be a day that exists: "40th March".
ANY_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]|20)\d\d"
RECENT_YEAR = r"(?:19|20)\d\d"

# January to December: full names and the usual abbreviations, in lower case without full stops.
_ENGLISH = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec"
)
_GERMAN = (
    "januar jänner|februar|märz|april|mai|juni|juli|august|september|"
    "oktober okt|november|dezember dez"
)
_FRENCH = (
    "janvier janv|février fevrier févr|mars|avril avr|mai|juin|juillet juil|août aout|septembre|"
    "octobre|novembre|décembre decembre déc"
)
_SPANISH = (
    "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|"
    "noviembre|diciembre dic"
)
_ITALIAN = (
    "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre set|"
    "ottobre ott|novembre|dicembre"
)
_PORTUGUESE = (
    "janeiro|fevereiro fev|março|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|"
    "dezembro dez"
)
_DUTCH = (
    "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december"
)
_RUSSIAN = (
    "января янв|февраля фев|марта мар|апреля апр|мая|июня июн|июля июл|августа авг|"
    "сентября сен|октября окт|ноября ноя|декабря дек"
)


def _table(*languages: str) -> dict[str, int]:
    return {
        name: number
        for months in languages
        for number, names in enumerate(months.split("|"), start=1)
        for name in names.split()
    }


def _pattern(names: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(names, key=lambda name: (-len(name), name))) + r")\b\.?"


_BY_NAME = _table(_GERMAN, _FRENCH, _SPANISH, _ITALIAN, _PORTUGUESE, _DUTCH, _RUSSIAN, _ENGLISH)
MONTH = _pattern(_table(_ENGLISH))
# Only beside a day and a year, because "out" and "mars" are also words.
ANY_MONTH = _pattern(_BY_NAME)
# Any word that begins as a month does, for a quick search or where the month itself is not read.
MONTH_BEGINNING = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
LIKE_MONTH = f"{MONTH_BEGINNING}[a-z]{{0,6}}"
# To be matched with regard to case, where copying has glued a date to a word: "PressMarch 11".
CAPITALISED_MONTH = "|".join(name.capitalize() for name in _table(_ENGLISH))


def month_named(name: str) -> int | None:
    """The number of a month, by a name that the expressions match; None for any other text."""
    return _BY_NAME.get(re.sub(r"\W+$", "", name).lower())
