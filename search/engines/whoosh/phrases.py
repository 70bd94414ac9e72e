"""Words in a row, found in the positions of one field of one segment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.postings import Block, Numbers
from search.engines.whoosh.unions import contained


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
        return shared, shared
    starts = [
        _starts(block, docs, shared, size, offset)
        for offset, (block, docs) in enumerate(zip(blocks, lists, strict=True))
    ]
    # Rarest first: what is left can only shrink.
    starts.sort(key=len)
    found = starts[0]
    for others in starts[1:]:
        found = _common(found, others)
    if not len(found):
        return found, found
    documents = found >> 32
    firsts = np.flatnonzero(np.concatenate(([True], documents[1:] != documents[:-1])))
    return shared[documents[firsts]], np.diff(firsts, append=len(found))


def _starts(block: Block, docs: Numbers, shared: Numbers, size: int, offset: int) -> Numbers:
    """Where rows with the word at ``offset`` would start: index in ``shared`` * 2^32 + position."""
    counts, positions = block.counts(), block.positions
    if len(shared) < len(docs):
        if len(shared) * 4 < len(docs):
            chosen = np.searchsorted(docs, shared)
            firsts = (np.cumsum(counts) - counts)[chosen]
            counts = counts[chosen]
            passed = np.cumsum(counts) - counts
            positions = positions[np.arange(counts.sum()) + np.repeat(firsts - passed, counts)]
        else:
            kept = contained(docs, shared, size)
            positions = positions[np.repeat(kept, counts)]
            counts = counts[kept]
    starts: Numbers = np.repeat(np.arange(len(shared)) << 32, counts) + positions
    return (starts - offset)[positions >= offset] if offset else starts


def _common(first: Numbers, second: Numbers) -> Numbers:
    """Numbers that are in both lists, which are ascending."""
    both: Numbers = np.concatenate((first, second))
    both.sort(kind="stable")  # merges what is ascending already
    found: Numbers = both[1:][both[1:] == both[:-1]]
    return found
