"""Histograms of articles over time: bars, each with its label, numbers and address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from articles.partialdate import PartialDate
from search.charts.timescale import Period, timescale

#: The least height of a bar that can be seen, in per cent of the drawing's height.
_LEAST: Final = 2.0

Tally = Mapping[PartialDate, int]
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of time. ``place`` counts the bars before it; ``height`` is in per cent of the
    drawing.

    ``count`` is the number of articles found; ``of`` is the number of all articles of the period,
    None unless shares are shown. ``label`` stands below the bar and is "" for most. ``chosen``
    means that the search is narrowed to this period.
    """

    words: str
    count: int
    of: int | None
    url: str
    chosen: bool
    label: str
    place: int
    height: float

    @property
    def top(self) -> float:
        return round(100 - self.height, 1)

    @property
    def share(self) -> float:
        """The articles found in per cent of all articles of the period."""
        return 100 * self.count / self.of if self.of else 0.0

    @property
    def value(self) -> float:
        """The number that the bar's height shows."""
        return self.count if self.of is None else self.share


@dataclass(frozen=True, slots=True)
class Histogram:
    """``step`` is the length of a bar, such as month or decade. ``most`` is the value of the
    highest bar: articles, or per cent if ``is_share``. ``coarser`` counts the articles in no bar,
    because their dates are less precise than a bar."""

    step: str
    bars: tuple[Bar, ...]
    most: float
    is_share: bool
    coarser: int

    @property
    def labels(self) -> list[tuple[float, str]]:
        """The labels, with the middle of each in per cent of the drawing's width."""
        width = 100 / len(self.bars)
        return [(round((bar.place + 0.5) * width, 2), bar.label) for bar in self.bars if bar.label]


def histogram_of(
    counts: Tally,
    locate: Callable[[Period], str],
    *,
    window: Days | None = None,
    chosen: Iterable[PartialDate] = (),
    among: Callable[[Days], Tally] | None = None,
) -> Histogram | None:
    """None where there is nothing to show: fewer than two bars, or no articles in them.

    ``counts`` has years, months, and days where these are few; the count of a year includes those
    of its months. ``locate`` gives the address of a period. ``window`` is the first and last day
    to show, by default those of the articles. If ``among`` is given, each bar shows a share of
    the counts that it returns for the first and the last day of the histogram.
    """
    inside = {date: count for date, count in counts.items() if count and _lies_in(date, window)}
    span = _span_of(inside, window)
    if span is None:
        return None
    scale = timescale(*span)
    periods = scale.periods
    found = [period.sum(inside) for period in periods]
    if len(periods) < 2 or not any(found):
        return None
    of: list[int | None] = [None] * len(periods)
    if among is not None:
        everything = among((periods[0].first.first_day, periods[-1].last.last_day))
        of = [period.sum(everything) for period in periods]
    values = [n if of_ is None else 100 * n / max(of_, 1) for n, of_ in zip(found, of, strict=True)]
    most = max(values)
    wanted = list(chosen)
    bars = tuple(
        Bar(
            words=period.words,
            count=count,
            of=of_,
            url=locate(period) if count else "",
            chosen=any(period.first in date for date in wanted),
            label=label,
            place=place,
            height=round(max(100 * value / most, _LEAST), 1) if count else 0.0,
        )
        for place, (period, count, of_, value, label) in enumerate(
            zip(periods, found, of, values, scale.labels(periods), strict=True)
        )
    )
    coarser = sum(inside[date] for date in _outermost(inside)) - sum(found)
    return Histogram(scale.words, bars, most, among is not None, coarser)


def _span_of(counts: Tally, window: Days | None) -> tuple[dt.date, dt.date, str] | None:
    """First and last day to show and the finest precision of the dates; None without any date."""
    days = [date for date in counts if date.precision == "day"]
    months = [date for date in counts if date.precision == "month"]
    with_months = {date.year for date in months}
    coarse = [date for date in counts if date.month is None and date.year not in with_months]
    leaves = [*months, *coarse]
    if not leaves:
        return None
    first, last = min(each.first_day for each in leaves), max(each.last_day for each in leaves)
    if days and not coarse:
        # Start and end at the days, unless months that have no days lie before or after them.
        ends = min(days), max(days)
        if (first, last) == (_month(ends[0]).first_day, _month(ends[1]).last_day):
            first, last = ends[0].first_day, ends[1].last_day
    finest = "day" if days else "month" if months else "year"
    return (*(window or (first, last)), finest)


def _month(date: PartialDate) -> PartialDate:
    return PartialDate(date.year, date.month)


def _lies_in(date: PartialDate, window: Days | None) -> bool:
    return window is None or (window[0] <= date.first_day and date.last_day <= window[1])


def _outermost(counts: Tally) -> list[PartialDate]:
    """The periods that are not part of another one counted."""
    years = {date.year for date in counts if date.month is None}
    months = {(date.year, date.month) for date in counts if date.day is None}
    return [
        date
        for date in counts
        if date.month is None
        or (date.year not in years and (date.day is None or (date.year, date.month) not in months))
    ]
