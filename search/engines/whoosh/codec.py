"""How postings lie on disk: plain arrays, which numpy reads without unpickling.

A codec is Whoosh's own extension point. This one keeps Whoosh's dictionary of terms and its
columns and replaces its blocks of pickled, compressed postings: reading a word that is in
every fifth of 50,000 documents takes well under a millisecond. Files are mapped to memory and
read by position only, so threads can share a reader (Whoosh's own cannot be shared).
"""

from __future__ import annotations

import io
import mmap
import struct
from array import array
from itertools import pairwise
from operator import sub
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo, W3TermsReader
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.matching import ListMatcher

from search.engines.whoosh.pool import FieldWriter

#: Type codes of unsigned numbers of one, two and four bytes, in the machine's own order.
CODES = {1: "B", 2: "H", 4: "I"}

#: The item sizes of document numbers, counts and positions, and how many positions there are.
HEADER = struct.Struct("<3BI")


class Postings(NamedTuple):
    """Where a term occurs: ascending document numbers, how often in each, and all its
    positions, those of one document after those of the one before (1-d, int64 each)."""

    docs: NDArray[np.int64]
    counts: NDArray[np.int64]
    positions: NDArray[np.int64]


NOWHERE = Postings(*(np.empty(0, dtype=np.int64) for _ in range(3)))


def packed(numbers: array[int]) -> tuple[int, bytes]:
    """The numbers (32 bits) in the fewest bytes each that hold them all, and how many bytes."""
    greatest = max(numbers)
    size = 1 if greatest < 1 << 8 else 2 if greatest < 1 << 16 else 4
    return size, (numbers if size == 4 else array(CODES[size], numbers)).tobytes()


class PostingsWriter:
    """Writes of each term the header, gaps between document numbers, counts and positions."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def start_postings(self, format_: object, terminfo: object) -> None:
        """Whoosh announces a term."""

    def add(self, docs: array[int], positions: list[bytes]) -> None:
        """All postings of the term: document numbers and, for each, its positions, four
        bytes each in the machine's own order."""
        self._docs = docs
        self._counts = array("I", [len(part) // 4 for part in positions])
        self._positions = array("I", b"".join(positions))

    def finish_postings(self) -> Any:
        # Most terms are in few documents, where arrays of the standard library beat numpy.
        gaps = array("I", self._docs[:1])
        gaps.extend(map(sub, self._docs[1:], self._docs))
        sizes, data = zip(*map(packed, (gaps, self._counts, self._positions)), strict=True)
        start = self._file.tell()
        self._file.write(HEADER.pack(*sizes, len(self._positions)) + b"".join(data))
        info = W3TermInfo(
            weight=len(self._positions),
            df=len(self._docs),
            minlength=1,
            maxlength=1,
            maxweight=max(self._counts),
            minid=self._docs[0],
            maxid=self._docs[-1],
        )
        info.set_extent(start, self._file.tell() - start)
        return info


def read_postings(file: Any, info: Any) -> Postings:
    """The postings that a term's entry in the dictionary points to."""
    # Whoosh gives back the length of an extent wrongly: the header holds what is needed.
    start, _ = info.extent()
    *sizes, occurrences = HEADER.unpack(file.get(start, HEADER.size))
    start += HEADER.size
    df = info.doc_frequency()
    parts = []
    for size, count in zip(sizes, (df, df, occurrences), strict=True):
        # With the count, a file that was cut off is an error.
        part = np.frombuffer(file.get(start, size * count), CODES[size], count)
        parts.append(part.astype(np.int64))
        start += size * count
    gaps, counts, positions = parts
    return Postings(np.cumsum(gaps), counts, positions)


class TermsReader(W3TermsReader):  # type: ignore[misc]  # Whoosh has no types
    """The dictionary of one segment. Safe to use from several threads."""

    def __init__(self, codec: ArrayCodec, terms: Any, length: int, postings: Any) -> None:
        super().__init__(codec, terms, length, postings)
        self._postings = postings

    def postings(self, field: str, term: bytes) -> Postings:
        """Of all documents of the segment, the deleted ones too; NOWHERE without the term."""
        if (field, term) not in self:
            return NOWHERE
        return read_postings(self._postings, self.term_info(field, term))


class ArrayCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's codec with our postings. Field lengths are in our own column, exact."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        return FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:
        return PostingsWriter(dbfile)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        """A matcher as Whoosh wants it when it merges segments."""
        docs, counts, positions = read_postings(dbfile, terminfo)
        data = positions.astype(np.uint32).tobytes()
        ends = (4 * np.cumsum(counts)).tolist()
        values = [data[start:end] for start, end in pairwise([0, *ends])]
        weights = counts.astype(float).tolist()
        return ListMatcher(docs.tolist(), weights, values, format_, term=term, terminfo=terminfo)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        name = segment.make_filename(self.TERMS_EXT)
        return TermsReader(
            self,
            storage.open_file(name),
            storage.file_length(name),
            storage.open_file(segment.make_filename(self.POSTS_EXT)),
        )


class MappedFile(StructFile):  # type: ignore[misc]  # Whoosh has no types
    """A file mapped to memory. ``get`` may be called by several threads at once."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            empty = path.stat().st_size == 0
            mapped = None if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        super().__init__(mapped or io.BytesIO(), name=path.name)
        self._content: mmap.mmap | bytes = mapped or b""

    def get(self, position: int, length: int) -> bytes:
        return self._content[position : position + length]


class MappedStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder whose files are read by mapping. A removed file stays readable where it is open."""

    def open_file(self, name: str, **options: Any) -> MappedFile:
        return MappedFile(Path(self.folder) / name)


CODEC = ArrayCodec()
