"""The column of tags: any number of them for each document, as numbers of eight bytes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from whoosh.columns import VarBytesColumn

from search.engines.whoosh.postings import Numbers

#: The column's name in the schema; ``tag`` is the field with the names of tags.
TAGS = "tags"

_NUMBER = np.dtype("<u8")


class TagReader(VarBytesColumn.Reader):  # type: ignore[misc]  # Whoosh has no types
    """One segment's tags. Whoosh reads those of single documents; ``load`` reads all."""

    def load(self) -> tuple[Numbers, Numbers]:
        """The indices of tagged documents, ascending and repeated for each of their tags; and the
        tags."""
        counts = np.asarray(self._lengths, np.int64) // _NUMBER.itemsize
        docs = np.repeat(np.arange(len(counts)), counts)
        if not len(docs):
            return docs, docs
        # The values of all documents follow one another.
        data = self._dbfile.get(self._basepos, len(docs) * _NUMBER.itemsize)
        return docs, np.frombuffer(data, _NUMBER).astype(np.int64)


class TagColumn(VarBytesColumn):  # type: ignore[misc]  # Whoosh has no types
    Reader = TagReader


COLUMN = TagColumn()


def packed(tags: Iterable[int]) -> bytes:
    """Raises OverflowError for a number that the column cannot hold."""
    return np.array(sorted(set(tags)), _NUMBER).tobytes()
