"""When the articles that the archive holds were published: counted in the table, not the index."""

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
    """Years, the months in them and, if all lie close together, the days in those, as far as
    dates are known. One query."""
    rows = (
        articles.filter(published__isnull=False)
        .order_by()
        .values_list("published", "published_precision")
        .annotate(number=Count("*"))
    )
    found = list(rows)
    days = [day for day, precision, _ in found if precision not in ("year", "month")]
    is_close = bool(days) and (max(days) - min(days)).days < MOST_DAYS
    # As plain numbers first: an archive has thousands of days.
    counts: Counter[tuple[int, ...]] = Counter()
    for day, precision, count in found:
        counts[(day.year,)] += count
        if precision != "year":
            counts[day.year, day.month] += count
            if precision != "month" and is_close:
                counts[day.year, day.month, day.day] += count
    return Counter({PartialDate(*date): count for date, count in counts.items()})


def histogram_of_outlet(counts: Tally, slug: str = "") -> Histogram | None:
    """An outlet's articles over time, or all, as ``by_date`` counts them; each bar leads to a
    search of them."""
    outlets = (slug,) if slug else ()

    def locate(period: Period) -> str:
        if period.first == period.last:
            return Parameters(outlets=outlets, dates=(period.first,)).url
        return Parameters(outlets=outlets, since=period.first, until=period.last).url

    return histogram_of(counts, locate)
