"""The histogram of a search over time, made of the counts in its results."""

from __future__ import annotations

from dataclasses import replace

from articles.partialdate import PartialDate
from search.addresses.parameters import UNDATED, Parameters
from search.charts.histogram import Days, Histogram, Tally, histogram_of
from search.charts.timescale import Period
from search.engines import get_engine
from search.inquiry.inquiry import Inquiry
from search.query.clauses import Query
from search.query.results import Counts


def timeline_of(inquiry: Inquiry) -> Histogram | None:
    """None where the results give no histogram.

    It applies every filter except the chosen dates: it shows the months or years in which they lie
    as a whole, so that others can be chosen. To show shares of all articles, it asks the engine
    once more. Raises EngineUnavailable.
    """
    filters = inquiry.query.filters

    def everything(days: Days) -> Tally:
        since = max(days[0], filters.since or days[0])
        until = min(days[1], filters.until or days[1])
        query = Query(filters=replace(filters, dates=(), undated=False, since=since, until=until))
        return tally_of(get_engine().search(query, size=0).counts)

    return histogram_of(
        tally_of(inquiry.counts),
        lambda period: narrowed(inquiry.parameters, period).url,
        window=filters.window,
        chosen=inquiry.parameters.dates,
        among=everything if inquiry.parameters.share else None,
    )


def narrowed(parameters: Parameters, period: Period) -> Parameters:
    """The search narrowed to a period, or no longer if that period is chosen already."""
    if period.first == period.last:
        return parameters.toggle_date(period.first)
    return parameters.between(period.first, period.last)


def tally_of(counts: Counts) -> Tally:
    return {
        PartialDate.parse(date): count
        for counted in (counts.dates, counts.days)
        for date, count in counted.items()
        if date != UNDATED
    }
