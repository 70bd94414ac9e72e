"""The merge policy: which segments a commit merges into the one it writes, and how.

Users wait for the commits of their edits, so a small commit merges a bounded number of documents;
a large one, which takes long anyway, merges in proportion to its size.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from search.engines.whoosh.codec import CODEC
from search.engines.whoosh.schema import RECORD, RECORDS
from search.engines.whoosh.tagcolumn import COLUMN, TAGS, packed
from search.engines.whoosh.vectors import VECTOR, VECTORS

#: This many segments of similar size are merged into one. A greater number makes searches slower, a
#: smaller one makes writing slower.
FACTOR = 8

#: Any commit may merge this many documents, at some milliseconds each; a commit of n documents may
#: merge FACTOR * n.
FREE = 2 * FACTOR

#: If there are more segments of similar size than this, even the smallest commit merges two.
MOST = 4 * FACTOR


def merged(writer: Any, segments: list[Any]) -> list[Any]:
    """A Whoosh merge policy: adds segments to the writer and returns the remaining ones."""
    levels: defaultdict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        live = segment.doc_count_all() - segment.deleted_count()
        if live:
            levels[(live.bit_length() - 1) // (FACTOR.bit_length() - 1)].append(segment)
    allowed = max(FREE, FACTOR * writer.doc_count())
    chosen: list[Any] = []
    for level in sorted(levels):
        alike = levels[level]
        # The merged smaller segments count as one more segment of this level.
        if len(alike) + bool(chosen) < FACTOR:
            continue
        if sum(segment.doc_count_all() for segment in [*chosen, *alike]) <= allowed:
            chosen += alike
        elif len(alike) > MOST:
            chosen += sorted(alike, key=lambda segment: segment.doc_count_all())[:2]
    for segment in chosen:
        _take(writer, segment)
    taken = {id(segment) for segment in chosen}
    return [
        segment
        for segment in segments
        if id(segment) not in taken and segment.deleted_count() < segment.doc_count_all()
    ]


def _take(writer: Any, segment: Any) -> None:
    """Add a segment's live documents to the segment that is being written."""
    documents = CODEC.per_document_reader(writer.storage, segment)
    records = documents.column_reader(RECORD, RECORDS)
    vectors = documents.column_reader(VECTOR, VECTORS)
    counts = records.columns()["tags"].astype(np.int64)
    tags = documents.column_reader(TAGS, COLUMN).load(counts)
    ends = np.cumsum(counts).tolist()
    live = np.ones(segment.doc_count_all(), dtype=bool)
    live[np.fromiter(segment.deleted_docs(), np.int64)] = False
    numbers = np.where(live, writer.docnum + np.cumsum(live) - 1, -1)
    writer.pool.take(CODEC.terms_reader(writer.storage, segment).entries(numbers))
    for number in np.flatnonzero(live).tolist():
        own = packed(tags[ends[number] - int(counts[number]) : ends[number]].tolist())
        writer.add_document(**{RECORD: records[number], VECTOR: vectors[number], TAGS: own})
    documents.close()
