"""The names of the months as newspapers of several languages write them."""

from __future__ import annotations

import re

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
# Foreign ones stand only beside a day and a year, so that "out" and "mars" stay words.
MONTH = _pattern(_table(_ENGLISH))
ANY_MONTH = _pattern(_BY_NAME)
# For where copying has glued a date to a word: "PressMarch 11".
CAPITALISED = "|".join(name.capitalize() for name in _table(_ENGLISH))


def month_named(name: str) -> int | None:
    """The number of a month by a name that the patterns match; None for any other text."""
    return _BY_NAME.get(re.sub(r"\W+$", "", name).lower())
