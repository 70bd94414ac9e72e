"""Postings as bytes: encoded once, then joined and written without being looked into."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from mmap import mmap
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

#: What files are read from.
Buffer = bytes | mmap

#: Type codes of unsigned numbers of one, two and four bytes, in the machine's own order.
CODES = {1: "B", 2: "H", 4: "I"}

#: The item sizes of document numbers, counts and positions, and how many positions there are.
HEADER = struct.Struct("<3BI")

#: Field and term.
Key = tuple[str, bytes]


class Packed(NamedTuple):
    """Unsigned numbers of one, two or four bytes each."""

    size: int
    data: bytes

    def widened(self, size: int) -> bytes:
        if size == self.size or not self.data:
            return self.data
        return np.frombuffer(self.data, CODES[self.size]).astype(CODES[size]).tobytes()


class Entry(NamedTuple):
    """A term and its postings: the first and the last document number, how many documents, the
    most occurrences in one, gaps from document to document, counts and positions."""

    key: Key
    first: int
    last: int
    df: int
    most: int
    gaps: Packed
    counts: Packed
    positions: Packed

    def to_bytes(self) -> bytes:
        """Header, the first number, the gaps, counts and positions: what lies on disk."""
        size = max(self.gaps.size, _size(self.first))
        return b"".join(
            (
                HEADER.pack(size, self.counts.size, self.positions.size, self.occurrences),
                self.first.to_bytes(size, _ORDER),
                self.gaps.widened(size),
                self.counts.data,
                self.positions.data,
            )
        )

    @property
    def occurrences(self) -> int:
        return len(self.positions.data) // self.positions.size

    def moved(self, offset: int) -> Entry:
        """With document numbers greater by ``offset``."""
        return self._replace(first=self.first + offset, last=self.last + offset)


_ORDER = sys.byteorder


def _size(number: int) -> int:
    return 1 if number < 1 << 8 else 2 if number < 1 << 16 else 4


def entries(
    key_of: Callable[[int], Key], term: Numbers, docs: Numbers, positions: NDArray[np.integer[Any]]
) -> Iterator[Entry]:
    """Encode occurrences (1-d, one place each), which are in the order of terms (numbers,
    of which ``key_of`` knows the keys), document numbers and positions."""
    if not len(term):
        return
    other_term = np.concatenate(([True], term[1:] != term[:-1]))
    starts = np.flatnonzero(other_term | np.concatenate(([True], docs[1:] != docs[:-1])))
    counts = np.diff(starts, append=len(term))
    numbers = docs[starts]
    of_terms = np.flatnonzero(other_term[starts])
    gaps = np.diff(numbers, prepend=0)
    gaps[of_terms] = 0  # the first number stands apart
    ends = np.append(of_terms[1:], len(starts))
    bounds = (of_terms, ends, starts[of_terms], np.append(starts, len(term))[ends])
    greatest = (
        np.maximum.reduceat(gaps, of_terms),
        np.maximum.reduceat(counts, of_terms),
        np.maximum.reduceat(positions, starts[of_terms]),
    )
    sizes = (np.where(most < 1 << 8, 1, np.where(most < 1 << 16, 2, 4)) for most in greatest)
    data = [
        {size: values.astype(code).tobytes() for size, code in CODES.items()}
        for values in (gaps, counts, positions)
    ]
    # One pass over plain lists: most terms are in few documents, where numpy is slow.
    columns = (
        term[starts[of_terms]],
        *bounds,
        numbers[of_terms],
        numbers[ends - 1],
        greatest[1],
        *sizes,
    )
    in_gaps, in_counts, in_positions = data
    for key, a, z, p, q, first, last, most, g, c, s in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield Entry(
            key_of(key),
            first,
            last,
            z - a,
            most,
            Packed(g, in_gaps[g][(a + 1) * g : z * g]),
            Packed(c, in_counts[c][a * c : z * c]),
            Packed(s, in_positions[s][p * s : q * s]),
        )


def joined(parts: Sequence[Entry]) -> Entry:
    """The postings of one term in one entry; document numbers ascend from part to part."""
    if len(parts) == 1:
        return parts[0]
    between = [after.first - before.last for before, after in pairwise(parts)]
    size = max(*(part.gaps.size for part in parts), _size(max(between)))
    gaps = [parts[0].gaps.widened(size)]
    for gap, part in zip(between, parts[1:], strict=True):
        gaps += (gap.to_bytes(size, _ORDER), part.gaps.widened(size))
    return Entry(
        parts[0].key,
        parts[0].first,
        parts[-1].last,
        sum(part.df for part in parts),
        max(part.most for part in parts),
        Packed(size, b"".join(gaps)),
        _packed_together([part.counts for part in parts]),
        _packed_together([part.positions for part in parts]),
    )


def _packed_together(parts: Sequence[Packed]) -> Packed:
    size = max(part.size for part in parts)
    return Packed(size, b"".join([part.widened(size) for part in parts]))


class Block:
    """A term's postings in a buffer, as ``to_bytes`` wrote them, decoded as far as asked for.

    struct.error, KeyError or ValueError if they are damaged or cut off.
    """

    __slots__ = ("counted", "df", "gaps", "positions")

    def __init__(self, buffer: Buffer, start: int, df: int) -> None:
        """``df``: in how many documents the term is."""
        *sizes, occurrences = HEADER.unpack_from(buffer, start)
        start += HEADER.size
        parts = []
        for size, number in zip(sizes, (df, df, occurrences), strict=True):
            parts.append(np.frombuffer(buffer, CODES[size], number, start))
            start += size * number
        self.df = df
        #: The first document number, then gaps; counts; positions: as narrow as they are stored.
        self.gaps, self.counted, self.positions = parts

    def docs(self) -> Numbers:
        return np.cumsum(self.gaps, dtype=np.int64)

    def counts(self) -> Numbers:
        return self.counted.astype(np.int64)


def together(blocks: Sequence[Block]) -> tuple[Numbers, Numbers]:
    """Document numbers and counts of several terms, term after term: with few calls of numpy
    for many small blocks."""
    if len(blocks) == 1:
        return blocks[0].docs(), blocks[0].counts()
    alike: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        alike.setdefault((block.gaps.itemsize, block.counted.itemsize), []).append(block)
    docs, counts = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for group in alike.values():
        ends = np.cumsum([block.df for block in group])
        running = np.cumsum(np.concatenate([block.gaps for block in group]), dtype=np.int64)
        # Each term begins anew, where the sum of the gaps goes on.
        before = np.concatenate(([0], running[ends[:-1] - 1]))
        docs.append(running - np.repeat(before, np.diff(ends, prepend=0)))
        counts.append(np.concatenate([block.counted for block in group]).astype(np.int64))
    return np.concatenate(docs), np.concatenate(counts)


def packed(numbers: NDArray[np.unsignedinteger[Any]]) -> Packed:
    return Packed(numbers.itemsize, numbers.tobytes())
