"""A line taken apart: its dates, and what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from articles.extraction.lines.calendars import DateMatch
from articles.extraction.lines.dates import readings_in
from articles.extraction.lines.handling import is_handling
from articles.extraction.words.caches import cached_by_line
from articles.extraction.words.calendarnames import is_weekday
from articles.extraction.words.dateparts import MONTH_BEGINNING, WEEKDAYS
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import BARS, COMBINING, DASHES, DIGIT, vocabulary

_PHRASES = phrasebook("datedlines")

Label = Literal["published", "updated", ""]
#: "Published", "Last updated" in many languages. The name of the group is the kind of label.
LABEL = _PHRASES.expression("label")

_SHORTEST_WEEKDAY = 4  # letters, where it is not beside the date: "Ma" and "Sam" are also names.
# Every date has one of these: a year, a day beside a month, or three numbers. The expression
# begins with the digit, of which a text has few, so that the search is quick.
_MAYBE_DATE = re.compile(
    r"\d(?:(?<=1)[3-9]\d\d|(?<=2)[0-6]\d\d|[年月년월]|(?<=['’].)\d|[/.-]\d\d?[/.-]\d"
    rf"|(?:st|nd|rd|th)?[ -]{MONTH_BEGINNING})",
    re.IGNORECASE,
)
# A time of day, and other counts: "5 min read", "3 hours ago"
_TIME = _PHRASES.pattern("time")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{COMBINING}])*")
# Words beside a date that add nothing to it.
_EMPTY_WORDS = (
    frozenset(day.lower() for day in WEEKDAYS)
    | frozenset(day.lower()[:3] for day in WEEKDAYS)
    | _PHRASES.words("zones")
    | _PHRASES.words("empty")
)
_BARS = re.compile(f"[{BARS}{DASHES}]")
# The places between parts that copying has joined: "2022This"
_GLUED = _PHRASES.pattern("glued")
# A line that ``_GLUED`` matches has one of these.
_MAYBE_GLUED = re.compile(r"[A-Z\d](?:(?<=[\da-zA-Z)][A-Z])|(?<=[A-Za-z]\d))")


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line with dates. ``rest`` is the line without dates, times and labels.

    ``apart``: a bar or a time of day separates the parts of the line.
    """

    text: str
    dates: tuple[DateMatch, ...]
    rest: str
    apart: bool
    timed: bool
    labelled: bool


@cached_by_line
def dated_line(text: str) -> DatedLine | None:
    """The parts of a line; None if it has no date."""
    if not _MAYBE_DATE.search(text):
        return None
    spaced = _GLUED.sub(" ", text) if _MAYBE_GLUED.search(text) else text
    dates = tuple(
        match
        for match in readings_in(spaced, short_years=True)
        if not is_handling(spaced[: match.start])
    )
    if not dates:
        return None
    rest = spaced
    for match in reversed(dates):
        rest = f"{rest[: match.start]}\n{rest[match.end :]}"
    timed = DIGIT.search(rest) is not None and _TIME.search(rest) is not None
    is_apart = timed or _BARS.search(rest) is not None
    if timed:
        rest = without_times(rest)
    # Labels of other scripts are not always whole words.
    labelled = not (spaced.isascii() and LABEL.words.isdisjoint(_WORD.findall(spaced.lower())))
    if labelled:
        rest = LABEL.pattern.sub(" ", rest)
    return DatedLine(spaced, dates, rest, is_apart, timed, labelled)


def without_times(text: str) -> str:
    """``text`` without times of day and without counts such as "5 min read"."""
    return _TIME.sub(" ", text)


def adds_nothing(text: str) -> bool:
    """True if all words of ``text`` stand beside dates and mean nothing else: "Uhr", "GMT"."""
    sections = vocabulary().sections
    return all(
        word in _EMPTY_WORDS
        or word in sections
        or (len(word) >= _SHORTEST_WEEKDAY and is_weekday(word))
        for word in (match.group().lower() for match in _WORD.finditer(text))
    )
