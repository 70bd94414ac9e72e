"""Dates that count from the time of the capture: "2 hours ago", "Yesterday at 10:30"."""

from __future__ import annotations

import datetime as dt
import re

from articles.extraction.lines.bylines import signed_by
from articles.extraction.lines.datedlines import LABEL
from articles.extraction.lines.dates import with_our_digits
from articles.extraction.lines.names import names_in
from articles.extraction.words.calendarnames import unit_ago
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import BARS, DASHES, DIGIT
from articles.partialdate import PartialDate

_PHRASES = phrasebook("relativedates")

_LONGEST = 80  # characters: A longer line says more than when the page was published.
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
# "2 hours ago", "yesterday", and what may stand beside them
_AGO = _PHRASES.pattern("ago")
_DAY = _PHRASES.pattern("day")
_ADDS_NOTHING = _PHRASES.pattern("beside")
_PARTS = re.compile(rf"\s*([,{BARS}{DASHES}])\s+")
_NUMBER = re.compile(r"\d{1,3}")
# The same in other languages: "Gestern, 10:30 Uhr"
_NAMED_DAY = _PHRASES.pattern("named_day")
_LETTER = re.compile(r"[^\W_]")
_DAYS_PER_UNIT = {"m": 1 / 1440, "h": 1 / 24, "d": 1.0}
_MOST_DAYS = 60  # Pages round longer times to months, so that the day is unknown.


def day_meant(text: str, captured_at: dt.datetime) -> PartialDate | None:
    """The day that a line such as ``Published 2 hours ago`` means on a page of ``captured_at``.

    None for a line that says anything else.
    """
    if len(text) > _LONGEST:
        return None
    text = _without_name(text)
    match = _AGO.search(text) or _DAY.search(text)
    if match is None:
        days = _days_in_other_language(text)
    else:
        rest = text[: match.start()] + " " + text[match.end() :]
        is_more = _LETTER.search(LABEL.pattern.sub(" ", _ADDS_NOTHING.sub(" ", rest)))
        days = None if is_more else _days_of(match)
    if days is None or days > _MOST_DAYS:
        return None
    try:
        return PartialDate.of((captured_at - dt.timedelta(days=days)).date())
    except OverflowError:
        return None


def _without_name(text: str) -> str:
    """``text`` without a name that a comma or a bar parts from it: "Von Ole Lind, gestern"."""
    parts = _PARTS.split(text, maxsplit=1)
    if len(parts) == 1:
        return text
    name, _, rest = parts
    signed = signed_by(name) or name
    return rest if names_in(signed) == (signed,) and not DIGIT.search(name) else text


def _days_in_other_language(text: str) -> float | None:
    """The days in ``vor 2 Stunden`` or ``Gestern, 10:30 Uhr``; None for all else."""
    bare = LABEL.pattern.sub(" ", with_our_digits(text))
    number = _NUMBER.search(bare)
    if number is not None:
        unit = unit_ago(" ".join(_NUMBER.sub("#", bare, count=1).split()).strip(" :：|·•-–"))
        if unit:
            return int(number.group()) * _DAYS_PER_UNIT[unit[0]]
    named = _NAMED_DAY.fullmatch(bare)
    return None if named is None else float(named.lastgroup == "yesterday")


def _days_of(match: re.Match[str]) -> float:
    """The days before the capture that ``2 hours ago``, ``yesterday`` and the like mean."""
    found = match.groupdict()
    if "day" in found:
        return 1.0 if found["day"].lower() == "yesterday" else 0.0
    word = found["number"].lower()
    number = _NUMBERS[word] if word in _NUMBERS else int(word)
    return number * _DAYS_PER_UNIT[found["unit"][0].lower()]
