"""From documents to terms: gathers what a writer adds and hands it out term by term.

Takes the place of Whoosh's own pool, which sorts and pickles every single posting. This one
keeps a number for each word that occurs, in arrays, and sorts them with numpy.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np
from numpy.typing import NDArray

from search.analysis import PARAGRAPH_GAP, analyse, is_stop, pieces
from search.engines.whoosh.postings import Entry, Key, entries, joined
from search.engines.whoosh.schema import Measures, stem_term, word_term
from search.engines.whoosh.vectors import packed
from search.fields import BARE_FIELDS, TEXT_FIELDS

#: Fields in the order in which Whoosh wants them.
FIELDS = sorted(field.name for field in TEXT_FIELDS)

#: Of which of them a vector has words.
BARE = np.array([field in {bare.name for bare in BARE_FIELDS} for field in FIELDS])

#: How many entries of a run are written to disk together.
TOGETHER = 1000

#: Codes of pieces that are no words.
BLANK_LINE, NOTHING = 0, 1


class Codes(dict[str, int]):
    """A number for every piece of text. ``terms`` are numbered too: ``stems`` and ``words``
    hold, by a piece's number, those of its two terms, ``telling`` the word if it is none that
    says nothing (b"" then)."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[bytes, int] = {}
        self.stems = [0, 0]
        self.words = [0, 0]
        self.telling = [b"", b""]

    def __missing__(self, piece: str) -> int:
        analysed = analyse(piece)
        if analysed is None:
            code = BLANK_LINE
        elif not analysed[0]:
            code = NOTHING
        else:
            surface, stem = analysed
            code = len(self.stems)
            self.stems.append(self.terms.setdefault(stem_term(stem), len(self.terms)))
            self.words.append(self.terms.setdefault(word_term(surface), len(self.terms)))
            tells = len(surface) > 1 and not is_stop(surface)
            self.telling.append(word_term(surface)[1:] if tells else b"")
        self[piece] = code
        return code


class Pool:
    """Has the methods that Whoosh's writer wants of its pool."""

    def __init__(self, folder: Path, budget: int) -> None:
        """``budget``: how many words to hold in memory; the rest goes to files of ``folder``
        that vanish with the process."""
        self._folder = folder
        self._budget = budget
        self._runs: list[Iterator[Entry]] = []
        self._files: list[IO[bytes]] = []
        self._clear()

    def _clear(self) -> None:
        self._size = 0
        self._codes = Codes()
        self._numbers: list[int] = []
        self._lengths: list[int] = []
        self._found: list[NDArray[np.int32]] = []
        self._fields: list[NDArray[np.uint8]] = []
        self._positions: list[NDArray[np.uint32]] = []

    def add(self, posting: object) -> None:
        """Whoosh adds single postings; all of ours come by the other ways."""
        raise NotImplementedError

    def gather(
        self, number: int, texts: Mapping[str, str]
    ) -> tuple[dict[str, Measures], bytes]:
        """Add a document, of a greater number than those before; returns the measures of
        its fields, and its vector."""
        parts = [pieces(texts.get(field, "")) for field in FIELDS]
        sizes = [len(part) for part in parts]
        codes = np.fromiter(
            map(self._codes.__getitem__, chain.from_iterable(parts)), np.int32, sum(sizes)
        )
        fields = np.repeat(np.arange(len(FIELDS)), sizes)
        kept = np.flatnonzero(codes > NOTHING)
        blank = np.cumsum(codes == BLANK_LINE)[kept]
        found, fields = codes[kept], fields[kept]
        lengths = np.bincount(fields, minlength=len(FIELDS))
        jumps = np.diff(blank, prepend=0) > 0
        positions = np.cumsum(np.where(jumps, PARAGRAPH_GAP, 1))
        filled = lengths > 0
        ends = np.cumsum(lengths)[filled]
        starts = ends - lengths[filled]
        positions -= np.repeat(positions[starts], lengths[filled])
        extents = np.zeros_like(lengths)
        extents[filled] = positions[ends - 1] + 1
        telling = map(self._codes.telling.__getitem__, found[BARE[fields]].tolist())
        vector = packed([word for word in telling if word])
        self._numbers.append(number)
        self._lengths.append(len(found))
        self._found.append(found)
        self._fields.append(fields.astype(np.uint8))
        self._positions.append(positions.astype(np.uint32))
        # A piece costs more than an occurrence: an archive of garbage has as many as words.
        self._size += len(found)
        if self._size + 8 * len(self._codes) > self._budget:
            self.spill()
        measures = map(Measures, lengths.tolist(), extents.tolist())
        return dict(zip(FIELDS, measures, strict=True)), vector

    def take(self, run: Iterator[Entry]) -> None:
        """Add ordered entries of documents with greater numbers than those before."""
        self.spill()
        self._runs.append(run)

    def iter_postings(self) -> Iterator[Entry]:
        """Everything that was added, in the order of fields and terms."""
        if not self._runs:
            yield from self._sorted()
            return
        # Equal keys come in the order of runs, so document numbers go on ascending.
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
        if not self._size:
            return iter(())
        terms = list(self._codes.terms)
        order = sorted(range(len(terms)), key=terms.__getitem__)
        rank = np.empty(len(terms), np.uint64)
        rank[order] = np.arange(len(terms), dtype=np.uint64)
        found = np.concatenate(self._found)
        field = np.concatenate(self._fields).astype(np.uint64) * np.uint64(len(terms))
        # Term above, place below, in one number: numpy sorts plain numbers quickest.
        of_stem, of_word = (
            (field + rank[np.array(each)[found]] << np.uint64(32))
            + np.arange(len(found), dtype=np.uint64)
            for each in (self._codes.stems, self._codes.words)
        )
        both = np.concatenate((of_stem, of_word))
        del of_stem, of_word, field
        both.sort()
        place = (both & np.uint64(0xFFFFFFFF)).astype(np.int64)
        term = (both >> np.uint64(32)).astype(np.int64)
        del both
        docs = np.repeat(np.array(self._numbers), self._lengths)[place]
        positions = np.concatenate(self._positions)[place]

        def key(number: int) -> Key:
            field, place = divmod(number, len(terms))
            return FIELDS[field], terms[order[place]]

        return entries(key, term, docs, positions)

    def spill(self) -> None:
        """Put what is in memory on disk."""
        if not self._size:
            return
        file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by cleanup
        self._files.append(file)
        write(file, self._sorted())
        self._runs.append(read(file))
        self._clear()


def write(file: IO[bytes], run: Iterator[Entry]) -> None:
    while batch := list(islice(run, TOGETHER)):
        pickle.dump([tuple(entry) for entry in batch], file, pickle.HIGHEST_PROTOCOL)


def read(file: IO[bytes]) -> Iterator[Entry]:
    file.seek(0)
    while True:
        try:
            # Our own program wrote it a moment ago, to a file that no other knows.
            batch: Iterable[tuple[object, ...]] = pickle.load(file)  # noqa: S301
        except EOFError:
            return
        for each in batch:
            yield Entry._make(each)
