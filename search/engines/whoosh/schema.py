"""What Whoosh keeps of a document, derived from the table of fields.

Each text field holds two terms for every word, at the same position: its stem, and ``=`` with
the word as written (folded), for prefixes and for suggestions. Everything else, field lengths
too (Whoosh would round them), is one record of numbers per document in a column. A second column
has the words that a document is about (``vectors.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import FixedBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from search.engines.whoosh.vectors import VECTOR, VECTORS
from search.query.clauses import Basis
from search.query.document import Document
from search.query.fields import TEXT_FIELDS, schema_version

#: Raise the number when analysis or columns change: an index of another schema is built anew.
SCHEMA_VERSION = schema_version(4)

#: Names of the column of records and of its parts. Days are ordinals, 0 if undated; a basis is its
#: place in BASES.
RECORD = "record"
RECORD_TYPE = np.dtype(
    [
        ("id", "<u8"),
        ("version", "<u8"),
        ("outlet_id", "<u8"),
        ("first_day", "<u4"),
        ("last_day", "<u4"),
        ("basis", "u1"),
        *(
            (f"{field.name}_{part}", "<u4")
            for part in ("length", "extent")
            for field in TEXT_FIELDS
        ),
    ]
)

#: How a date may be known, as numbers; new ones go to the end.
BASES = (Basis.STATED, Basis.INFERRED, Basis.EDITED)

#: What begins the terms of words as written, and what comes after all of these.
WORD_MARK, AFTER_WORDS = b"=", b">"

Records = NDArray[np.void]


class Measures(NamedTuple):
    """Of a document's text in one field: how many words it has, and how many positions they
    take, those that blank lines leave free among them."""

    length: int = 0
    extent: int = 0


EMPTY = Measures()


def stem_term(stem: str) -> bytes:
    """The term of all forms of a word. Half a surrogate pair can't be stored: it becomes ?."""
    return stem.encode("utf-8", "replace")


def word_term(surface: str) -> bytes:
    """The term of a folded word as written; no stem begins so."""
    return WORD_MARK + surface.encode("utf-8", "replace")


class Words(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field of words with positions, which reach the index by way of ``pool.Pool``."""

    def __init__(self) -> None:
        super().__init__(format=Format(), analyzer=None)


class RecordReader:
    """One segment's records, as Whoosh reads them (one by one) and as we do (all)."""

    def __init__(self, file: Any, start: int, length: int) -> None:
        self._data = file.get(start, length)

    def __getitem__(self, number: int) -> bytes:
        size = RECORD_TYPE.itemsize
        record: bytes = self._data[number * size : (number + 1) * size]
        return record

    def load(self) -> Records:
        return np.frombuffer(self._data, dtype=RECORD_TYPE)


class RecordColumn(FixedBytesColumn):  # type: ignore[misc]  # Whoosh has no types
    def __init__(self) -> None:
        super().__init__(RECORD_TYPE.itemsize)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> RecordReader:
        return RecordReader(dbfile, basepos, length)


RECORDS = RecordColumn()
SCHEMA = Schema(
    **{field.name: Words() for field in TEXT_FIELDS},
    **{RECORD: COLUMN(RECORDS), VECTOR: COLUMN(VECTORS)},
)


def record_of(document: Document, measures: Mapping[str, Measures]) -> bytes:
    """What the column keeps. ValueError if something of the document can't be kept."""
    if document.id < 1:
        raise ValueError(f"A document's id is 1 or more, not {document.id}.")
    published = document.published
    days = (
        (published.first_day.toordinal(), published.last_day.toordinal()) if published else (0, 0)
    )
    basis = BASES.index(document.basis)
    sizes = [measures.get(field.name, EMPTY) for field in TEXT_FIELDS]
    lengths, extents = zip(*sizes, strict=True)
    try:
        record = np.array(
            [(document.id, document.version, document.outlet_id, *days, basis, *lengths, *extents)],
            RECORD_TYPE,
        )
    except (OverflowError, TypeError) as error:
        raise ValueError(f"Document {document.id} can't be kept: {error}") from error
    return record.tobytes()
