"""What the archive holds, outlets by time, so that "no hits" can be told from "no data"."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import CharField, Count, Max, Min
from django.db.models.functions import Cast, Substr
from django.urls import reverse

from articles.extraction.partialdate import PartialDate
from articles.models import Article, ArticleQuerySet, Outlet
from search.parameters import UNDATED, UNKNOWN_OUTLET, Parameters

#: Where all articles lie within so many months these are shown at once, else years.
_MOST_MONTHS: Final = 24
#: Shades of a cell, for more and more articles.
_SHADES: Final = 4

#: A period, UNDATED, or None for what is dated too coarsely for a month.
_Key = PartialDate | str | None


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


def coverage_of(articles: ArticleQuerySet, year: int | None = None) -> Coverage:
    """Three queries, however many articles and outlets there are."""
    span = articles.order_by().aggregate(first=Min("published"), last=Max("published"))
    months = year is not None or _is_short(span["first"], span["last"])
    if year is not None:
        articles = articles.filter(published__year=year)
    counts = _counted(articles, months)
    found = {key for of in counts.values() for key in of}
    keys = _keys(found, months, year)
    most = max((count for of in counts.values() for count in of.values()), default=0)
    known = [
        _row(outlet.name, outlet.get_absolute_url(), outlet.slug, keys, counts[key], most)
        for key, outlet in Outlet.objects.in_bulk().items()
        if key in counts
    ]
    known.sort(key=lambda row: (-row.total, row.name.casefold()))
    if 0 in counts:
        url = Parameters(outlets=(UNKNOWN_OUTLET,)).url
        known.append(_row("Outlet unknown", url, UNKNOWN_OUTLET, keys, counts[0], most))
    return Coverage(
        year=year,
        columns=tuple(_column(key, opens=not months, of_one_year=year is not None) for key in keys),
        rows=tuple(known),
        totals=_row("All outlets", "", "", keys, sum(counts.values(), Counter()), 0),
    )


def _is_short(first: dt.date | None, last: dt.date | None) -> bool:
    if first is None or last is None:
        return True
    return (last.year - first.year) * 12 + last.month - first.month < _MOST_MONTHS


def _counted(articles: ArticleQuerySet, months: bool) -> dict[int, Counter[_Key]]:
    """By outlet's primary key, 0 if unknown, and by period: months, or else years."""
    # As text: on SQLite the parts of dates are read by Python, row by row.
    period = Substr(Cast("published", CharField()), 1, len("2020-03" if months else "2020"))
    rows: Iterable[tuple[int | None, str | None, str, int]]
    grouped = articles.order_by().annotate(period=period)
    if months:
        columns = ("outlet", "period", "published_precision")
        rows = grouped.values_list(*columns).annotate(Count("pk"))
    else:
        years = grouped.values_list("outlet", "period").annotate(Count("pk"))
        rows = [(outlet, year, "", count) for outlet, year, count in years]
    counts: dict[int, Counter[_Key]] = {}
    for outlet, date, precision, count in rows:
        key: _Key = UNDATED
        if date is not None:
            too_coarse = months and precision == Article.Precision.YEAR
            key = None if too_coarse else PartialDate.parse(date)
        counts.setdefault(outlet or 0, Counter())[key] += count
    return counts


def _keys(found: Collection[_Key], months: bool, year: int | None) -> list[_Key]:
    """The columns: every month between the first and the last, or the years that have any."""
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


def _row(
    name: str, url: str, slug: str, keys: Iterable[_Key], counts: Mapping[_Key, int], most: int
) -> Row:
    cells = tuple(
        Cell(counts[key], _search(slug, key) if counts[key] else "", _shade(counts[key], most))
        for key in keys
    )
    return Row(name, url, cells, sum(cell.count for cell in cells))


def _search(slug: str, key: _Key) -> str:
    """The address of a cell's articles; "" for what no search can ask for."""
    outlets = (slug,) if slug else ()
    if key is None:
        return ""
    if isinstance(key, str):
        return Parameters(outlets=outlets, undated=True).url
    return Parameters(outlets=outlets, dates=(key,)).url


def _shade(count: int, most: int) -> int:
    """By the order of magnitude: a few articles differ from none as thousands do from hundreds."""
    if not count or not most:
        return 0
    return max(1, math.ceil(_SHADES * math.log(1 + count) / math.log(1 + most)))
