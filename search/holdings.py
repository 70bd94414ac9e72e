"""When the articles that the archive holds were published: counted in the table, not the index."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from articles.extraction.partialdate import PartialDate
from articles.models import ArticleQuerySet
from search.histogram import Histogram, histogram_of
from search.parameters import Parameters
from search.timescale import Period


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
