"""What Whoosh keeps of a document, derived from the table of fields.

Each text field holds two terms for every word, at the same position: its stem, and ``=`` with
the word as written (folded), for prefixes and for suggestions. Everything else, field lengths
too (Whoosh would round them), is one record of numbers per document in a single column.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import FixedBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from search.analysis import Token, tokenize
from search.documents import Document
from search.fields import TEXT_FIELDS

#: Names of the schema's only column and of its parts. Days are ordinals, 0 if undated.
RECORD = "record"
RECORD_TYPE = np.dtype(
    [
        ("id", "<u8"),
        ("version", "<u8"),
        ("outlet_id", "<u8"),
        ("first_day", "<u4"),
        ("last_day", "<u4"),
        *((f"{field.name}_length", "<u4") for field in TEXT_FIELDS),
    ]
)

Records = NDArray[np.void]


def stem_term(stem: str) -> bytes:
    """The term of all forms of a word. Half a surrogate pair can't be stored: it becomes ?."""
    return stem.encode("utf-8", "replace")


def word_term(surface: str) -> bytes:
    """The term of a folded word as written; no stem begins so."""
    return b"=" + surface.encode("utf-8", "replace")


class Words(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field of words with positions. Its values are lists of tokens."""

    def __init__(self) -> None:
        super().__init__(format=Format(), analyzer=None)

    def index(self, value: list[Token], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight and positions (as ``pool.Pool`` wants them)."""
        places: defaultdict[bytes, array[int]] = defaultdict(lambda: array("I"))
        for token in value:
            places[stem_term(token.stem)].append(token.position)
            places[word_term(token.surface)].append(token.position)
        for term, positions in places.items():
            yield term, len(positions), float(len(positions)), positions.tobytes()


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
SCHEMA = Schema(**{field.name: Words() for field in TEXT_FIELDS}, **{RECORD: COLUMN(RECORDS)})


def stored(document: Document) -> dict[str, Any]:
    """The values of a document's fields, ready for Whoosh. ValueError if one can't be kept."""
    if document.id < 1:
        raise ValueError(f"A document's id is 1 or more, not {document.id}.")
    words = {field.name: tokenize(document.texts.get(field.name, "")) for field in TEXT_FIELDS}
    published = document.published
    days = (
        (published.first_day.toordinal(), published.last_day.toordinal()) if published else (0, 0)
    )
    lengths = (len(words[field.name]) for field in TEXT_FIELDS)
    try:
        record = np.array(
            [(document.id, document.version, document.outlet_id, *days, *lengths)], RECORD_TYPE
        )
    except (OverflowError, TypeError) as error:
        raise ValueError(f"Document {document.id} can't be kept: {error}") from error
    return {RECORD: record.tobytes(), **{name: tokens for name, tokens in words.items() if tokens}}
