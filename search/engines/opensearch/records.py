"""What is sent to the cluster for a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from search.engines.bm25 import B
from search.engines.opensearch.schema import BESIDE, OFTEN, SCALE, UNKNOWN, written
from search.query.document import Document
from search.query.fields import BARE_FIELDS, LEAD_WORDS, TEXT_FIELDS, WHOLE_FIELDS
from search.text.analysis import analyse, beginning, pieces
from search.text.words import Word, is_stop

Averages = Mapping[str, float]

#: The number of frequent words that a document is compared by (nDCG was the same with all words).
MOST: Final = 64

#: What a signed 64-bit number holds.
_GREATEST: Final = (1 << 63) - 1

_WEIGHTS: Final = {each.name: each.weight for each in BARE_FIELDS}
_WHOLE: Final = frozenset(each.name for each in WHOLE_FIELDS)


@dataclass
class Lengths:
    """The numbers of words in the fields of documents, to find averages."""

    documents: int = 0
    words: Counter[str] = field(default_factory=Counter)

    def add(self, paragraphs: Mapping[str, list[list[Word]]]) -> None:
        self.documents += 1
        for name, texts in paragraphs.items():
            self.words[name] += sum(map(len, texts))

    @property
    def averages(self) -> dict[str, float]:
        """By field, in documents of which some have none; empty without documents."""
        return {name: count / self.documents for name, count in self.words.items()}


def checked(document: Document) -> Document:
    """The document, if it can be indexed. Raises ValueError, which names it."""
    if document.id < 1:
        raise ValueError(f"A document's id is 1 or more, not {document.id}.")
    numbers = (document.id, document.version, document.sequence, document.outlet_id, *document.tags)
    if not 0 <= min(numbers) <= max(numbers) <= _GREATEST:
        raise ValueError(f"Document {document.id} can't be kept: a number is out of range.")
    return document


def analysed(document: Document) -> dict[str, list[list[Word]]]:
    """The words of each field that has any, by paragraph."""
    texts = dict(document.texts)
    for each in TEXT_FIELDS:
        if each.opens:
            texts[each.name] = beginning(document.texts.get(each.opens, ""), LEAD_WORDS)
    found = {}
    for each in TEXT_FIELDS:
        if paragraphs := _paragraphs(texts.get(each.name, ""), document.language):
            found[each.name] = paragraphs
    return found


def record(
    document: Document, paragraphs: Mapping[str, list[list[Word]]], averages: Averages
) -> dict[str, Any]:
    """The source of a document, by the mapping of ``schema.py``. ``averages`` has the average
    length of each field; one that is missing is taken for this document's own."""
    source: dict[str, Any] = {
        "id": document.id,
        "version": document.version,
        "sequence": document.sequence,
        "outlet_id": document.outlet_id,
        "tag_id": [*document.tags],
        "language": document.language or UNKNOWN,
    }
    published = document.published
    if published is not None:
        first, last = published.first_day, published.last_day
        source |= {
            "first": first.toordinal(),
            "last": last.toordinal(),
            "period": f"{published.year:04d}",
            "basis": document.basis.value,
        }
        if published.month is not None:
            source["period"] += f"-{published.month:02d}"
        if first == last:
            source["day"] = first.toordinal()
    ranks: dict[str, float] = {}
    words: Counter[str] = Counter()
    for name, texts in paragraphs.items():
        source[name] = [_lines(map(_stems, each)) for each in texts]
        source[written(name)] = [_lines(word.surface for word in each) for each in texts]
        counts = Counter(word for each in texts for word in each)
        if name in _WHOLE:
            for word, count in counts.items():
                words[word.surface] += count
        if name in _WEIGHTS:
            length = counts.total()
            norm = 1 - B + B * length / (averages.get(name) or length)
            for word, count in counts.items():
                for stem in word.stems:
                    ranks[stem] = ranks.get(stem, 0.0) + _WEIGHTS[name] * count / norm
    if ranks:
        source["rank"] = _lines(
            f"{stem}{OFTEN}{max(1, round(SCALE * sum_))}" for stem, sum_ in ranks.items()
        )
    if words:
        source["words"] = [*words]
        source["vector"] = _vector(words, document.language)
    return source


def read_vector(text: str) -> dict[str, int]:
    """The frequent words of a document with their counts, from its ``vector``."""
    pairs = (line.rpartition(OFTEN) for line in text.split("\n") if line)
    return {word: int(count) for word, _, count in pairs}


def _vector(words: Counter[str], language: str) -> str:
    """The words that show what a document is about: frequent ones, but no stop words and no single
    characters."""
    telling = {
        word: count
        for word, count in words.items()
        if len(word) > 1 and not is_stop(word, language)
    }
    top = sorted(telling, key=lambda word: (-telling[word], word))[:MOST]
    return _lines(f"{word}{OFTEN}{telling[word]}" for word in top)


def _paragraphs(text: str, language: str) -> list[list[Word]]:
    """The words between blank lines, without paragraphs that have none."""
    found: list[list[Word]] = []
    words: list[Word] = []
    for piece in pieces(text):
        word = analyse(piece, language)
        if word is None:
            if words:
                found.append(words)
                words = []
        elif word.surface:
            words.append(word)
    if words:
        found.append(words)
    return found


def _stems(word: Word) -> str:
    return f"{word.stem}{BESIDE}{word.plain_stem}" if word.plain_stem else word.stem


def _lines(words: Iterable[str]) -> str:
    return "\n".join(words)
