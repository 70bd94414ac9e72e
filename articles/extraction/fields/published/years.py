"""The year of a dateline without one, from its weekday and the years in the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from articles.extraction.fields.published.tense import past_weekdays, past_years, weekdays_in
from articles.extraction.findings import Published
from articles.extraction.lines.dates import on_day, weekday_of
from articles.extraction.words.explanations import listed, quoted
from articles.partialdate import PartialDate

_LEAD = 3  # paragraphs in which a wire story names the day on which it was written
_SPAN = 20  # years among which candidates are looked for
# The candidates where neither the time of the capture nor a year in the text limits them.
_FIRST_YEAR, _LAST_YEAR = 2000, 2030


def infer(
    dateline: str, month: int, day: int, paragraphs: Sequence[str], captured_at: dt.datetime | None
) -> Published:
    """The day of publication of a story whose dateline names ``month`` and ``day`` only.

    The year is the latest in which, by the text, something has happened, or the one after it: the
    one in which the day falls on the weekday that the first paragraphs name. If neither fits, the
    date is unknown, and the days of other years that fit are its candidates. No date is later than
    ``captured_at``.
    """
    captured_on = captured_at.date() if captured_at else None
    days = past_weekdays(paragraphs[:_LEAD])
    years = [
        year for year in past_years(paragraphs) if captured_on is None or year <= captured_on.year
    ]
    past_year = years[-1] if years else None
    stated = f"the dateline says {dateline.rpartition(', ')[2]}"
    if not days:
        return _without_weekday(stated, month, day, past_year, captured_on)
    named = days[0]
    reasons = f"{stated}; {quoted(named.phrase)} makes that a {named.weekday}"
    others = [name for name in weekdays_in(paragraphs[:_LEAD]) if name != named.weekday]
    if others:
        verb = "is" if len(others) == 1 else "are"
        reasons += f" ({listed(others)} {verb} mentioned as another day)"
    if past_year is not None:
        for year in (past_year, past_year + 1):
            date = on_day(year, month, day)
            if date and weekday_of(date) == named.weekday and _is_past(date, captured_on):
                return Published(date, "inferred", _because(reasons, past_year, date))
    candidates = _fitting(month, day, named.weekday, past_year, captured_on)
    seen = (
        f"the latest past year in the text, {past_year}, does not fit"
        if past_year
        else "no year is named"
    )
    return Published(None, "unknown", f"{_sentence(reasons)}, but {seen}.", candidates)


def _because(reasons: str, past_year: int, date: PartialDate) -> str:
    fits = f"and {date.words} is a {weekday_of(date)}"
    if date.year == past_year:
        return (
            f"{_sentence(reasons)}; the latest year the text treats as past is {past_year}, {fits}."
        )
    return (
        f"{_sentence(reasons)}; the latest year the text treats as past is {past_year}, in which "
        f"that day is another weekday, {fits}."
    )


def _without_weekday(
    stated: str, month: int, day: int, past_year: int | None, captured_on: dt.date | None
) -> Published:
    why = (
        f"{_sentence(stated)} without a year, and no weekday in the past tense settles which year."
    )
    dates = [on_day(year, month, day) for year in (past_year, past_year + 1)] if past_year else []
    candidates = tuple(date for date in dates if date and _is_past(date, captured_on))
    return Published(None, "unknown", why, candidates)


def _fitting(
    month: int, day: int, weekday: str, past_year: int | None, captured_on: dt.date | None
) -> tuple[PartialDate, ...]:
    """The days of the possible years that fall on ``weekday``, oldest first."""
    if captured_on is not None:
        first, last = captured_on.year - _SPAN, captured_on.year
    elif past_year is not None:
        first, last = past_year, past_year + _SPAN
    else:
        first, last = _FIRST_YEAR, _LAST_YEAR
    dates = (
        on_day(year, month, day)
        for year in range(max(first, past_year or 1, 1), min(last, 9999) + 1)
    )
    return tuple(
        date
        for date in dates
        if date and weekday_of(date) == weekday and _is_past(date, captured_on)
    )


def _is_past(date: PartialDate, captured_on: dt.date | None) -> bool:
    return captured_on is None or date.first_day <= captured_on


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
