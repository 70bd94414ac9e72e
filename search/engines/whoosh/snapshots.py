"""One committed state of an index, for reading. It never changes; threads share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from whoosh.index import TOC, FileIndex

from search.engines.whoosh.codec import CODEC, NOWHERE, TermsReader
from search.engines.whoosh.failures import told
from search.engines.whoosh.postings import Numbers, Postings
from search.engines.whoosh.schema import RECORD, RECORD_TYPE, RECORDS, SCHEMA, Records, word_term
from search.fields import TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of an index that was written once; only deletions are added to it."""

    name: str
    terms: TermsReader
    records: Records


class Placed(NamedTuple):
    """A segment and the number of its first document in the snapshot."""

    segment: Segment
    start: int


class Snapshot:
    """Documents are numbered from 0 to ``size``, deleted ones too; arrays are by that number.

    ``live`` tells those not deleted, ``count`` how many they are. ``first_day`` and
    ``last_day`` are ordinals, 0 if undated; ``bases`` are places in ``schema.BASES``;
    ``lengths`` are in words, by field, and ``averages`` their means over live documents.
    """

    def __init__(
        self, number: int, segments: Iterable[Segment], deleted: Iterable[Numbers]
    ) -> None:
        self.number = number
        self.segments: list[Placed] = []
        self.size = 0
        for segment in segments:
            self.segments.append(Placed(segment, self.size))
            self.size += len(segment.records)
        records = np.concatenate(
            [np.empty(0, RECORD_TYPE), *(segment.records for segment, _ in self.segments)]
        )
        self.live = np.ones(self.size, dtype=bool)
        for placed, numbers in zip(self.segments, deleted, strict=True):
            self.live[numbers + placed.start] = False
        self.count = int(self.live.sum())
        self.ids: Numbers = records["id"].astype(np.int64)
        self.outlets: Numbers = records["outlet_id"].astype(np.int64)
        self.first_day: Numbers = records["first_day"].astype(np.int64)
        self.last_day: Numbers = records["last_day"].astype(np.int64)
        self.bases: Numbers = records["basis"].astype(np.int64)
        self._versions = records["version"].astype(np.int64)
        self.lengths: Mapping[str, Numbers] = {
            field.name: records[f"{field.name}_length"].astype(np.int64) for field in TEXT_FIELDS
        }
        self.averages = {
            name: float(lengths[self.live].sum()) / max(self.count, 1)
            for name, lengths in self.lengths.items()
        }

    @classmethod
    def open(cls, index: FileIndex, earlier: Snapshot | None) -> Snapshot:
        """The index as it is now. Segments that ``earlier`` has are not read again.

        FileNotFoundError or EmptyIndexError if a commit or a swap came between: try again.
        """
        toc = TOC.read(index.storage, index.indexname, schema=SCHEMA)
        known = (
            {placed.segment.name: placed.segment for placed in earlier.segments} if earlier else {}
        )
        segments = [
            known.get(segment.segment_id()) or _opened(index.storage, segment)
            for segment in toc.segments
        ]
        deleted = [np.fromiter(segment.deleted_docs(), np.int64) for segment in toc.segments]
        return cls(toc.generation, segments, deleted)

    def versions(self) -> dict[int, int]:
        """The version of every live document, by id."""
        ids, versions = self.ids[self.live], self._versions[self.live]
        return dict(zip(ids.tolist(), versions.tolist(), strict=True))

    def postings(self, field: str, term: bytes) -> Postings:
        """Where a term occurs in live documents."""
        with told("read"):
            found = [
                Postings(docs + start, counts, positions)
                for segment, start in self.segments
                for docs, counts, positions in [segment.terms.postings(field, term)]
                if len(docs)
            ]
        if not found:
            return NOWHERE
        docs, counts, positions = (
            found[0] if len(found) == 1 else map(np.concatenate, zip(*found, strict=True))
        )
        if self.count < self.size:
            alive = self.live[docs]
            if not alive.all():
                positions = positions[np.repeat(alive, counts)]
                docs, counts = docs[alive], counts[alive]
        return Postings(docs, counts, positions)

    def words(self, start: str, fields: Iterable[str]) -> Counter[str]:
        """Folded words that begin with ``start``, with the number of documents of each, summed
        over fields. Deleted documents count until their segment is merged."""
        beginning = word_term(start)
        found: Counter[str] = Counter()
        with told("read"):
            for segment, _ in self.segments:
                for field in fields:
                    for (name, term), info in segment.terms.items_from(field, beginning):
                        if name != field or not term.startswith(beginning):
                            break
                        found[term[1:].decode()] += info.doc_frequency()
        return found


def _opened(storage: Any, segment: Any) -> Segment:
    documents = CODEC.per_document_reader(storage, segment)
    try:
        records = documents.column_reader(RECORD, RECORDS).load()
    finally:
        documents.close()
    if len(records) != segment.doc_count_all():
        raise ValueError(f"{len(records)} records for {segment.doc_count_all()} documents")
    return Segment(segment.segment_id(), CODEC.terms_reader(storage, segment), records)
