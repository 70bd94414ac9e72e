"""The terms of all segments of an index: where each has a term.

Each edit adds a segment, so an index has dozens of small ones, and most of them lack the terms of a
search. To ask each would take longer than to read the postings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.codec import TermsReader
from search.engines.whoosh.postings import Block

#: A segment with fewer terms, which has up to about a hundred articles, is small: its terms are in
#: one table with those of the others. For larger ones the table would take too much memory.
SMALL = 1 << 15

#: The number of terms whose postings in the large segments are remembered.
REMEMBERED = 1024

#: The postings of a term, each with the index of its segment.
Found = Sequence[tuple[Block, int]]


class _Table(NamedTuple):
    """The hashes of terms, ascending, with their positions and the indices of their segments."""

    hashes: NDArray[np.uint32]
    positions: NDArray[np.uint32]
    owners: NDArray[np.uint32]


EMPTY = _Table(*(np.empty(0, np.uint32) for _ in range(3)))


class Lexicon:
    """Immutable, so threads can share it."""

    def __init__(self, readers: Iterable[TermsReader] = (), earlier: Lexicon | None = None) -> None:
        """``readers`` are those of all segments. What ``earlier`` knows of them is used again."""
        numbered = list(enumerate(readers))
        self._small = [(number, each) for number, each in numbered if len(each) < SMALL]
        large = [(number, each) for number, each in numbered if len(each) >= SMALL]
        self._large = [number for number, _ in large]
        self._readers = tuple(each for _, each in large)
        is_same = earlier is not None and earlier._readers == self._readers
        self._in_large: Callable[[str, bytes], Found] = (
            earlier._in_large if earlier and is_same else _remembering(self._readers)
        )
        #: The beginnings of the keys of each field: segments number their fields differently.
        self._beginnings: defaultdict[str, set[bytes]] = defaultdict(set)
        for _, each in self._small:
            for field, beginning in each.beginnings.items():
                self._beginnings[field].add(beginning)
        self._table: _Table = _table_of(
            [each for _, each in self._small],
            [each for _, each in earlier._small] if earlier else [],
            earlier._table if earlier else EMPTY,
        )

    def blocks(self, field: str, term: bytes) -> Found:
        """The postings of a term in all segments that have it, in the order of the segments."""
        found = [(block, self._large[place]) for block, place in self._in_large(field, term)]
        found += self._in_small(field, term)
        return sorted(found, key=itemgetter(1))

    def _in_small(self, field: str, term: bytes) -> Iterator[tuple[Block, int]]:
        hashes, positions, owners = self._table
        for beginning in self._beginnings.get(field, ()):
            key = beginning + term
            hashed = np.uint32(crc32(key))
            first = hashes.searchsorted(hashed)
            end = first + hashes[first:].searchsorted(hashed, "right")
            for place in range(first, end):
                number, reader = self._small[owners[place]]
                if reader.beginnings.get(field) == beginning:
                    block = reader.block_at(key, int(positions[place]))
                    if block is not None:
                        yield block, number


def _remembering(readers: Sequence[TermsReader]) -> Callable[[str, bytes], Found]:
    """A function that finds a term in these segments."""

    @lru_cache(REMEMBERED)
    def found(field: str, term: bytes) -> Found:
        blocks = ((reader.block(field, term), place) for place, reader in enumerate(readers))
        return tuple((block, place) for block, place in blocks if block is not None)

    return found


def _table_of(
    readers: Sequence[TermsReader], before: Sequence[TermsReader], table: _Table
) -> _Table:
    """The table of these segments, made from that of others: most are the same after a commit."""
    places = {id(reader): place for place, reader in enumerate(readers)}
    moved = np.array([places.pop(id(reader), -1) for reader in before], np.int64)
    owners = moved[table.owners]
    rows: list[NDArray[Any]] = [table.hashes, table.positions, owners.astype(np.uint32)]
    if (moved < 0).any():
        rows = [each[owners >= 0] for each in rows]
    if places:
        pointers = [readers[place].pointers() for place in places.values()]
        added = [np.concatenate(each) for each in zip(*pointers, strict=True)]
        sizes = [len(hashes) for hashes, _ in pointers]
        added.append(np.repeat(np.array([*places.values()], np.uint32), sizes))
        order = np.argsort(added[0], kind="stable")
        where = np.searchsorted(rows[0], added[0][order])
        rows = [np.insert(old, where, new[order]) for old, new in zip(rows, added, strict=True)]
    return _Table(*rows)
