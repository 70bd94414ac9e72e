"""Filters, facet counts and the order of hits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.schema import language_code, language_number
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.unions import Scores
from search.query.clauses import Filters, Sort
from search.query.results import MOST_DAYS, Counts

Mask = NDArray[np.bool_]

#: The values by which documents are ordered, from their indices.
Key = Callable[[Numbers], NDArray[Any]]


class Selection:
    """Applies filters to the documents that match a clause. ``passing`` is a mask of ``docs``, or
    a slice of all of them if there is no filter."""

    def __init__(self, snapshot: Snapshot, docs: Numbers, filters: Filters) -> None:
        self._snapshot, self._docs, self._filters = snapshot, docs, filters
        self.passing: Mask | slice = slice(None)
        if filters == Filters():
            return
        first, last, dated = self._dates()
        every = np.ones_like(dated)
        chosen = filters.outlets
        self._of_outlets = snapshot.outlets.are(chosen, docs) if chosen else every
        spoken = [language_number(code) for code in filters.languages]
        self._of_languages = snapshot.languages.are(spoken, docs) if spoken else every
        self._of_tags = snapshot.tags.are(filters.tags, docs) if filters.tags else every
        self._added = snapshot.sequences[docs] > filters.after if filters.after else every
        self._in_span = dated.copy()
        if filters.since is not None:
            self._in_span &= first >= filters.since.toordinal()
        if filters.until is not None:
            self._in_span &= last <= filters.until.toordinal()
        self._of_dates = (self._in_span & _of_periods(filters, first, last)) | (
            ~dated & _takes_undated(filters)
        )
        self.passing = (
            self._of_outlets & self._of_languages & self._of_tags & self._of_dates & self._added
        )

    def _dates(self) -> tuple[Numbers, Numbers, Mask]:
        """By document: its first day, its last day, and whether it is dated."""
        first = self._snapshot.first_day[self._docs]
        return first, self._snapshot.last_day[self._docs], first > 0

    def counts(self) -> Counts:
        """The number of documents for each facet value. A facet's counts apply every filter except
        its own."""
        snapshot, docs, filters = self._snapshot, self._docs, self._filters
        first, last, dated = self._dates()
        if filters == Filters():
            dates = snapshot.periods.counts(docs)
            if undated := len(docs) - int(np.count_nonzero(dated)):
                dates["undated"] = undated
            days = _by_day(first[dated & (first == last)], filters.window)
            return Counts(
                snapshot.outlets.counts(docs),
                dates,
                days,
                _by_code(snapshot, docs),
                snapshot.tags.counts(docs),
            )
        others = self._of_outlets & self._of_languages & self._of_tags & self._added
        offered = others & self._in_span
        dates = snapshot.periods.counts(docs[offered])
        for period in filters.dates:
            if period.precision == "day":
                within = _lies_in(period.first_day, period.last_day, first, last)
                dates[str(period)] = int((offered & within).sum())
        if undated := int((others & ~dated).sum()):
            dates["undated"] = undated
        days = _by_day(first[offered & (first == last)], filters.window)
        new = self._of_dates & self._added
        of_outlets, of_tags = self._of_outlets & new, self._of_tags & new
        return Counts(
            snapshot.outlets.counts(docs[self._of_languages & of_tags]),
            dates,
            days,
            _by_code(snapshot, docs[self._of_outlets & of_tags]),
            snapshot.tags.counts(docs[self._of_languages & of_outlets]),
        )


def ordered(snapshot: Snapshot, docs: Numbers, scores: Scores, sort: Sort, end: int) -> Numbers:
    """The indices of the first ``end`` of ``docs`` in order. Ties are broken by date, newest first,
    then by id, greatest first; of sequence numbers by id alone."""

    def by_day(places: Numbers) -> Numbers:
        first = snapshot.first_day[docs[places]]
        if sort is Sort.OLDEST:
            # Undated documents have 0, and come last here as well.
            return np.where(first > 0, first, np.iinfo(np.int64).max)
        return -first

    def by_sequence(places: Numbers) -> Numbers:
        return -snapshot.sequences[docs[places]]

    first = by_sequence if sort is Sort.ADDED else by_day
    keys: list[Key] = [first, lambda places: -snapshot.ids[docs[places]]]
    if sort is Sort.RELEVANCE:
        keys.insert(0, lambda places: -scores[places])
    candidates = _first(keys, len(docs), end)
    return candidates[np.lexsort([key(candidates) for key in reversed(keys)])][:end]


def _first(keys: Sequence[Key], size: int, end: int) -> Numbers:
    """The indices of at least ``end`` of ``size`` elements that come first by the first key, ties
    broken by the second, and so on; in no particular order and perhaps with a few more."""
    undecided = np.arange(size)
    sure = [undecided[:0]]
    for key in keys:
        if end < 1:
            return np.concatenate(sure)
        if len(undecided) <= end:
            break
        values = key(undecided)
        limit = np.partition(values, end - 1)[end - 1]
        sure.append(undecided[values < limit])
        undecided = undecided[values == limit]
        end -= len(sure[-1])
    return np.concatenate([*sure, undecided])


def _of_periods(filters: Filters, first: Numbers, last: Numbers) -> Mask:
    """A mask of the dated documents that lie in one of the chosen dates."""
    if not filters.dates:
        only_undated = filters.undated and filters.since is None and filters.until is None
        return np.full(len(first), not only_undated)
    within = np.zeros(len(first), dtype=bool)
    for period in filters.dates:
        within |= _lies_in(period.first_day, period.last_day, first, last)
    return within


def _lies_in(start: dt.date, end: dt.date, first: Numbers, last: Numbers) -> Mask:
    return (first >= start.toordinal()) & (last <= end.toordinal())


def _takes_undated(filters: Filters) -> bool:
    narrowed = filters.dates or filters.since is not None or filters.until is not None
    return filters.undated or not narrowed


def _by_code(snapshot: Snapshot, docs: Numbers) -> dict[str, int]:
    """The numbers of documents by the code of their language."""
    return {language_code(each): n for each, n in snapshot.languages.counts(docs).items()}


def _by_day(days: Numbers, window: tuple[dt.date, dt.date] | None) -> dict[str, int]:
    """Counts by day within the window; empty if the days span MOST_DAYS or more."""
    if window is not None:
        days = days[(days >= window[0].toordinal()) & (days <= window[1].toordinal())]
    if not len(days) or days.max() - days.min() >= MOST_DAYS:
        return {}
    first = int(days.min())
    counts = enumerate(np.bincount(days - first).tolist(), start=first)
    return {str(dt.date.fromordinal(day)): count for day, count in counts if count}
