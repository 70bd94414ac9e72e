"""What the archive holds by outlet and period, so that "no hits" can be told from "no data"."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import CharField, Count, Max, Min
from django.db.models.functions import Cast, Substr
from django.urls import get_script_prefix, reverse

from articles.models import Article, ArticleQuerySet, Outlet
from articles.partialdate import PartialDate
from search.addresses.parameters import UNDATED, UNKNOWN_OUTLET, Parameters
from search.charts.tallies import tally

#: An archive that spans fewer months than this is shown by month at once, any other by year.
_MOST_MONTHS: Final = 24
#: Shades of a cell with articles; a darker shade means more of them.
_SHADES: Final = 4

#: A period, UNDATED, or None for articles dated by year alone in a table of months.
_Key = PartialDate | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a month, of a year, of undated articles, or of articles dated by year alone.

    ``url`` is where its heading leads, ``query`` the query string that finds its articles. Both
    are "" for articles dated by year alone, which no search can select.
    """

    label: str
    words: str
    url: str
    query: str
    key: _Key


@dataclass(frozen=True, slots=True)
class Cell:
    """``shade`` goes from 0 for no articles to 4 for the most. ``url`` is "" without a link."""

    count: int
    url: str
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """The row of an outlet, or of all outlets together."""

    name: str
    url: str
    total: int
    _query: str
    _columns: Sequence[Column]
    _counts: Mapping[_Key, int]
    _most: int

    @property
    def cells(self) -> list[Cell]:
        # Made on demand, since a page shows only some of an archive's many outlets.
        found, root = [], get_script_prefix()
        for column in self._columns:
            count = self._counts.get(column.key, 0)
            query = "&".join(filter(None, (self._query, column.query)))
            url = f"{root}?{query}" if count and column.query else ""
            found.append(Cell(count, url, _shade(count, self._most)))
        return found


@dataclass(frozen=True, slots=True)
class Coverage:
    """Outlets by months or years. Those with most articles come first, the unknown outlet last.
    ``year`` is the year whose months are shown, or None if the whole archive is shown."""

    year: int | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row


def coverage_of(year: int | None = None) -> Coverage:
    """The coverage of all articles that readers see. At most five queries, however many articles
    and outlets there are."""
    articles = Article.objects.shown()
    # Two queries: one for both values would read the whole table instead of the index's ends.
    first = articles.order_by().aggregate(day=Min("published"))["day"]
    last = articles.order_by().aggregate(day=Max("published"))["day"]
    months = year is not None or _is_short(first, last)
    if year is None:
        counts = tally("coverage", lambda: _counted(articles, months))
    else:
        counts = _counted(articles.filter(published__year=year), months)
    found = {key for of in counts.values() for key in of}
    columns = tuple(
        _column(key, opens=not months, of_one_year=year is not None)
        for key in _keys(found, months, year)
    )
    most = max((count for of in counts.values() for count in of.values()), default=0)
    known = [
        _row(outlet.name, outlet.get_absolute_url(), outlet.slug, columns, counts[outlet.pk], most)
        for outlet in Outlet.objects.order_by()
        if outlet.pk in counts
    ]
    known.sort(key=lambda row: (-row.total, row.name.casefold()))
    if 0 in counts:
        url = Parameters(outlets=(UNKNOWN_OUTLET,)).url
        known.append(_row("Outlet unknown", url, UNKNOWN_OUTLET, columns, counts[0], most))
    return Coverage(
        year=year,
        columns=columns,
        rows=tuple(known),
        totals=_row("All outlets", "", "", columns, _summed(counts.values()), 0),
    )


def _is_short(first: dt.date | None, last: dt.date | None) -> bool:
    if first is None or last is None:
        return True
    return (last.year - first.year) * 12 + last.month - first.month < _MOST_MONTHS


def _counted(articles: ArticleQuerySet, months: bool) -> dict[int, Counter[_Key]]:
    """Counts by the outlet's primary key, 0 if unknown, and by period: months, or else years."""
    # The period is cut from the text, because Django's date functions on SQLite call Python for
    # every row.
    period = Substr(Cast("published", CharField()), 1, len("2020-03" if months else "2020"))
    rows: Iterable[tuple[int | None, str | None, str, int]]
    grouped = articles.order_by().annotate(period=period)
    if months:
        columns = ("outlet", "period", "published_precision")
        rows = grouped.values_list(*columns).annotate(number=Count("*"))
    else:
        years = grouped.values_list("outlet", "period").annotate(number=Count("*"))
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
        return Column("Year only", "dated only by year", "", "", key)
    if isinstance(key, str):
        undated = Parameters(undated=True)
        return Column("Undated", "undated", undated.url, undated.query, key)
    search = Parameters(dates=(key,))
    if opens:
        url = reverse("coverage", query={"year": key.year})
        return Column(key.words, key.words, url, search.query, key)
    month = calendar.month_abbr[key.month or 1]
    label = month if of_one_year else f"{month} {key.year}"
    return Column(label, key.words, search.url, search.query, key)


def _row(
    name: str,
    url: str,
    slug: str,
    columns: Sequence[Column],
    counts: Mapping[_Key, int],
    most: int,
) -> Row:
    query = Parameters(outlets=(slug,) if slug else ()).query
    return Row(name, url, sum(counts.values()), query, columns, counts, most)


def _summed(counted: Iterable[Mapping[_Key, int]]) -> Counter[_Key]:
    total: Counter[_Key] = Counter()
    for counts in counted:
        total.update(counts)
    return total


def _shade(count: int, most: int) -> int:
    """On a logarithmic scale, so that a few articles can be told from none in a large archive."""
    if not count or not most:
        return 0
    return max(1, math.ceil(_SHADES * math.log(1 + count) / math.log(1 + most)))
