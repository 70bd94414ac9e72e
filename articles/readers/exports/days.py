"""The day in a field that states a date, and lines that are a date."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from articles.extraction.lines.calendars import DateMatch
from articles.extraction.lines.dates import readings_in
from articles.extraction.lines.machinedates import read_machine_date
from articles.partialdate import PartialDate

_LINES = 256  # that are remembered: those of a document are looked at several times
_LONGEST_LINE = 110  # characters of a line that is a date with an edition
_LONGEST_SHORT = 12  # characters of a date with a year of two digits
_MOST_AFTER = 8  # words after the date: weekday, time, zone, edition
_COMPACT = re.compile(r"(?:19|20)\d{6}(?:T\d{4,6}Z?)?")
_MACHINE = re.compile(r"\d{4}-\d\d-\d\d|(?:19|20)\d{6}\b")
_DIGITS = re.compile(r"\d")
_BEFORE = re.compile(r"[^\W\d_]{2,12}\.?,?(?:\s+(?:den|le|el|the))?\s*", re.IGNORECASE)
# Databases write some dates so: "03Mar19", "Mar2019", "2019/03/03".
_GLUED = re.compile(r"\b(\d{1,2})([A-Za-z]{3})(\d\d(?:\d\d)?)\b")
_GLUED_MONTH = re.compile(r"\b([A-Za-z]{3,9})((?:19|20)\d\d)\b")
_UNSPACED = re.compile(r"\b(\d{1,2})\.(?=[^\W\d_]{3,9}\.?\s+(?:19|20)\d\d\b)")  # "3.März 2019"
_SPACED = re.compile(r"(?<=\d) ?(?=[年月日])|(?<=[年月]) (?=\d)")  # "2019 年 3 月 3 日"
_SLASHED = re.compile(r"\b((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})\b")


class Dated(NamedTuple):
    """A date in a text, and the text before it."""

    date: PartialDate
    before: str


def day_in(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Return the first date in ``text``; None if there is none.

    ``month_first`` says how the database writes dates in numbers (3/4/2019).
    """
    found = dated_in(text, month_first=month_first)
    return found.date if found is not None else None


def dated_in(text: str, *, month_first: bool = False) -> Dated | None:
    """Return the first date in ``text`` and what stands before it; None if there is no date."""
    value = _SPACED.sub("", _SLASHED.sub(_with_hyphens, text.strip()))
    value = _GLUED_MONTH.sub(r"\1 \2", _GLUED.sub(r"\1 \2 \3", value))
    value = _UNSPACED.sub(r"\1. ", value)
    if not _DIGITS.search(value):
        return None
    if _MACHINE.match(value):
        read = read_machine_date(value.split()[0] if _COMPACT.match(value) else value)
        if read is not None and read.date is not None:
            return Dated(read.date, "")
    found = next(readings_in(value, short_years=True), None)
    if found is not None:
        return Dated(_chosen(found, month_first), value[: found.start])
    try:
        return Dated(PartialDate.parse(value.strip(" .")), "")
    except ValueError:
        return None


def _chosen(found: DateMatch, month_first: bool) -> PartialDate:
    return found.readings[-1] if month_first else found.readings[0]


def _with_hyphens(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"


def is_date_line(line: str) -> bool:
    """True for a line that begins with a date, or with a weekday before it, and has little else."""
    text = line.strip()
    if not text or len(text) > _LONGEST_LINE or not _DIGITS.search(text):
        return False
    return _is_date(_SPACED.sub("", _UNSPACED.sub(r"\1. ", text)))


@lru_cache(maxsize=_LINES)
def _is_date(text: str) -> bool:
    if text.lower().startswith(("copyright", "©", "(c)")):
        return False
    found = next(readings_in(text), None)
    if found is None:
        return bool(_MACHINE.fullmatch(text)) or (
            len(text) <= _LONGEST_SHORT and day_in(text) is not None
        )
    before, after = text[: found.start].strip(), text[found.end :]
    if before and not _BEFORE.fullmatch(before):
        return False
    return len(after.split()) <= _MOST_AFTER
