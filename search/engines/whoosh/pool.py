"""The inverter: collects the words of documents and yields postings term by term.

It replaces Whoosh's own pool, which sorts and pickles every single posting. This one stores each
occurrence as a number in an array and sorts with numpy.
"""

from __future__ import annotations

import pickle
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Entry, Key, entries, joined
from search.engines.whoosh.schema import AFTER_WORDS, WORD_MARK, Measures, stem_term, word_term
from search.engines.whoosh.vectors import packed
from search.query.document import Document
from search.query.fields import TEXT_FIELDS, WHOLE_FIELDS
from search.text.analysis import PARAGRAPH_GAP, analyse, pieces
from search.text.words import Word, is_stop

#: Fields in the order that Whoosh requires.
FIELDS = sorted(field.name for field in TEXT_FIELDS)

#: A mask of FIELDS: those whose words are in a document's vector.
WHOLE = np.array([field in {whole.name for whole in WHOLE_FIELDS} for field in FIELDS])

#: The number of entries of a run that are pickled together.
TOGETHER = 1000

#: The number of occurrences that are encoded at once, plus the rest of the last term.
AT_ONCE = 1 << 18

#: The number of bits below the upper half of a number of eight bytes.
BELOW = np.uint64(32)

#: Codes of pieces that are not words.
BLANK_LINE, NOTHING = 0, 1

#: The number of no term.
NONE = -1


class Terms:
    """The terms of all pieces of text. ``numbers`` numbers the terms.

    The lists are indexed by the code of a piece: ``stems``, ``plain_stems`` and ``words`` have the
    numbers of its terms, NONE for a plain stem that it lacks; ``telling`` has the word, or b"" for
    a stop word or a single character.
    """

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.stems = [0, 0]
        self.plain_stems = [NONE, NONE]
        self.words = [0, 0]
        self.telling = [b"", b""]

    def add(self, word: Word, language: str) -> int:
        """The code of a word of a language."""
        surface, stem, plain_stem = word
        code = len(self.stems)
        self.stems.append(self._number(stem_term(stem)))
        self.plain_stems.append(self._number(stem_term(plain_stem)) if plain_stem else NONE)
        self.words.append(self._number(word_term(surface)))
        tells = len(surface) > 1 and not is_stop(surface, language)
        self.telling.append(word_term(surface)[1:] if tells else b"")
        return code

    def _number(self, term: bytes) -> int:
        return self.numbers.setdefault(term, len(self.numbers))


class Codes(dict[str, int]):
    """A code for every distinct piece of text in one language."""

    def __init__(self, language: str, terms: Terms) -> None:
        super().__init__()
        self._language, self._terms = language, terms

    def __missing__(self, piece: str) -> int:
        word = analyse(piece, self._language)
        if word is None:
            code = BLANK_LINE
        else:
            code = self._terms.add(word, self._language) if word.surface else NOTHING
        self[piece] = code
        return code


