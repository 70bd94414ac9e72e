"""Facet values as one small number per document, so that counting takes one pass."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Numbers

#: The ordinal of 1 January 1970, numpy's epoch.
EPOCH = 719163

#: Days in the longest month; a date known only to the year spans more.
LONGEST_MONTH = 31

#: Periods per year: the year itself and its months.
IN_YEAR = 13

#: Numbers below this are made distinct with a table, others by sorting.
TABLE = 1 << 18


@dataclass(frozen=True, slots=True)
class Values:
    """One value per document, a number. ``distinct``: all values, ascending; ``codes``: by
    document, the index of its value."""

    distinct: Numbers
    codes: Numbers

    @classmethod
    def of(cls, values: Numbers) -> Self:
        """``values``: the value of each document."""
        return cls(*_coded(values))

    def are(self, chosen: Collection[int], docs: Numbers | slice) -> NDArray[np.bool_]:
        """A mask of ``docs``: those with one of the chosen values."""
        return np.isin(self.distinct, list(chosen))[self.codes[docs]]

    def counts(self, docs: Numbers) -> dict[int, int]:
        """The numbers of documents by value, without values that none has."""
        if len(self.distinct) == 1:
            return {int(self.distinct[0]): len(docs)} if len(docs) else {}
        counts = np.bincount(self.codes[docs], minlength=len(self.distinct))
        present = np.flatnonzero(counts > 0)
        return dict(zip(self.distinct[present].tolist(), counts[present].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Sets:
    """Any number of values per document. ``docs`` are the indices of documents, ascending and
    repeated for each value; ``codes`` has the index in ``distinct`` of each of these values."""

    docs: Numbers
    distinct: Numbers
    codes: Numbers
    size: int

    @classmethod
    def of(cls, parts: Sequence[tuple[Numbers, Numbers]], size: int) -> Self:
        """``parts``: indices of documents, and their values; ``size``: the number of documents."""
        none = np.empty(0, np.int64)
        docs = np.concatenate([none, *(docs for docs, _ in parts)])
        values = np.concatenate([none, *(values for _, values in parts)])
        return cls(docs, *np.unique(values, return_inverse=True), size)

    def are(self, chosen: Collection[int], docs: Numbers) -> NDArray[np.bool_]:
        """A mask of ``docs``: those with one of the chosen values."""
        having = np.zeros(self.size, bool)
        having[self.docs[np.isin(self.distinct, list(chosen))[self.codes]]] = True
        return having[docs]

    def counts(self, docs: Numbers) -> dict[int, int]:
        """The numbers of documents by value, without values that none has."""
        if not len(self.docs):
            return {}
        chosen = np.zeros(self.size, bool)
        chosen[docs] = True
        counts = np.bincount(self.codes[chosen[self.docs]], minlength=len(self.distinct))
        present = np.flatnonzero(counts > 0)
        return dict(zip(self.distinct[present].tolist(), counts[present].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Periods:
    """``labels``: all months, years (for dates without a month) and "" (undated); ``codes``: by
    document, the index of its label."""

    labels: list[str]
    codes: Numbers

    @staticmethod
    def numbered(first: Numbers, last: Numbers) -> Numbers:
        """A number for the month or year of each document, 0 if undated. ``first`` and ``last``
        are the ordinals of its first and last day, 0 if undated."""
        days = (np.maximum(first, 1) - EPOCH).astype("datetime64[D]")
        month = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        known = last - first < LONGEST_MONTH
        number = month // 12 * IN_YEAR + np.where(known, month % 12 + 1, 0)
        number[first == 0] = 0
        return number

    @classmethod
    def of(cls, numbers: Numbers) -> Self:
        """``numbers``: those of all documents, see ``numbered``."""
        present, codes = _coded(numbers)
        return cls([_label(*divmod(each, IN_YEAR)) for each in present.tolist()], codes)

    def counts(self, docs: Numbers) -> dict[str, int]:
        """The numbers of dated documents by year, and by month if the month is known."""
        found: dict[str, int] = {}
        for label, count in zip(self.labels, np.bincount(self.codes[docs]).tolist(), strict=False):
            if label and count:
                year = label[:4]
                found[year] = found.get(year, 0) + count
                if label != year:
                    found[label] = count
        return found


def _coded(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The distinct numbers, ascending, and for each number its index among them."""
    if len(numbers) and numbers.min() >= 0 and numbers.max() < TABLE:
        distinct = np.flatnonzero(np.bincount(numbers))
        codes = np.zeros(distinct[-1] + 1, np.int64)
        codes[distinct] = np.arange(len(distinct))
        return distinct, codes[numbers]
    distinct, codes = np.unique(numbers, return_inverse=True)
    return distinct, codes.astype(np.int64)


def _label(year: int, month: int) -> str:
    if not year:
        return ""
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"
