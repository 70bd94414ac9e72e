"""When the archive's articles were published, counted in the table, not in the index."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from articles.models import ArticleQuerySet
from articles.partialdate import PartialDate
from search.addresses.parameters import Parameters
from search.charts.histogram import Histogram, Tally, histogram_of
from search.charts.timescale import Period
from search.query.results import MOST_DAYS


def by_date(articles: ArticleQuerySet) -> Counter[PartialDate]:
    """Articles by year, by month and, if all days lie close together, by day. A year's count
    includes those of its months, a month's those of its days. Undated articles are not counted.
    One query."""
    rows = (
        articles.filter(published__isnull=False)
        .order_by()
        .values_list("published", "published_precision")
        .annotate(number=Count("*"))
    )
    found = list(rows)
    days = [day for day, precision, _ in found if precision not in ("year", "month")]
    is_close = bool(days) and (max(days) - min(days)).days < MOST_DAYS
    # Plain tuples first: an archive has thousands of days, and a PartialDate costs much more.
    counts: Counter[tuple[int, ...]] = Counter()
    for day, precision, count in found:
        counts[(day.year,)] += count
        if precision != "year":
            counts[day.year, day.month] += count
            if precision != "month" and is_close:
                counts[day.year, day.month, day.day] += count
    return Counter({PartialDate(*date): count for date, count in counts.items()})


def years_of(counts: Tally) -> list[tuple[int, int]]:
    """The years of dated articles, latest first, each with its number of articles."""
    years = ((date.year, count) for date, count in counts.items() if date.precision == "year")
    return sorted(years, reverse=True)


def histogram_of_outlet(counts: Tally, slug: str = "") -> Histogram | None:
    """The articles of an outlet, or of all outlets without a ``slug``, over time. ``counts`` are
    those of ``by_date``. Each bar links to a search for its articles."""
    outlets = (slug,) if slug else ()

    def locate(period: Period) -> str:
        if period.first == period.last:
            return Parameters(outlets=outlets, dates=(period.first,)).url
        return Parameters(outlets=outlets, since=period.first, until=period.last).url

    return histogram_of(counts, locate)
