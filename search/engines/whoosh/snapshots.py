"""Snapshots: one committed state of an index, immutable and shared by threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.index import TOC, FileIndex

from search.engines.whoosh.cache import Cache
from search.engines.whoosh.codec import CODEC, TermsReader
from search.engines.whoosh.columns import Periods, Sets, Values
from search.engines.whoosh.failures import explained
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.phrases import Places
from search.engines.whoosh.postings import Numbers, together
from search.engines.whoosh.schema import (
    RECORD,
    RECORDS,
    SCHEMA,
    Columns,
    language_code,
    word_term,
)
from search.engines.whoosh.seals import Seal
from search.engines.whoosh.tagcolumn import COLUMN, TAGS
from search.engines.whoosh.vectors import VECTOR, VECTORS, unpacked
from search.query.fields import TEXT_FIELDS
from search.text.analysis import PARAGRAPH_GAP

#: Bytes in the cache of each snapshot: enough for two hundred frequent words of 100,000 documents,
#: or thousands of rarer ones.
REMEMBERED = 64 << 20

#: The number of prefixes whose words are cached, and the most words for each: about 30 MB in all.
VOCABULARIES = 16
LARGEST = 20_000

NOTHING = np.empty(0, np.int64)

#: Places below this are stored in four bytes, with room for offsets that are added to them.
NARROW = 1 << 30


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of an index. It is written once; later only documents are marked as deleted.

    ``tags``: the indices of tagged documents, each as often as it has tags; and these tags.
    """

    name: str
    terms: TermsReader
    columns: Columns
    #: See ``Periods.numbered``.
    periods: Numbers
    tags: tuple[Numbers, Numbers]
    vectors: Any

    @property
    def size(self) -> int:
        """The number of documents, including deleted ones."""
        return len(self.periods)


class Placed(NamedTuple):
    """A segment and the number of its first document in the snapshot."""

    segment: Segment
    start: int


