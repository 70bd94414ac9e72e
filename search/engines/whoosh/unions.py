"""Unions and intersections of posting lists: distinct ascending document numbers with a value each.

Long lists are joined in a table of all documents, short ones by sorting or binary search. The list
of a frequent word may be such a table itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Numbers

Scores = NDArray[np.float64]

#: A binary search in a longer list costs as much as this many entries of a table.
SEARCH = 16

#: Sorting an occurrence costs as much as this many entries of a table.
SORTING = 8


class Matches(NamedTuple):
    """Distinct numbers of live documents, ascending, with their scores."""

    docs: Numbers
    scores: Scores


@dataclass(frozen=True)
class Table:
    """The scores of matches by document number, 0 for all other documents."""

    scores: Scores

    @cached_property
    def matches(self) -> Matches:
        docs = np.flatnonzero(self.scores)
        return Matches(docs, self.scores[docs])


NONE = Matches(np.empty(0, np.int64), np.empty(0))


class Tally(NamedTuple):
    """A union of parts: distinct documents, ascending, with the sums of their values and the number
    of parts that each is in."""

    docs: Numbers
    scores: Scores
    times: Numbers


def union(size: int, parts: Sequence[Matches]) -> Matches:
    """The documents of any part, with the sums of their values. ``size``: the number of all
    documents."""
    filled = [part for part in parts if len(part.docs)]
    if len(filled) < 2:
        return filled[0] if filled else NONE
    docs, scores, _ = tally(size, filled)
    return Matches(docs, scores)


def tally(size: int, parts: Sequence[Matches | Table]) -> Tally:
    """The documents of any part. ``size``: the number of all documents."""
    if not parts:
        return Tally(NONE.docs, NONE.scores, np.empty(0, np.int64))
    lists = [part for part in parts if isinstance(part, Matches)]
    if len(lists) == len(parts) and sum(len(docs) for docs, _ in lists) * SORTING < size:
        docs = np.concatenate([docs for docs, _ in lists])
        values = np.concatenate([values for _, values in lists])
        distinct, times = np.unique(docs, return_counts=True)
        return Tally(distinct, summed(docs, values).scores, times)
    total, times = np.zeros(size), np.zeros(size, np.int64)
    for part in parts:
        if isinstance(part, Table):
            total += part.scores
            times += part.scores > 0
        else:
            np.add.at(total, part.docs, part.scores)
            np.add.at(times, part.docs, 1)
    distinct = np.flatnonzero(times)
    return Tally(distinct, total[distinct], times[distinct])


def intersection(size: int, parts: Sequence[Matches | Table]) -> Matches:
    """The documents of all parts, with the sums of their values. There must be at least one
    part."""
    tables = [part for part in parts if isinstance(part, Table)]
    lists = [part for part in parts if isinstance(part, Matches)] or [tables.pop().matches]
    (docs, scores), *others = sorted(lists, key=lambda part: len(part.docs))
    for frequent in tables:
        added = frequent.scores[docs]
        shared = added > 0
        docs, scores = docs[shared], (scores + added)[shared]
    for more, values in others:
        if not len(docs):
            return NONE
        if len(docs) * SEARCH < len(more):
            places = np.searchsorted(more, docs)
            places[places == len(more)] = 0
            shared = more[places] == docs
            added = values[places]
        else:
            table = np.full(size, np.nan)
            table[more] = values
            added = table[docs]
            shared = ~np.isnan(added)
        docs, scores = docs[shared], (scores + added)[shared]
    return Matches(docs, scores)


def at_least(
    minimum: int,
    size: int,
    parts: Sequence[Matches | Table],
    whole: Callable[[], Tally] | None = None,
) -> Matches:
    """The documents of at least ``minimum`` parts, with the sums of their values. ``whole`` returns
    the tally of the parts if it is known already."""
    if minimum > len(parts):
        return NONE
    if minimum == len(parts) > 1:
        return intersection(size, parts)
    docs, scores, times = whole() if whole else tally(size, parts)
    if minimum <= 1:
        return Matches(docs, scores)
    enough = times >= minimum
    return Matches(docs[enough], scores[enough])


def summed(docs: Numbers, values: NDArray[np.float64], size: int = 0) -> Matches:
    """Each document once, with the sum of its values. ``docs`` may be in any order and repeated.

    With ``size``, the number of all documents, a table may be used.
    """
    if not len(docs):
        return NONE
    if 0 < size <= len(docs) * SORTING:
        present = np.zeros(size, dtype=bool)
        present[docs] = True
        found = np.flatnonzero(present)
        table: Scores = np.bincount(docs, weights=values, minlength=size).astype(np.float64)
        return Matches(found, table[found])
    order = np.argsort(docs, kind="stable")
    docs = docs[order]
    firsts = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    sums: Scores = np.add.reduceat(values[order], firsts)
    return Matches(docs[firsts], sums)


def ascending(docs: Numbers) -> bool:
    """Whether the numbers ascend strictly."""
    return bool((docs[1:] > docs[:-1]).all())
