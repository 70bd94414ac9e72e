"""A Whoosh codec that stores postings as plain arrays, which numpy reads without unpickling.

It keeps Whoosh's term dictionary and columns and replaces its blocks of pickled, compressed
postings: reading a word that is in every fifth of 50,000 documents takes well under a
millisecond. Files are memory-mapped (``storage.py``) and read by position only, so threads can
share a reader, unlike Whoosh's own. Commits are those of ``seals.py``.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermsReader
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.index import TOC, FileIndex, LockError
from whoosh.system import pack_ushort
from whoosh.writing import SegmentWriter

from search.engines.base import Mark
from search.engines.whoosh.postings import Block, Buffer, Entry, Numbers, laid_out, packed
from search.engines.whoosh.postings import entries as encoded
from search.engines.whoosh.seals import Seal

#: The format of Whoosh's ``W3TermInfo``: inlined, occurrences, documents, least and greatest
#: length (not used), most occurrences in a document, first and last document, offset and number
#: of bytes of the postings.
INFO = struct.Struct("!BfIBBfIIqi")


#: Formats of Whoosh's term dictionary: lengths of a key and its value; hash and position of a key.
LENGTHS = struct.Struct("!ii")
POINTER = struct.Struct("!Iq")
NO_POINTER = POINTER.pack(0, 0)
POINTERS = np.dtype([("hash", ">u4"), ("position", ">i8")])


class PostingsWriter:
    """Writes the postings of one term after another."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._end = file.tell()

    def put(self, entry: Entry) -> bytes:
        """Write the postings of a term; returns its value for the dictionary."""
        data = entry.data
        start, self._end = self._end, self._end + len(data)
        self._file.write(data)
        return INFO.pack(
            *(0, entry.occurrences, entry.df, 1, 1),
            *(entry.most, entry.first, entry.last, start, len(data)),
        )


