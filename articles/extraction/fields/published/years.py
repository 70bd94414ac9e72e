"""The year of a dateline without one, from its weekday and the years in the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from articles.extraction.fields.published.tense import past_weekdays, past_years, weekdays_in
from articles.extraction.findings import Published
from articles.extraction.lines.dates import on_day, weekday_of
from articles.extraction.words.phrasing import listed, quoted
from articles.partialdate import PartialDate

_LEAD = 3  # paragraphs in which a wire story names the day on which it was written
_SPAN = 20  # years that can be candidates
# The candidates where neither the time of the capture nor a year in the text limits them.
_FIRST_YEAR, _LAST_YEAR = 2000, 2030


def infer(
    dateline: str, month: int, day: int, paragraphs: Sequence[str], captured_at: dt.datetime | None
) -> Published:
    """The day of publication of a story whose dateline names ``month`` and ``day`` only.

    It is inferred if the first paragraphs name a past weekday, and that day is one in the latest
    year that the text puts in the past, or in the year after it. Else it is unknown, and the years
    that fit are candidates. It is never later than ``captured_at``.
    """
    latest = captured_at.date() if captured_at else None
    days = past_weekdays(paragraphs[:_LEAD])
    years = [year for year in past_years(paragraphs) if latest is None or year <= latest.year]
    known = years[-1] if years else None
    stated = f"the dateline says {dateline.rpartition(', ')[2]}"
    if not days:
        return _without_weekday(stated, month, day, known, latest)
    spoken = days[0]
    reasons = f"{stated}; {quoted(spoken.phrase)} makes that a {spoken.weekday}"
    others = [name for name in weekdays_in(paragraphs[:_LEAD]) if name != spoken.weekday]
    if others:
        verb = "is" if len(others) == 1 else "are"
        reasons += f" ({listed(others)} {verb} mentioned as another day)"
    if known is not None:
        for year in (known, known + 1):
            date = on_day(year, month, day)
            if date and weekday_of(date) == spoken.weekday and _is_past(date, latest):
                return Published(date, "inferred", _because(reasons, known, date))
    candidates = _fitting(month, day, spoken.weekday, known, latest)
    seen = (
        f"the latest past year in the text, {known}, does not fit" if known else "no year is named"
    )
    return Published(None, "unknown", f"{_sentence(reasons)}, but {seen}.", candidates)


def _because(reasons: str, known: int, date: PartialDate) -> str:
    fits = f"and {date.words} is a {weekday_of(date)}"
    if date.year == known:
        return f"{_sentence(reasons)}; the latest year the text treats as past is {known}, {fits}."
    return (
        f"{_sentence(reasons)}; the latest year the text treats as past is {known}, in which "
        f"that day is another weekday, {fits}."
    )


def _without_weekday(
    stated: str, month: int, day: int, known: int | None, latest: dt.date | None
) -> Published:
    why = (
        f"{_sentence(stated)} without a year, and no weekday in the past tense settles which year."
    )
    dates = [on_day(year, month, day) for year in (known, known + 1)] if known else []
    candidates = tuple(date for date in dates if date and _is_past(date, latest))
    return Published(None, "unknown", why, candidates)


def _fitting(
    month: int, day: int, weekday: str, known: int | None, latest: dt.date | None
) -> tuple[PartialDate, ...]:
    """The days of the possible years that fall on ``weekday``, oldest first."""
    if latest is not None:
        first, last = latest.year - _SPAN, latest.year
    elif known is not None:
        first, last = known, known + _SPAN
    else:
        first, last = _FIRST_YEAR, _LAST_YEAR
    dates = (
        on_day(year, month, day) for year in range(max(first, known or 1, 1), min(last, 9999) + 1)
    )
    return tuple(
        date for date in dates if date and weekday_of(date) == weekday and _is_past(date, latest)
    )


def _is_past(date: PartialDate, latest: dt.date | None) -> bool:
    return latest is None or date.first_day <= latest


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
