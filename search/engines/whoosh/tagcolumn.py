"""The column of tags: any number of them for each document, as numbers of eight bytes.

How many each document has is in its record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh.columns import VarBytesColumn

from search.engines.whoosh.postings import Numbers

#: The column's name in the schema; ``tag`` is the field with the names of tags.
TAGS = "tags"

_NUMBER = np.dtype("<u8")


class TagReader:
    """One segment's tags. Those of all documents follow one another."""

    def __init__(self, file: Any, start: int) -> None:
        self._file, self._start = file, start

    def load(self, counts: Numbers) -> Numbers:
        """The tags of all documents; ``counts`` is how many each has."""
        size = int(counts.sum()) * _NUMBER.itemsize
        data = self._file.get(self._start, size) if size else b""
        return np.frombuffer(data, _NUMBER).astype(np.int64)


class TagColumn(VarBytesColumn):  # type: ignore[misc]  # Whoosh has no types
    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> TagReader:
        return TagReader(dbfile, basepos)


COLUMN = TagColumn()


def packed(tags: Iterable[int]) -> bytes:
    """Raises OverflowError for a number that the column cannot hold."""
    return np.array(sorted(set(tags)), _NUMBER).tobytes()
