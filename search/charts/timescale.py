"""Time scales: the step that suits a span of time, its periods in order, and their labels."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from articles.partialdate import PartialDate
from search.query.results import MOST_DAYS

MOST_MONTHS: Final = 36
MOST_YEARS: Final = 60
#: Labels in a row. More would touch each other on a phone.
_MOST_LABELS: Final = 7
_STRIDES: Final = {
    "day": (1, 2, 7, 14, 28, 56),
    "month": (1, 2, 3, 6, 12, 24, 60),
    "year": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000),
}
_LONG_STEPS: Final = {10: "decade", 100: "century", 1000: "millennium"}


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month or year, or the years from ``first`` to ``last``."""

    first: PartialDate
    last: PartialDate

    @property
    def words(self) -> str:
        if self.first == self.last:
            return self.first.words
        return f"{self.first.words}–{self.last.words}"

    def __str__(self) -> str:
        """As in addresses: ``2020-03``; several years as ``2010–2019``."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def sum(self, counts: Mapping[PartialDate, int]) -> int:
        """The articles of the period. The count of a year must include those of its months."""
        if self.first == self.last:
            return counts.get(self.first, 0)
        years = range(self.first.year, self.last.year + 1)
        return sum(counts.get(PartialDate(year), 0) for year in years)


@dataclass(frozen=True, slots=True)
class Timescale:
    """``step`` is day, month or year. With the step year, each period has ``years`` years."""

    step: str
    years: int
    first: dt.date
    last: dt.date

    @property
    def words(self) -> str:
        """The step, such as month or decade."""
        return self.step if self.years == 1 else _LONG_STEPS[self.years]

    @property
    def periods(self) -> list[Period]:
        """All periods from that of the first day to that of the last, in order."""
        if self.step == "day":
            ordinals = range(self.first.toordinal(), self.last.toordinal() + 1)
            dates = [PartialDate.of(dt.date.fromordinal(ordinal)) for ordinal in ordinals]
        elif self.step == "month":
            months = range(_month(self.first), _month(self.last) + 1)
            dates = [PartialDate(month // 12, month % 12 + 1) for month in months]
        else:
            beginning = self.first.year // self.years * self.years
            years = range(beginning, self.last.year + 1, self.years)
            dates = [PartialDate(max(year, dt.MINYEAR)) for year in years]
        return [Period(date, self._end(date)) for date in dates]

    def _end(self, date: PartialDate) -> PartialDate:
        if self.step != "year":
            return date
        return PartialDate(min(date.year // self.years * self.years + self.years - 1, dt.MAXYEAR))

    def labels(self, periods: Sequence[Period]) -> list[str]:
        """A label for each of its periods, "" for most: labels stand at round numbers and are
        few."""
        several_years = self.first.year != self.last.year
        for stride in _STRIDES[self.step]:
            places = [self._number(period.first, periods[0].first) for period in periods]
            labels = [
                "" if place % stride else self._label(period.first, stride, several_years)
                for place, period in zip(places, periods, strict=True)
            ]
            if sum(map(bool, labels)) <= _MOST_LABELS:
                break
        return labels

    def _number(self, date: PartialDate, first: PartialDate) -> int:
        if self.step == "day":
            return (date.first_day - first.first_day).days
        return _month(date.first_day) if self.step == "month" else date.year

    def _label(self, date: PartialDate, stride: int, several_years: bool) -> str:
        if self.step == "year":
            return str(date.year)
        month = calendar.month_abbr[date.month or 1]
        if self.step == "day":
            return f"{date.day} {month}"
        return str(date.year) if several_years and date.month == 1 else month


def timescale(first: dt.date, last: dt.date, finest: str) -> Timescale:
    """Steps of days for spans below MOST_DAYS, of months below MOST_MONTHS, else of 1, 10, 100 or
    1000 years; no finer than ``finest``, a precision of dates: day, month or year."""
    if finest == "day" and (last - first).days < MOST_DAYS:
        return Timescale("day", 1, first, last)
    if finest != "year" and _month(last) - _month(first) < MOST_MONTHS:
        return Timescale("month", 1, first, last)
    span = last.year - first.year + 1
    years = next(size for size in (1, 10, 100, 1000) if span <= size * MOST_YEARS)
    return Timescale("year", years, first, last)


def _month(day: dt.date) -> int:
    """The number of the month, counted from the beginning of the calendar."""
    return day.year * 12 + day.month - 1
