"""The Whoosh schema: what the index stores of a document, derived from the table of fields.

Each text field has two terms for every word, at the same position: its stem, and ``=`` with its
surface, for exact words, patterns and suggestions. Everything else is a record of numbers per
document in a column, including field lengths, which Whoosh would round. Further columns
have the tags (``tagcolumn.py``) and the most frequent words of each document (``vectors.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import FixedBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from search.engines.whoosh.tagcolumn import COLUMN as TAG_COLUMN
from search.engines.whoosh.tagcolumn import TAGS, packed
from search.engines.whoosh.vectors import VECTOR, VECTORS
from search.query.clauses import Basis
from search.query.document import Document
from search.query.fields import TEXT_FIELDS, schema_version

#: Raise the number when the analysis or the columns change: an index with another version must be
#: rebuilt.
SCHEMA_VERSION = schema_version(9)

#: The column of records, and its type. Days are ordinals, 0 if undated; a basis is its index in
#: BASES; a language is a number (``language_number``); ``tags`` is how many there are.
RECORD = "record"
RECORD_TYPE = np.dtype(
    [
        ("id", "<u8"),
        ("version", "<u8"),
        ("sequence", "<u8"),
        ("outlet_id", "<u8"),
        ("first_day", "<u4"),
        ("last_day", "<u4"),
        ("basis", "u1"),
        ("language", "<u2"),
        ("tags", "<u2"),
        *(
            (f"{field.name}_{part}", "<u4")
            for part in ("length", "extent")
            for field in TEXT_FIELDS
        ),
    ]
)

#: Records store a basis as its index in this tuple, so append new ones at the end.
BASES = (Basis.STATED, Basis.INFERRED, Basis.EDITED)

#: The prefix of surface terms, and a term that sorts after all of them.
WORD_MARK, AFTER_WORDS = b"=", b">"

#: Letters of a code of a language, with a blank as the digit 0.
ALPHABET = " abcdefghijklmnopqrstuvwxyz"

#: The parts of all records of a segment, by name.
Columns = Mapping[str, NDArray[Any]]


class Measures(NamedTuple):
    """The size of a document's text in one field: the number of words, and the number of positions
    that they span, including the gaps between paragraphs."""

    length: int = 0
    extent: int = 0


EMPTY = Measures()


def stem_term(stem: str) -> bytes:
    """The term for all forms of a word. A lone surrogate cannot be encoded and becomes ``?``."""
    return stem.encode("utf-8", "replace")


def word_term(surface: str) -> bytes:
    """The term for a surface; no stem begins with WORD_MARK."""
    return WORD_MARK + surface.encode("utf-8", "replace")


def language_number(code: str) -> int:
    """The code of a language as a number; that of an unknown one is 0."""
    number = 0
    for letter in code:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


def language_code(number: int) -> str:
    """The code of a language from its number."""
    code = ""
    while number:
        number, letter = divmod(number, len(ALPHABET))
        code = ALPHABET[letter] + code
    return code


class Words(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field of words with positions, which are added to the index through ``pool.Pool``."""

    def __init__(self) -> None:
        super().__init__(format=Format(), analyzer=None)


class RecordReader:
    """One segment's records. Whoosh reads single ones; ``columns`` reads all."""

    def __init__(self, file: Any, start: int, length: int) -> None:
        self._data = file.get(start, length)

    def __getitem__(self, number: int) -> bytes:
        size = RECORD_TYPE.itemsize
        record: bytes = self._data[number * size : (number + 1) * size]
        return record

    def columns(self) -> Columns:
        records = np.frombuffer(self._data, dtype=RECORD_TYPE)
        # Copied, because numbers that stand one after another are joined much faster.
        return {name: records[name].copy() for name in RECORD_TYPE.names or ()}


class RecordColumn(FixedBytesColumn):  # type: ignore[misc]  # Whoosh has no types
    def __init__(self) -> None:
        super().__init__(RECORD_TYPE.itemsize)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> RecordReader:
        return RecordReader(dbfile, basepos, length)


RECORDS = RecordColumn()
SCHEMA = Schema(
    **{field.name: Words() for field in TEXT_FIELDS},
    **{RECORD: COLUMN(RECORDS), VECTOR: COLUMN(VECTORS), TAGS: COLUMN(TAG_COLUMN)},
)


def record_of(document: Document, measures: Mapping[str, Measures]) -> bytes:
    """The document's record for the column. Raises ValueError if the document cannot be stored."""
    if document.id < 1:
        raise ValueError(f"A document's id is 1 or more, not {document.id}.")
    published = document.published
    days = (
        (published.first_day.toordinal(), published.last_day.toordinal()) if published else (0, 0)
    )
    basis, language = BASES.index(document.basis), language_number(document.language)
    numbers = (document.id, document.version, document.sequence, document.outlet_id)
    facts = (*numbers, *days, basis, language, len(set(document.tags)))
    sizes = [measures.get(field.name, EMPTY) for field in TEXT_FIELDS]
    lengths, extents = zip(*sizes, strict=True)
    try:
        record = np.array([(*facts, *lengths, *extents)], RECORD_TYPE)
        packed(document.tags)  # raises for what its column cannot hold
    except (OverflowError, TypeError) as error:
        raise ValueError(f"Document {document.id} can't be kept: {error}") from error
    return record.tobytes()