class Dictionary(OrderedHashWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes Whoosh's term dictionary with fewer calls per term."""

    def __init__(self, file: Any) -> None:
        # The file names its hash function; CRC-32 (1) is much quicker than MD5.
        HashWriter.__init__(self, file, hashtype=1)
        self.index = array("q")
        self._end = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Add a key and its value. Keys must ascend."""
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


class TermInfo(NamedTuple):
    """A term's value in the dictionary: the number of documents, the most occurrences in one, the
    first and the last document, and the offset of the postings."""

    df: int
    most: int
    first: int
    last: int
    start: int

    @classmethod
    def read(cls, buffer: Buffer, start: int) -> TermInfo:
        _, _, df, _, _, most, first, last, at, _ = INFO.unpack_from(buffer, start)
        return cls(df, int(most), first, last, at)


class TermsReader(W3TermsReader):  # type: ignore[misc]  # Whoosh has no types
    """The term dictionary of one segment. Safe to use from several threads.

    It reads the dictionary without Whoosh's reader, for speed: a query needs dozens of look-ups.
    """

    def __init__(self, codec: ArrayCodec, terms: Any, length: int, postings: Any) -> None:
        super().__init__(codec, terms, length, postings)
        self._terms: Buffer = terms.content
        self._postings: Buffer = postings.content
        #: The beginning of the keys of each field that any document has.
        self.beginnings = {name: pack_ushort(n) for name, n in self._fieldmap.items()}

    def block(self, field: str, term: bytes) -> Block | None:
        """The postings of a term in all documents of the segment, including deleted ones."""
        beginning = self.beginnings.get(field)
        if beginning is None:
            return None
        key = beginning + term
        hashed = crc32(key)
        table, slots = self._tindex.tables[hashed & 255]
        for turn in range(slots):
            slot = ((hashed >> 8) + turn) % slots
            of, position = POINTER.unpack_from(self._terms, table + slot * POINTER.size)
            if not position:
                break
            if of == hashed and (block := self.block_at(key, position)) is not None:
                return block
        return None

    def block_at(self, key: bytes, position: int) -> Block | None:
        """The postings of the term at a position; None if it has another key."""
        known, start = self._key_at(position)
        if known != key:
            return None
        info = TermInfo.read(self._terms, start)
        return Block(self._postings, info.start, info.df)

    def pointers(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The CRC-32 of the key of each term, and its position, in no particular order."""
        tables = self._tindex.tables
        (start, _), (last, slots) = tables[0], tables[-1]
        number = (last - start) // POINTER.size + slots
        pointers = np.frombuffer(self._terms, POINTERS, number, start)
        pointers = pointers[pointers["position"] > 0]
        return pointers["hash"].astype(np.uint32), pointers["position"].astype(np.uint32)

    def __len__(self) -> int:
        """The number of terms."""
        return int(self._tindex.indexlen)

    def beginning(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """Terms that begin with a prefix, in order, with their numbers of documents."""
        if field not in self.beginnings:
            return
        tindex, key = self._tindex, self.beginnings[field] + prefix
        places = np.frombuffer(
            self._terms,
            ">u4" if tindex.indexsize == 4 else ">i8",
            tindex.indexlen,
            tindex.indexbase,
        )
        first = bisect_left(places, key, key=lambda place: self._key_at(int(place))[0])
        if first == len(places):
            return
        position = int(places[first])
        while position < tindex.endofdata:
            known, start = self._key_at(position)
            if not known.startswith(key):
                return
            yield known[2:], TermInfo.read(self._terms, start).df
            position = start + INFO.size

    def entries(self, numbers: Numbers) -> Iterator[Entry]:
        """All postings in order, with documents renumbered. ``numbers`` has a new number for each
        old one: ascending, or -1 for documents to leave out."""
        keeps_all = len(numbers) > 0 and numbers[0] >= 0 and bool((np.diff(numbers) == 1).all())
        position = self._tindex.startofdata
        while position < self._tindex.endofdata:
            known, start = self._key_at(position)
            position = start + INFO.size
            key = self._keydecoder(known)
            df, most, first, last, at = TermInfo.read(self._terms, start)
            block = Block(self._postings, at, df)
            if keeps_all:
                offset = int(numbers[0])
                parts = map(packed, (block.gaps[1:], block.counted, block.positions))
                data = laid_out(first + offset, *parts)
                occurrences = len(block.positions)
                yield Entry(key, first + offset, last + offset, df, most, occurrences, data)
            else:
                docs = np.repeat(numbers[block.docs()], block.counted)
                live = docs >= 0
                terms = np.zeros(np.count_nonzero(live), np.int64)
                yield from encoded([key].__getitem__, terms, docs[live], block.positions[live])

    def _key_at(self, position: int) -> tuple[bytes, int]:
        """The key at a position, and the offset of its value."""
        length, _ = LENGTHS.unpack_from(self._terms, position)
        start = position + LENGTHS.size
        return self._terms[start : start + length], start + length


class ArrayCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's codec with our postings. Exact field lengths are in our own column instead."""

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


CODEC = ArrayCodec()


class Writer(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's writer, with commits that are sealed and flushed to the disk.

    ``seal`` is that of the last commit, ``mark`` that of the next one; None keeps the mark.
    """

    def __init__(self, index: FileIndex, seal: Seal, mark: Mark | None, timeout: float) -> None:
        self.seal, self.mark = seal, mark
        try:
            # Not compound, because Whoosh reads compound segments into memory whole.
            super().__init__(index, timeout=timeout, compound=False, codec=CODEC)
        except LockError:
            raise
        except BaseException:
            # Whoosh would hold the lock until this process ends.
            self.discard()
            if self.writelock is not None:
                self.writelock.release()
            raise

    def discard(self) -> None:
        """Remove what was written of a commit that failed: a full disk may be the reason."""
        self.storage.close_created()
        with suppress(Exception):
            folder = Path(self.storage.folder)
            Seal.newest(folder, self.seal.build).tidy(folder)

    def _commit_toc(self, segments: list[Any]) -> None:
        name, content = table_of_contents(self.indexname, segments, self.generation, self.schema)
        folder = Path(self.storage.folder)
        ids = [segment.segment_id() for segment in segments]
        self.seal = self.seal.put_in_place(folder, name, content, self.mark, ids)
        self.seal.tidy(folder)
        self.storage.close_created()


def table_of_contents(
    name: str, segments: list[Any], number: int, schema: Any
) -> tuple[str, bytes]:
    """The name and content of the table of contents of a commit, as Whoosh writes it."""
    memory = RamStorage()
    TOC(schema, segments, number).write(memory, name)
    ((file, content),) = memory.files.items()
    return file, content


def last_commit(index: FileIndex, number: int) -> tuple[int, int] | None:
    """What identifies the commit with this number, if it is the index's last: another one may
    have its number if the folder was exchanged. None if it is not the last. Avoids listing the
    folder: each commit writes a table of contents and removes all older ones."""
    own, following = (
        Path(index.storage.folder) / TOC._filename(index.indexname, each)
        for each in (number, number + 1)
    )
    try:
        status = own.stat()
    except FileNotFoundError:
        return None
    return None if following.exists() else (status.st_ino, status.st_mtime_ns)