class Pool:
    """Implements the pool that Whoosh's writer uses."""

    def __init__(self, folder: Path, budget: int) -> None:
        """``budget``: the number of words to hold in memory; the others are spilled to temporary
        files in ``folder``."""
        self._folder = folder
        self._budget = budget
        self._runs: list[Iterator[Entry]] = []
        self._files: list[IO[bytes]] = []
        self._clear()

    def _clear(self) -> None:
        self._size = 0
        self._terms = Terms()
        self._codes: dict[str, Codes] = {}
        self._numbers: list[int] = []
        #: One array per batch: the numbers of words by document and field, and the codes and
        #: positions of all words.
        self._lengths: list[NDArray[np.int64]] = []
        self._found: list[NDArray[np.int32]] = []
        self._positions: list[NDArray[np.uint32]] = []

    def add(self, posting: object) -> None:
        """Whoosh's way to add single postings. It is not used: see ``gather`` and ``take``."""
        raise NotImplementedError

    def gather(
        self, first: int, documents: Sequence[Document]
    ) -> list[tuple[dict[str, Measures], bytes]]:
        """Add documents, which are numbered from ``first``, above all earlier ones. Returns for
        each document the measures of its fields and its vector."""
        listed: list[int] = []
        sizes: list[int] = []
        for document in documents:
            known: dict[str, list[int]] = {}
            codes_of = self._codes_in(document.language)
            for field in FIELDS:
                before = len(listed)
                if text := document.texts.get(field):
                    _read(text, codes_of, known, listed)
                sizes.append(len(listed) - before)
        # All documents at once: numpy is slow on the words of a single one.
        codes = np.array(listed, np.int32)
        words = np.flatnonzero(codes > NOTHING)
        found = codes[words]
        lengths = np.bincount(np.repeat(np.arange(len(sizes)), sizes)[words], minlength=len(sizes))
        jumps = np.diff(np.cumsum(codes == BLANK_LINE)[words], prepend=0) > 0
        positions = np.cumsum(np.where(jumps, PARAGRAPH_GAP, 1))
        filled = lengths > 0
        ends = np.cumsum(lengths)[filled]
        positions -= np.repeat(positions[ends - lengths[filled]], lengths[filled])
        extents = np.zeros_like(lengths)
        extents[filled] = positions[ends - 1] + 1
        self._numbers += range(first, first + len(documents))
        self._lengths.append(lengths)
        self._found.append(found)
        self._positions.append(positions.astype(np.uint32))
        measures = map(Measures, lengths.tolist(), extents.tolist())
        by_document = zip(*[measures] * len(FIELDS), strict=True)
        measured = [
            (dict(zip(FIELDS, each, strict=True)), vector)
            for each, vector in zip(by_document, self._vectors(found, lengths), strict=True)
        ]
        # A distinct piece costs more memory than an occurrence, and garbage files have many.
        self._size += len(found)
        if self._size + 8 * sum(map(len, self._codes.values())) > self._budget:
            self.spill()
        return measured

    def _codes_in(self, language: str) -> Codes:
        if language not in self._codes:
            self._codes[language] = Codes(language, self._terms)
        return self._codes[language]

    def _vectors(self, found: NDArray[np.int32], lengths: NDArray[np.int64]) -> Iterator[bytes]:
        whole = np.tile(WHOLE, len(lengths) // len(FIELDS))
        telling = [*map(self._terms.telling.__getitem__, found[np.repeat(whole, lengths)].tolist())]
        start = 0
        for number in (lengths * whole).reshape(-1, len(FIELDS)).sum(axis=1).tolist():
            yield packed(filter(None, telling[start : start + number]))
            start += number

    def take(self, run: Iterator[Entry]) -> None:
        """Add ordered entries of documents with greater numbers than all earlier ones."""
        self.spill()
        self._runs.append(run)

    def iter_postings(self) -> Iterator[Entry]:
        """All postings, in the order of fields and terms."""
        if not self._runs:
            yield from self._sorted()
            return
        # Equal keys come in the order of runs, so their document numbers ascend.
        ordered = merge(*self._runs, self._sorted(), key=itemgetter(0))
        for _, group in groupby(ordered, key=itemgetter(0)):
            yield joined(list(group))

    def cleanup(self) -> None:
        self._clear()
        self._runs.clear()
        for file in self._files:
            file.close()
        self._files.clear()

    def _sorted(self) -> Iterator[Entry]:
        """The entries in memory, in order. One field at a time, since sorting needs several times
        the memory of the sorted data."""
        if not self._size:
            return
        numbers_of = self._terms.numbers
        terms = sorted(numbers_of)
        rank = np.empty(len(terms), np.uint32)
        rank[[*map(numbers_of.__getitem__, terms)]] = np.arange(len(terms), dtype=np.uint32)
        of_stem, of_word = (rank[each] for each in (self._terms.stems, self._terms.words))
        plain_stems = np.array(self._terms.plain_stems)
        has_plain = plain_stems != NONE
        of_plain = rank[plain_stems]  # arbitrary where there is none
        # Surface terms sort between the stems before WORD_MARK and those from AFTER_WORDS on.
        first, end = (bisect_left(terms, mark) for mark in (WORD_MARK, AFTER_WORDS))
        lengths = np.concatenate(self._lengths)
        numbers = np.array(self._numbers, np.int32)
        in_field = np.repeat(np.tile(np.arange(len(FIELDS), dtype=np.uint8), len(numbers)), lengths)
        for field, name in enumerate(FIELDS):
            here = np.flatnonzero(in_field == field)
            found = np.concatenate(self._found)[here]
            positions = np.concatenate(self._positions)[here]
            docs = np.repeat(numbers, lengths[field :: len(FIELDS)])
            del here

            def key(number: int, name: str = name) -> Key:
                return name, terms[number]

            stems, places = of_stem[found], np.arange(len(found), dtype=np.uint32)
            if len(with_plain := np.flatnonzero(has_plain[found])):
                stems = np.concatenate([stems, of_plain[found[with_plain]]])
                places = np.concatenate([places, with_plain.astype(np.uint32)])
            early, late = stems < first, stems >= end
            yield from _in_order(key, stems[early], places[early], docs, positions)
            yield from _in_order(key, of_word[found], places[: len(found)], docs, positions)
            yield from _in_order(key, stems[late], places[late], docs, positions)

    def spill(self) -> None:
        """Write the entries in memory to disk."""
        if not self._size:
            return
        file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by cleanup
        self._files.append(file)
        write(file, self._sorted())
        self._runs.append(read(file))
        self._clear()


def _read(text: str, codes_of: Codes, known: dict[str, list[int]], codes: list[int]) -> None:
    """Append the codes of a text's pieces to ``codes``. ``known`` caches them by line, because
    the lines of the story recur in the capture. Only blank lines cross a line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for line in text.split("\n"):
        of_line = known.get(line)
        if of_line is None:
            if not line or line.isspace():
                of_line = [BLANK_LINE]
            else:
                of_line = [*map(codes_of.__getitem__, pieces(line))]
            known[line] = of_line
        codes += of_line


def _in_order(
    key: Callable[[int], Key],
    terms: NDArray[np.uint32],
    places: NDArray[np.uint32],
    docs: NDArray[np.int32],
    positions: NDArray[np.uint32],
) -> Iterator[Entry]:
    """The entries of terms in order; ``places`` are the indices of their documents and
    positions."""
    # Term and place in the upper and lower half of one number: numpy sorts plain numbers quickest.
    both = terms.astype(np.uint64)
    both <<= BELOW
    both |= places
    both.sort()
    start = 0
    while start < len(both):
        # The range always ends with a whole term.
        last = both[min(start + AT_ONCE, len(both)) - 1] >> BELOW
        end = int(np.searchsorted(both, (last + np.uint64(1)) << BELOW))
        place = both[start:end].astype(np.uint32)
        term = (both[start:end] >> BELOW).astype(np.uint32)
        yield from entries(key, term, docs[place], positions[place])
        start = end


def write(file: IO[bytes], run: Iterator[Entry]) -> None:
    while batch := list(islice(run, TOGETHER)):
        pickle.dump([tuple(entry) for entry in batch], file, pickle.HIGHEST_PROTOCOL)


def read(file: IO[bytes]) -> Iterator[Entry]:
    file.seek(0)
    while True:
        try:
            # This process wrote the temporary file, and no other process can open it.
            batch: Iterable[tuple[object, ...]] = pickle.load(file)  # noqa: S301  # nosec B301
        except EOFError:
            return
        for each in batch:
            yield Entry._make(each)
