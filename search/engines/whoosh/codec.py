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
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermsReader
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.system import pack_ushort

from search.engines.whoosh.postings import Entry, Numbers, Packed, Postings, decoded, parted
from search.engines.whoosh.postings import entries as encoded

NOWHERE = Postings(*(np.empty(0, dtype=np.int64) for _ in range(3)))


#: What Whoosh's ``W3TermInfo`` reads: inlined, occurrences, documents, least and greatest length
#: (not used), most occurrences in a document, first and last document, where, how many bytes.
INFO = struct.Struct("!BfIBBfIIqi")


#: Of Whoosh's files of terms: lengths of a key and its value; hash and position of a key.
LENGTHS = struct.Struct("!ii")
POINTER = struct.Struct("!Iq")
NO_POINTER = POINTER.pack(0, 0)


class PostingsWriter:
    """Writes the postings of term after term."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._end = file.tell()

    def put(self, entry: Entry) -> bytes:
        """What the dictionary keeps of the term."""
        data = entry.to_bytes()
        start, self._end = self._end, self._end + len(data)
        self._file.write(data)
        return INFO.pack(
            *(0, entry.occurrences, entry.df, 1, 1),
            *(entry.most, entry.first, entry.last, start, len(data)),
        )


class Dictionary(OrderedHashWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's file of terms, written with fewer calls a term."""

    def __init__(self, file: Any) -> None:
        # The file says which function hashes its keys: CRC-32 is much quicker than MD5.
        HashWriter.__init__(self, file, hashtype=1)
        self.index = array("q")
        self._end = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Keys come in order."""
        self.dbfile.write(LENGTHS.pack(len(key), len(value)) + key + value)
        hashed = crc32(key)
        self.buckets[hashed & 255].append((hashed, self._end))
        self.index.append(self._end)
        self._end += LENGTHS.size + len(key) + len(value)

    def _write_hashes(self) -> None:
        start = self._end
        for entries in self.buckets:
            slots = 2 * len(entries)
            table = [NO_POINTER] * slots
            for hashed, position in entries:
                slot = (hashed >> 8) % slots
                while table[slot] is not NO_POINTER:
                    slot = (slot + 1) % slots
                table[slot] = POINTER.pack(hashed, position)
            self.directory.append((start, slots))
            self.dbfile.write(b"".join(table))
            start += slots * POINTER.size

    def _write_extras(self) -> None:
        if self._end < 1 << 31:
            self.index = array("I", self.index)
        self.extras |= {"indextype": self.index.typecode, "indexlen": len(self.index)}
        HashWriter._write_extras(self)
        self.dbfile.write_array(self.index)


class FieldWriter(W3FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes a segment's dictionary and postings from entries."""

    def __init__(self, codec: ArrayCodec, storage: Any, segment: Any) -> None:
        self._codec = codec
        self._tindex = Dictionary(segment.create_file(storage, codec.TERMS_EXT))
        self._postfile = segment.create_file(storage, codec.POSTS_EXT)
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: None, items: Iterable[Entry]) -> None:
        numbers: dict[str, int] = {}
        put, add = self._codec.postings_writer(self._postfile).put, self._tindex.add
        for field, entries in groupby(items, key=lambda entry: entry.key[0]):
            number = numbers.setdefault(field, len(numbers))
            beginning = pack_ushort(number)
            for entry in entries:
                add(beginning + entry.key[1], put(entry))
        self._tindex.extras["fieldmap"] = numbers


class TermsReader(W3TermsReader):  # type: ignore[misc]  # Whoosh has no types
    """The dictionary of one segment. Safe to use from several threads."""

    def __init__(self, codec: ArrayCodec, terms: Any, length: int, postings: Any) -> None:
        super().__init__(codec, terms, length, postings)
        self._postings = postings

    def postings(self, field: str, term: bytes) -> Postings:
        """Of all documents of the segment, the deleted ones too; NOWHERE without the term."""
        if (field, term) not in self:
            return NOWHERE
        info = self.term_info(field, term)
        return decoded(parted(self._data(info), info.doc_frequency()))

    def entries(self, numbers: Numbers) -> Iterator[Entry]:
        """All postings in order, documents numbered anew: ``numbers`` has, by the old number,
        ascending new ones, -1 for those left out."""
        keeps_all = len(numbers) > 0 and numbers[0] >= 0 and bool((np.diff(numbers) == 1).all())
        for key, info in self.items():
            parts = parted(self._data(info), info.doc_frequency())
            if keeps_all:
                gaps, counts, positions = parts
                size, first = gaps.size, info.min_id()
                df, most = info.doc_frequency(), int(info.max_weight())
                gaps = Packed(size, gaps.data[size:])
                entry = Entry(key, first, info.max_id(), df, most, gaps, counts, positions)
                yield entry.moved(int(numbers[0]))
            else:
                docs, amounts, places = decoded(parts)
                docs = numbers[docs]
                kept = np.repeat(docs >= 0, amounts)
                spread = np.repeat(docs, amounts)[kept]
                alone = np.zeros(len(spread), np.int64)
                yield from encoded([key].__getitem__, alone, spread, places[kept])

    def _data(self, info: Any) -> bytes:
        # Whoosh gives back the length of an extent as a tuple.
        start, (length,) = info.extent()
        data: bytes = self._postings.get(start, length)
        return data


class ArrayCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's codec with our postings. Field lengths are in our own column, exact."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        return FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:
        return PostingsWriter(dbfile)

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
