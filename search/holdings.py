"""What the archive holds, by time and by outlet: counted in the table, without the index."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Max, Min
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse

from articles.extraction.partialdate import PartialDate
from articles.models import Article, ArticleQuerySet, Outlet
from search.histogram import Histogram, histogram_of
from search.parameters import UNDATED, UNKNOWN_OUTLET, Parameters
from search.timescale import Period

#: Where all articles lie within so many months these are shown at once, else years.
_MOST_MONTHS: Final = 24
#: Shades of a cell, for more and more articles.
_SHADES: Final = 4


def by_date(articles: ArticleQuerySet) -> Counter[PartialDate]:
    """Years, the months in them and the days in those, as far as dates are known. One query."""
    counts: Counter[PartialDate] = Counter()
    rows = (
        articles.filter(published__isnull=False)
        .order_by()
        .values_list("published", "published_precision")
        .annotate(Count("pk"))
    )
    for day, precision, count in rows:
        for each in ("year", "month", "day"):
            counts[PartialDate.of(day, each)] += count
            if each == precision:
                break
    return counts


def histogram_of_outlet(articles: ArticleQuerySet, slug: str = "") -> Histogram | None:
    """An outlet's articles over time, or all; each bar leads to a search of them."""
    outlets = (slug,) if slug else ()

    def locate(period: Period) -> str:
        if period.first == period.last:
            return Parameters(outlets=outlets, dates=(period.first,)).url
        return Parameters(outlets=outlets, since=period.first, until=period.last).url

    return histogram_of(by_date(articles), locate)


@dataclass(frozen=True, slots=True)
class Column:
    """A month, a year, the undated or, without an address, what is dated by year alone."""

    label: str
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """``shade`` is 0 for none to 4 for the most articles."""

    count: int
    url: str
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    url: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Outlets by months or years, those with most articles first, an unknown outlet last.
    ``year``: whose months these are, None if all there is is shown."""

    year: int | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row


#: A period, UNDATED, or None for what is dated too coarsely for a month.
_Key = PartialDate | str | None


def coverage_of(articles: ArticleQuerySet, year: int | None = None) -> Coverage:
    """Three queries, however many articles and outlets there are."""
    span = articles.order_by().aggregate(first=Min("published"), last=Max("published"))
    months = year is not None or _is_short(span["first"], span["last"])
    if year is not None:
        articles = articles.filter(published__year=year)
    counts: Counter[tuple[int, _Key]] = Counter()
    for outlet, in_year, month, precision, count in _grouped(articles, months):
        key: _Key = UNDATED
        if in_year is not None:
            key = PartialDate(in_year, month) if months else PartialDate(in_year)
            if months and precision == Article.Precision.YEAR:
                key = None
        counts[outlet or 0, key] += count
    keys = _keys(counts, months, year)
    names = Outlet.objects.in_bulk({outlet for outlet, _ in counts} - {0})
    most = max(counts.values(), default=0)
    rows = []
    for key_of_outlet in {outlet for outlet, _ in counts}:
        known = names.get(key_of_outlet)
        slug = known.slug if known else UNKNOWN_OUTLET
        url = known.get_absolute_url() if known else Parameters(outlets=(slug,)).url
        of = {key: counts[key_of_outlet, key] for key in keys}
        rows.append(_row(known.name if known else "Outlet unknown", url, of, slug, most))
    rows.sort(key=lambda row: (row.name == "Outlet unknown", -row.total, row.name.casefold()))
    sums = {key: sum(n for (_, k), n in counts.items() if k == key) for key in keys}
    return Coverage(
        year=year,
        columns=tuple(_column(key, opens=not months, of_one_year=year is not None) for key in keys),
        rows=tuple(rows),
        totals=_row("All outlets", "", sums, "", 0),
    )


def _is_short(first: dt.date | None, last: dt.date | None) -> bool:
    if first is None or last is None:
        return True
    return (last.year - first.year) * 12 + last.month - first.month < _MOST_MONTHS


Grouped = Iterable[tuple[int | None, int | None, int | None, str, int]]


def _grouped(articles: ArticleQuerySet, months: bool) -> Grouped:
    """Outlet, year, month, precision and how many articles; the last but one only with months."""
    rows = articles.order_by().annotate(y=ExtractYear("published"))
    if not months:
        years = rows.values_list("outlet", "y").annotate(Count("pk"))
        return [(outlet, year, None, "", count) for outlet, year, count in years]
    rows = rows.annotate(m=ExtractMonth("published"))
    return rows.values_list("outlet", "y", "m", "published_precision").annotate(Count("pk"))


def _keys(counts: Iterable[tuple[int, _Key]], months: bool, year: int | None) -> list[_Key]:
    found = {key for _, key in counts}
    dates = sorted(key for key in found if isinstance(key, PartialDate))
    if year is not None:
        dates = [PartialDate(year, month) for month in range(1, 13)]
    elif dates and months:
        first, last = (date.year * 12 + (date.month or 1) - 1 for date in (dates[0], dates[-1]))
        dates = [PartialDate(number // 12, number % 12 + 1) for number in range(first, last + 1)]
    others: list[_Key] = [key for key in (None, UNDATED) if key in found]
    return [*dates, *others]


def _column(key: _Key, *, opens: bool, of_one_year: bool) -> Column:
    if key is None:
        return Column("Year only", "dated by year alone")
    if isinstance(key, str):
        return Column("Undated", "undated", Parameters(undated=True).url)
    if opens:
        return Column(key.words, key.words, f"{reverse('coverage')}?year={key.year}")
    month = calendar.month_abbr[key.month or 1]
    label = month if of_one_year else f"{month} {key.year}"
    return Column(label, key.words, Parameters(dates=(key,)).url)


def _row(name: str, url: str, counts: dict[_Key, int], slug: str, most: int) -> Row:
    locate = _locator(slug)
    cells = tuple(
        Cell(count, locate(key) if count else "", _shade(count, most))
        for key, count in counts.items()
    )
    return Row(name, url, cells, sum(counts.values()))


def _locator(slug: str) -> Callable[[_Key], str]:
    outlets = (slug,) if slug else ()

    def locate(key: _Key) -> str:
        if key is None:
            return ""
        if isinstance(key, str):
            return Parameters(outlets=outlets, undated=True).url
        return Parameters(outlets=outlets, dates=(key,)).url

    return locate


def _shade(count: int, most: int) -> int:
    """By the order of magnitude: a few articles differ from none as thousands do from hundreds."""
    if not count or not most:
        return 0
    return max(1, math.ceil(_SHADES * math.log(1 + count) / math.log(1 + most)))
