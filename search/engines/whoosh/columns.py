"""What facets count, one small number for each document: counting is then one pass."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Numbers

#: The ordinal of 1 January 1970, where numpy's calendar begins.
EPOCH = 719163

#: Dates known to the year span more days than any month has.
LONGEST_MONTH = 31

#: Numbers of a year's periods: itself and its months.
IN_YEAR = 13

#: Numbers below are told apart by a table, others by sorting.
TABLE = 1 << 18


@dataclass(frozen=True, slots=True)
class Outlets:
    """``ids``: all distinct ones; ``codes``: by document, the index of its own."""

    ids: Numbers
    codes: Numbers

    @classmethod
    def of(cls, ids: Numbers) -> Self:
        """``ids``: by document."""
        return cls(*_coded(ids))

    def are(self, chosen: Collection[int], docs: Numbers) -> NDArray[np.bool_]:
        """Which of the documents have a chosen outlet."""
        return np.isin(self.ids, list(chosen))[self.codes[docs]]

    def counts(self, docs: Numbers) -> dict[int, int]:
        counts = np.bincount(self.codes[docs], minlength=len(self.ids))
        present = np.flatnonzero(counts > 0)
        return dict(zip(self.ids[present].tolist(), counts[present].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Periods:
    """``labels``: all months, years of what has no month, and "" of the undated; ``codes``: by
    document, the index of its own."""

    labels: list[str]
    codes: Numbers

    @classmethod
    def of(cls, first: Numbers, last: Numbers) -> Self:
        """``first`` and ``last``: by document, ordinals of days, 0 if undated."""
        days = (np.maximum(first, 1) - EPOCH).astype("datetime64[D]")
        month = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        known = last - first < LONGEST_MONTH
        number = month // 12 * IN_YEAR + np.where(known, month % 12 + 1, 0)
        number[first == 0] = 0
        present, codes = _coded(number)
        return cls([_label(*divmod(each, IN_YEAR)) for each in present.tolist()], codes)

    def counts(self, docs: Numbers) -> dict[str, int]:
        """Of dated documents, by year, and by month where the month is known."""
        found: dict[str, int] = {}
        for label, count in zip(self.labels, np.bincount(self.codes[docs]).tolist(), strict=False):
            if label and count:
                year = label[:4]
                found[year] = found.get(year, 0) + count
                if label != year:
                    found[label] = count
        return found


def _coded(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The distinct numbers, ascending, and which of them each is."""
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