class Snapshot:
    """One committed state of an index.

    Documents are numbered from 0 to ``size - 1``, including deleted ones; arrays are indexed by
    that number. ``live`` is a mask of the documents that are not deleted, and ``count`` is their
    number. ``first_day`` and ``last_day`` are ordinals, 0 if undated; ``bases`` are indices into
    ``schema.BASES``, ``languages`` numbers of ``schema.language_number``, ``tags``
    numbers of tags. By field, ``lengths`` are
    numbers of words and ``averages`` their means over live documents.

    A place is one number for a document and a position in one of its fields, as if all documents
    were one text in which they are PARAGRAPH_GAP apart.

    ``cache`` is for evaluation: its entries are valid for this snapshot only.
    """

    def __init__(
        self,
        number: int,
        segments: Iterable[Segment],
        deleted: Iterable[Numbers],
        build: str = "",
        earlier: Snapshot | None = None,
    ) -> None:
        self.number = number
        #: Generation and commit; unique among all states of all indexes.
        self.name = f"{build}.{number}"
        self.segments: list[Placed] = []
        self.size = 0
        for segment in segments:
            self.segments.append(Placed(segment, self.size))
            self.size += segment.size
        self.live = np.ones(self.size, dtype=bool)
        #: The number of deleted documents of each segment.
        self._deleted: list[int] = []
        for placed, numbers in zip(self.segments, deleted, strict=True):
            self.live[numbers + placed.start] = False
            self._deleted.append(len(numbers))
        self.count = int(self.live.sum())
        self.ids = self._column("id")
        self.first_day = self._column("first_day")
        self.last_day = self._column("last_day")
        self.outlets = Values.of(self._column("outlet_id"))
        self.languages = Values.of(self._column("language"))
        #: The number of live documents in each language, by code.
        self.by_language = {
            language_code(number): count
            for number, count in self.languages.counts(np.flatnonzero(self.live)).items()
        }
        self.tags = Sets.of(
            [(segment.tags[0] + start, segment.tags[1]) for segment, start in self.segments],
            self.size,
        )
        self.periods = Periods.of(
            np.concatenate([NOTHING, *(segment.periods for segment, _ in self.segments)])
        )
        self.sequences = self._column("sequence")
        self.lengths: Mapping[str, NDArray[np.int32]] = {
            field.name: self._column(f"{field.name}_length", np.int32) for field in TEXT_FIELDS
        }
        self._starts: dict[str, Places] = {}
        dead = np.flatnonzero(~self.live)
        self.averages = {
            name: float(lengths.sum() - lengths[dead].sum()) / max(self.count, 1)
            for name, lengths in self.lengths.items()
        }
        self._lexicon: Lexicon = Lexicon(
            (segment.terms for segment, _ in self.segments), earlier._lexicon if earlier else None
        )
        self.cache = Cache(REMEMBERED)
        self._vocabularies: dict[tuple[str, ...], Counter[str]] = {}

    @classmethod
    def open(cls, index: FileIndex, earlier: Snapshot | None, seal: Seal) -> Snapshot:
        """The state of the index that a seal describes. Segments that ``earlier`` already has are
        not read again; of the others, each file is compared with its checksum.

        Raises FileNotFoundError or EmptyIndexError if a commit or a swap interfered; then try
        again.
        """
        toc = TOC.read(index.storage, index.indexname, gen=seal.number, schema=SCHEMA)
        known = (
            {placed.segment.name: placed.segment for placed in earlier.segments} if earlier else {}
        )
        segments = [
            known.get(segment.segment_id()) or _opened(index.storage, segment)
            for segment in toc.segments
        ]
        deleted = [np.fromiter(segment.deleted_docs(), np.int64) for segment in toc.segments]
        # With the build, because a folder's name is used again after the index was removed.
        build = f"{Path(index.storage.folder).name}-{seal.build[:8]}"
        return cls(seal.number, segments, deleted, build, earlier)

    # The next two are made when they are first asked for: few searches need them.

    @cached_property
    def bases(self) -> Numbers:
        return self._column("basis")

    @cached_property
    def versions(self) -> Numbers:
        return self._column("version")

    def _column(self, name: str, kind: type[Any] = np.int64) -> NDArray[Any]:
        """A column of the records of all documents."""
        parts = [segment.columns[name] for segment, _ in self.segments]
        return np.concatenate([np.empty(0, kind), *parts], dtype=kind, casting="unsafe")

    def language(self, number: int) -> str:
        """The code of a document's language."""
        return language_code(int(self.languages.distinct[self.languages.codes[number]]))

    def places(self, field: str, terms: Sequence[bytes]) -> Places:
        """The places of any of the terms in a field of the live documents, distinct and
        ascending."""
        (places,) = self.cache.get(
            ("places", field, *terms), lambda: (self._places_read(field, terms),)
        )
        return places

    def starts(self, field: str) -> Places:
        """The place at which each document begins, and the one at which another would begin."""
        # Without a lock: two threads may compute the same.
        if field not in self._starts:
            ends = np.cumsum(self._column(f"{field}_extent") + PARAGRAPH_GAP)
            starts = np.concatenate(([0], ends))
            self._starts[field] = starts.astype(np.int32) if starts[-1] < NARROW else starts
        return self._starts[field]

    def frequency(self, field: str, term: bytes) -> int:
        """The number of documents with a term in a field. Deleted documents count until their
        segment is merged, but not if they alone have the term."""
        with explained("read"):
            df = sum(block.df for block, _ in self._lexicon.blocks(field, term))
        return df if df and self._is_live([field], term) else 0

    def is_live(self, word: str, fields: Iterable[str]) -> bool:
        """Whether a document that is not deleted has this surface in any of the fields."""
        return self._is_live(fields, word_term(word))

    def _is_live(self, fields: Iterable[str], term: bytes) -> bool:
        if self.count == self.size:
            return True
        with explained("read"):
            return any(
                # Few words are so rare that the documents themselves must be looked at.
                block.df > self._deleted[number]
                or self.live[block.docs() + self.segments[number].start].any()
                for field in fields
                for block, number in self._lexicon.blocks(field, term)
            )

    def vector(self, number: int) -> Mapping[str, int]:
        """The most frequent words of a document, with their numbers of occurrences."""
        with explained("read"):
            segment, start = next(each for each in reversed(self.segments) if each.start <= number)
            return unpacked(segment.vectors[number - start])

    def occurrences(self, field: str, terms: Sequence[bytes]) -> tuple[Numbers, Numbers]:
        """The live documents with any of the terms, and the number of occurrences in each. A
        document with several of the terms is repeated; for a single term, documents ascend."""
        with explained("read"):
            found = [each for term in terms for each in self._lexicon.blocks(field, term)]
            starts = [self.segments[number].start for _, number in found]
            docs, counts = together([block for block, _ in found], starts)
        if self.count < self.size:
            alive = self.live[docs]
            return docs[alive], counts[alive]
        return docs, counts

    def words(self, start: str, fields: Iterable[str]) -> Counter[str]:
        """The surfaces that begin with ``start``, with their numbers of documents, summed over
        fields. Deleted documents count until their segment is merged."""
        # One page needs the same words several times: with and without filters, for spellings.
        key = (start, *fields)
        found = self._vocabularies.get(key)
        if found is None:
            found = self._words(start, key[1:])
            if len(self._vocabularies) >= VOCABULARIES:
                self._vocabularies.clear()
            if len(found) <= LARGEST:
                self._vocabularies[key] = found
        return found.copy()

    def _words(self, start: str, fields: Iterable[str]) -> Counter[str]:
        beginning = word_term(start)
        found: Counter[bytes] = Counter()
        with explained("read"):
            for field, (segment, _) in product(fields, self.segments):
                for term, df in segment.terms.beginning(field, beginning):
                    found[term] += df
        return Counter({term[1:].decode(): df for term, df in found.items()})

    def _places_read(self, field: str, terms: Sequence[bytes]) -> Places:
        if len(terms) > 1:
            parts = [self.places(field, [term]) for term in terms]
            filled = [part for part in parts if len(part)]
            if len(filled) < 2:
                return filled[0] if filled else parts[0]
            merged = np.concatenate(filled)
            merged.sort(kind="stable")  # merges the ascending parts
            # A word can have two of the terms, and so the same place twice.
            return merged[np.diff(merged, prepend=-1) > 0]
        (term,) = terms
        starts = self.starts(field)
        parts = [starts[:0]]
        with explained("read"):
            for block, number in self._lexicon.blocks(field, term):
                first = self.segments[number].start
                docs, counts, positions = block.docs() + first, block.counted, block.positions
                if self.count < self.size and not (alive := self.live[docs]).all():
                    positions = positions[np.repeat(alive, counts)]
                    docs, counts = docs[alive], counts[alive]
                places = np.repeat(starts[docs], counts)
                places += positions
                parts.append(places)
        return np.concatenate(parts) if len(parts) != 2 else parts[1]


def _opened(storage: Any, segment: Any) -> Segment:
    # Not closed here, because vectors are read on demand; its files are closed together with it.
    documents = CODEC.per_document_reader(storage, segment)
    columns = documents.column_reader(RECORD, RECORDS).columns()
    vectors = documents.column_reader(VECTOR, VECTORS)
    counts = columns["tags"].astype(np.int64)
    tags = documents.column_reader(TAGS, COLUMN).load(counts)
    tagged = np.repeat(np.arange(len(counts)), counts)
    if len(counts) != segment.doc_count_all():
        raise ValueError(f"{len(counts)} records for {segment.doc_count_all()} documents")
    terms = CODEC.terms_reader(storage, segment)
    days = (columns[name].astype(np.int64) for name in ("first_day", "last_day"))
    periods = Periods.numbered(*days)
    return Segment(segment.segment_id(), terms, columns, periods, (tagged, tags), vectors)
