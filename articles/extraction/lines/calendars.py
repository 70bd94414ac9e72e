"""Days of other calendars as days of ours."""

from __future__ import annotations

import datetime as dt

from articles.partialdate import PartialDate

#: The first years of the Japanese eras, as years of our calendar.
ERAS = {"令和": 2019, "平成": 1989, "昭和": 1926, "大正": 1912, "明治": 1868}
#: The year 0 of the calendar of the Republic of China (民國).
REPUBLIC = 1911
#: The Buddhist year 543 is the year 0 of our calendar.
_BUDDHIST = 543
# Solar Hijri years to which the rule of 33 years applies.
_PERSIAN_YEARS = range(1178, 1634)
# The ordinal of a day of the year -1595, from which the days of Solar Hijri years are counted.
_PERSIAN_START = -356_032
_BUDDHIST_YEARS = range(2484, 2643)  # 1941 to 2099: before, the Thai year began in April.


def year_from_buddhist(year: int) -> int | None:
    """The year of our calendar; None if such a year is not a Thai one of our time."""
    return year - _BUDDHIST if year in _BUDDHIST_YEARS else None


def day_from_persian(year: int, month: int, day: int) -> PartialDate | None:
    """The day of our calendar; None if the Solar Hijri year has no such day."""
    if year not in _PERSIAN_YEARS or not 1 <= month <= 12:
        return None
    start, end = _new_year(year), _new_year(year + 1)
    before = (month - 1) * 31 if month <= 7 else (month - 7) * 30 + 186
    last = 31 if month <= 6 else 30 if month <= 11 else end - start - before
    if not 1 <= day <= last:
        return None
    return PartialDate.of(dt.date.fromordinal(start + before + day - 1))


def _new_year(year: int) -> int:
    """The ordinal of 1 Farvardin, by the rule of eight leap years in 33."""
    since = year + 1595
    return _PERSIAN_START + 365 * since + since // 33 * 8 + (since % 33 + 3) // 4
