"""The encoding of postings as bytes, which are joined and written without being decoded."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from mmap import mmap
from operator import mul
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

#: What postings are read from.
Buffer = bytes | mmap

#: Type codes of unsigned numbers of one, two and four bytes, in the machine's byte order.
CODES = {1: "B", 2: "H", 4: "I"}

#: The item sizes of document gaps, counts and positions, and the number of positions.
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
    """A term and its postings: the first and the last document number, the number of documents,
    the most occurrences in one, the number of all occurrences, and the encoded data: header, the
    first document number followed by the gaps between numbers, counts and positions."""

    key: Key
    first: int
    last: int
    df: int
    most: int
    occurrences: int
    data: bytes

    def parts(self) -> tuple[Packed, Packed, Packed]:
        """The gaps without the first number, the counts and the positions."""
        *sizes, occurrences = HEADER.unpack_from(self.data)
        numbers = (self.df, self.df, occurrences)
        ends = [*accumulate(map(mul, sizes, numbers), initial=HEADER.size)]
        ends[0] += sizes[0]
        gaps, counts, positions = (
            Packed(size, self.data[start:end])
            for size, (start, end) in zip(sizes, pairwise(ends), strict=True)
        )
        return gaps, counts, positions


_ORDER = sys.byteorder


def _size(number: int) -> int:
    return 1 if number < 1 << 8 else 2 if number < 1 << 16 else 4


def laid_out(first: int, gaps: Packed, counts: Packed, positions: Packed) -> bytes:
    """The encoded postings of a term. ``gaps`` does not include the first number."""
    size = max(gaps.size, _size(first))
    occurrences = len(positions.data) // positions.size
    return b"".join(
        (
            HEADER.pack(size, counts.size, positions.size, occurrences),
            first.to_bytes(size, _ORDER),
            gaps.widened(size),
            counts.data,
            positions.data,
        )
    )


def entries(
    key_of: Callable[[int], Key],
    term: NDArray[np.integer[Any]],
    docs: NDArray[np.integer[Any]],
    positions: NDArray[np.integer[Any]],
) -> Iterator[Entry]:
    """Encode occurrences. The arrays (1-d, one element per occurrence) are ordered by term, then
    document number, then position; ``key_of`` maps the numbers in ``term`` to keys."""
    if not len(term):
        return
    other_term = np.concatenate(([True], term[1:] != term[:-1]))
    starts = np.flatnonzero(other_term | np.concatenate(([True], docs[1:] != docs[:-1])))
    counts = np.diff(starts, append=len(term))
    numbers = docs[starts].astype(np.int64)
    of_terms = np.flatnonzero(other_term[starts])
    gaps = np.diff(numbers, prepend=0)
    gaps[of_terms] = numbers[of_terms]
    ends = np.append(of_terms[1:], len(starts))
    bounds = (of_terms, ends, starts[of_terms], np.append(starts, len(term))[ends])
    greatest = (
        np.maximum.reduceat(gaps, of_terms),
        np.maximum.reduceat(counts, of_terms),
        np.maximum.reduceat(positions, starts[of_terms]),
    )
    sizes = (np.where(most < 1 << 8, 1, np.where(most < 1 << 16, 2, 4)) for most in greatest)
    in_gaps, in_counts, in_positions = (
        {size: values.astype(code).tobytes() for size, code in CODES.items()}
        for values in (gaps, counts, positions)
    )
    # A loop over plain lists: most terms are in few documents, and numpy is slow on short arrays.
    columns = (
        term[starts[of_terms]],
        *bounds,
        numbers[of_terms],
        numbers[ends - 1],
        greatest[1],
        *sizes,
    )
    header = HEADER.pack
    for number, a, z, p, q, first, last, most, g, c, s in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        data = (
            header(g, c, s, q - p)
            + in_gaps[g][a * g : z * g]
            + in_counts[c][a * c : z * c]
            + in_positions[s][p * s : q * s]
        )
        yield Entry(key_of(number), first, last, z - a, most, q - p, data)


def joined(parts: Sequence[Entry]) -> Entry:
    """Join the entries of one term; document numbers ascend from part to part."""
    if len(parts) == 1:
        return parts[0]
    all_gaps, counts, positions = zip(*(part.parts() for part in parts), strict=True)
    between = [after.first - before.last for before, after in pairwise(parts)]
    size = max(*(gaps.size for gaps in all_gaps), _size(max(between)))
    gaps = [all_gaps[0].widened(size)]
    for gap, more in zip(between, all_gaps[1:], strict=True):
        gaps += (gap.to_bytes(size, _ORDER), more.widened(size))
    first = parts[0].first
    return Entry(
        parts[0].key,
        first,
        parts[-1].last,
        sum(part.df for part in parts),
        max(part.most for part in parts),
        sum(part.occurrences for part in parts),
        laid_out(
            first,
            Packed(size, b"".join(gaps)),
            _packed_together(counts),
            _packed_together(positions),
        ),
    )


def _packed_together(parts: Sequence[Packed]) -> Packed:
    size = max(part.size for part in parts)
    return Packed(size, b"".join([part.widened(size) for part in parts]))


class Block:
    """A term's postings in a buffer, encoded by ``laid_out`` and decoded on demand.

    Raises struct.error, KeyError or ValueError if they are damaged or truncated.
    """

    __slots__ = ("counted", "df", "gaps", "positions")

    def __init__(self, buffer: Buffer, start: int, df: int) -> None:
        """``df``: the number of documents that contain the term."""
        *sizes, occurrences = HEADER.unpack_from(buffer, start)
        start += HEADER.size
        parts = []
        for size, number in zip(sizes, (df, df, occurrences), strict=True):
            parts.append(np.frombuffer(buffer, CODES[size], number, start))
            start += size * number
        self.df = df
        #: The first document number and the gaps, the counts, and the positions, with the item
        #: sizes in which they are stored.
        self.gaps, self.counted, self.positions = parts

    def docs(self) -> Numbers:
        return np.cumsum(self.gaps, dtype=np.int64)

    def counts(self) -> Numbers:
        return self.counted.astype(np.int64)


def together(blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Numbers, Numbers]:
    """The document numbers and counts of several blocks, one after another, with ``starts`` added
    to the numbers of each. Makes few numpy calls even for many small blocks."""
    if len(blocks) == 1:
        return blocks[0].docs() + starts[0], blocks[0].counts()
    if not blocks:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    sizes = np.array([block.df for block in blocks])
    running = np.cumsum(np.concatenate([block.gaps for block in blocks]), dtype=np.int64)
    # The cumulative sum runs through all blocks: subtract what comes before each.
    before = np.concatenate(([0], running[np.cumsum(sizes)[:-1] - 1]))
    docs = running + np.repeat(np.array(starts) - before, sizes)
    return docs, np.concatenate([block.counted for block in blocks]).astype(np.int64)


def packed(numbers: NDArray[np.unsignedinteger[Any]]) -> Packed:
    return Packed(numbers.itemsize, numbers.tobytes())
