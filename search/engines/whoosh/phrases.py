"""Words in a row, found in the positions of one field of one segment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Block, Numbers
from search.engines.whoosh.unions import contained

Places = NDArray[np.signedinteger[Any]]

NONE = np.empty(0, np.int64)


def rows(blocks: Sequence[Block], size: int) -> tuple[Numbers, Numbers]:
    """Documents with the words of the blocks one after the other, and how many such rows each
    has. ``size``: how many documents there are at all.

    Positions are looked at only in documents that have all the words.
    """
    lists = [block.docs() for block in blocks]
    shared = min(lists, key=len)
    for docs in lists:
        if docs is not shared:
            shared = shared[contained(shared, docs, size)]
    if not len(shared):
        return NONE, NONE
    # A place is one number: document * width + position. Narrow ones take half the memory.
    width = 1 + max(int(block.positions.max()) for block in blocks)
    bases = np.arange(len(shared)) * width
    bases = bases.astype(np.int32) if len(shared) * width < 1 << 31 else bases
    starts = [
        _starts(block, docs, shared, bases, size, offset)
        for offset, (block, docs) in enumerate(zip(blocks, lists, strict=True))
    ]
    # Rarest first: what is left can only shrink.
    starts.sort(key=len)
    found = starts[0]
    for others in starts[1:]:
        found = _common(found, others)
    if not len(found):
        return NONE, NONE
    documents = found // width
    firsts = np.flatnonzero(np.concatenate(([True], documents[1:] != documents[:-1])))
    return shared[documents[firsts]], np.diff(firsts, append=len(found))


def _starts(
    block: Block, docs: Numbers, shared: Numbers, bases: Places, size: int, offset: int
) -> Places:
    """Where rows with the word at ``offset`` would start, in the ``shared`` of its documents."""
    counts, positions = block.counts(), block.positions
    if len(shared) * 4 < len(docs):
        chosen = np.searchsorted(docs, shared)
        firsts = (np.cumsum(counts) - counts)[chosen]
        counts = counts[chosen]
        passed = np.cumsum(counts) - counts
        positions = positions[np.arange(counts.sum()) + np.repeat(firsts - passed, counts)]
    elif len(shared) < len(docs):
        kept = contained(docs, shared, size)
        positions = positions[np.repeat(kept, counts)]
        counts = counts[kept]
    starts: Places = np.repeat(bases, counts)
    starts += positions.astype(bases.dtype)
    if offset:
        starts -= offset
        return starts[positions >= offset]
    return starts


def _common(first: Places, second: Places) -> Places:
    """Numbers that are in both lists, which are ascending."""
    both: Places = np.concatenate((first, second))
    both.sort(kind="stable")  # merges what is ascending already
    found: Places = both[1:][both[1:] == both[:-1]]
    return found
