"""Document vectors: the most frequent words of each document, which show its subject.

Postings map words to documents; this column maps documents to words. A search reads only the few
vectors that it needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from whoosh.columns import VarBytesColumn

#: The number of words per document. nDCG@10 was the same with all words.
MOST = 64

#: The greatest count of a word, so that it fits into a byte.
OFTEN = 255

#: Separates words; no word contains it.
SEPARATOR = b"\n"

#: The column's name in the schema, and the column.
VECTOR = "vector"
VECTORS = VarBytesColumn()


def packed(words: Iterable[bytes]) -> bytes:
    """Encode the most frequent of a document's words: their number (one byte), the count of each
    (one byte each), and the words."""
    counts = Counter(words)
    # Two sorts with built-in keys are quicker than one with a Python function as its key.
    top = sorted(sorted(counts), key=counts.__getitem__, reverse=True)[:MOST]
    often = bytes([min(counts[word], OFTEN) for word in top])
    return bytes([len(top)]) + often + SEPARATOR.join(top)


def unpacked(data: bytes) -> Mapping[str, int]:
    """Decode a vector: the words with their counts, most frequent first."""
    size = data[0] if data else 0
    words = data[1 + size :].decode().split(SEPARATOR.decode()) if size else []
    return dict(zip(words, data[1 : 1 + size], strict=True))
