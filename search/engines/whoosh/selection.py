"""What filters leave of the documents found, how facets count them, in which order they come."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from articles.extraction.partialdate import PartialDate
from search.engines.whoosh.evaluation import Scores
from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.snapshots import Snapshot
from search.query import Filters, Sort
from search.results import MOST_DAYS, Counts

Mask = NDArray[np.bool_]

#: The ordinal of 1 January 1970, where numpy's calendar begins.
EPOCH = 719163

#: Dates known to the year span more days than any month has.
LONGEST_MONTH = 31


def select(snapshot: Snapshot, docs: Numbers, filters: Filters) -> tuple[Mask, Counts]:
    """Which of the documents pass the filters, and the facets' counts.

    A facet's counts obey every filter but its own.
    """
    outlets = snapshot.outlets[docs]
    first, last = snapshot.first_day[docs], snapshot.last_day[docs]
    dated = first > 0
    of_outlets = np.isin(outlets, filters.outlets) if filters.outlets else np.ones_like(dated)
    in_span = dated.copy()
    if filters.since is not None:
        in_span &= first >= filters.since.toordinal()
    if filters.until is not None:
        in_span &= last <= filters.until.toordinal()
    of_dates = (in_span & _of_periods(filters, first, last)) | (~dated & _takes_undated(filters))

    offered = of_outlets & in_span
    dates = _by_period(first[offered], last[offered])
    for period in filters.dates:
        if period.precision == "day":
            dates[str(period)] = int((offered & _lies_in(period, first, last)).sum())
    if undated := int((of_outlets & ~dated).sum()):
        dates["undated"] = undated
    days = _by_day(first[offered & (first == last)], filters.window)
    return of_outlets & of_dates, Counts(_tally(outlets[of_dates]), dates, days)


def ordered(snapshot: Snapshot, docs: Numbers, scores: Scores, sort: Sort, end: int) -> Numbers:
    """Indices of the first ``end`` of ``docs`` in order; ties go to the newest, then by id."""
    first = snapshot.first_day[docs]
    # Undated is 0: the last in descending order, and put last in ascending order.
    by_day = np.where(first > 0, first, np.iinfo(np.int64).max) if sort is Sort.OLDEST else -first
    keys = [by_day.astype(float), -snapshot.ids[docs]]
    if sort is Sort.RELEVANCE and len(np.unique(scores)) > 1:
        keys.insert(0, -scores)
    if end < 1:
        return docs[:0]
    candidates = np.arange(len(docs))
    if end < len(docs):
        # Whatever is worse than the last of the page in the first key needs no sorting.
        candidates = np.flatnonzero(keys[0] <= np.partition(keys[0], end - 1)[end - 1])
    order = np.lexsort([key[candidates] for key in reversed(keys)])
    return candidates[order][:end]


def _of_periods(filters: Filters, first: Numbers, last: Numbers) -> Mask:
    """Which dated documents the chosen dates let through."""
    if not filters.dates:
        only_undated = filters.undated and filters.since is None and filters.until is None
        return np.full(len(first), not only_undated)
    within = np.zeros(len(first), dtype=bool)
    for period in filters.dates:
        within |= _lies_in(period, first, last)
    return within


def _lies_in(period: PartialDate, first: Numbers, last: Numbers) -> Mask:
    return (first >= period.first_day.toordinal()) & (last <= period.last_day.toordinal())


def _takes_undated(filters: Filters) -> bool:
    narrowed = filters.dates or filters.since is not None or filters.until is not None
    return filters.undated or not narrowed


def _tally(values: Numbers) -> dict[int, int]:
    distinct, counts = np.unique(values, return_counts=True)
    return dict(zip(distinct.tolist(), counts.tolist(), strict=True))


def _by_period(first: Numbers, last: Numbers) -> dict[str, int]:
    """Counts by year, and by month where the month is known."""
    months = (first - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    months += 1970 * 12
    known = last - first < LONGEST_MONTH
    years = {f"{year:04d}": count for year, count in _tally(months // 12).items()}
    return years | {
        f"{month // 12:04d}-{month % 12 + 1:02d}": count
        for month, count in _tally(months[known]).items()
    }


def _by_day(days: Numbers, window: tuple[dt.date, dt.date] | None) -> dict[str, int]:
    """Counts by day within the window, if they lie close together."""
    if window is not None:
        days = days[(days >= window[0].toordinal()) & (days <= window[1].toordinal())]
    if not len(days) or days.max() - days.min() >= MOST_DAYS:
        return {}
    return {str(dt.date.fromordinal(day)): count for day, count in _tally(days).items()}
