"""The engine itself: which index is in use, and what is asked of it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import numpy as np
from whoosh.index import EmptyIndexError

from search.engines.base import Engine, EngineUnavailable, Update
from search.engines.whoosh.evaluation import Evaluation
from search.engines.whoosh.expansion import spellings
from search.engines.whoosh.failures import told
from search.engines.whoosh.feedback import is_partial, refined
from search.engines.whoosh.generations import Folder, Generation
from search.engines.whoosh.schema import stem_term
from search.engines.whoosh.selection import ordered, select
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.writing import fill, replace
from search.query.clauses import Query, Sort
from search.query.document import Document
from search.query.fields import BARE_FIELDS
from search.query.results import Hit, Results
from search.text.spelling import tolerance

#: Tries to open an index while commits and swaps of other processes move its files.
TRIES = 5

#: Between two tries, in seconds: a commit moves its files in less.
PAUSE = 0.05

#: Scores that differ by less than this many decimal places are equal: sums of fractions
#: depend on the order of adding.
PLACES = 9


class WhooshEngine(Engine):
    """An index in a folder of its own. Several processes may use the folder."""

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._generation: Generation | None = None
        self._switching = threading.Lock()

    @property
    def lock_file(self) -> Path:
        return self._folder.path / "writer.lock"

    @told("read")  # damaged postings show only when they are put to use
    def search(self, query: Query, *, start: int = 0, size: int = 20) -> Results:
        snapshot = self._snapshot()
        evaluation = Evaluation(snapshot)
        chosen = _chosen(evaluation, query)
        docs, scores = evaluation.matches(query.alternatives[chosen])
        shared: tuple[str, ...] = ()
        by_relevance = query.sort is Sort.RELEVANCE and len(docs)
        if by_relevance and is_partial(query.alternatives[chosen]):
            scores, shared = refined(evaluation, snapshot, docs, np.round(scores, PLACES))
        passing, counts = select(snapshot, docs, query.filters)
        docs = docs[passing]
        scores = np.round(scores[passing], PLACES)
        page = ordered(snapshot, docs, scores, query.sort, start + size)[start:]
        pairs = zip(snapshot.ids[docs[page]].tolist(), scores[page].tolist(), strict=True)
        hits = tuple(Hit(id=id_, score=score) for id_, score in pairs)
        notes = tuple(dict.fromkeys(evaluation.notes))
        return Results(
            len(docs),
            hits,
            counts,
            alternative=chosen,
            shared=shared,
            notes=notes,
            generation=snapshot.name,
        )

    def update(self, documents: Iterable[Document], removed: Collection[int] = ()) -> None:
        """See ``Engine.update``. A ValueError names a document that can't be kept."""
        with told("written"):
            generation = self._current()
        replace(generation, documents, removed)

    def rebuild(
        self, documents: Iterable[Document], replay: Callable[[Update], None] | None = None
    ) -> int:
        """See ``Engine.rebuild``. What ``documents`` or ``replay`` raises is passed on, and
        the old index stays in use."""
        with told("written"):
            self._folder.sweep()
            generation = self._folder.new_generation()
        try:
            given = fill(generation, documents)
            if replay is not None:
                replay(lambda changed, removed: replace(generation, changed, removed))
            with told("written"):
                self._folder.use(generation)
        except BaseException:
            shutil.rmtree(generation.path, ignore_errors=True)
            raise
        with told("written"):
            self._folder.sweep()
        return given

    def versions(self) -> Mapping[int, int]:
        return self._snapshot().versions()

    def terms(self, prefix: str, limit: int = 10) -> list[str]:
        words = self._snapshot().words(prefix, [field.name for field in BARE_FIELDS])
        return sorted(words, key=lambda word: (-words[word], word))[:limit]

    def frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        snapshot = self._snapshot()
        return {stem: snapshot.frequency("body", stem_term(stem)) for stem in stems}

    def size(self) -> int:
        return self._snapshot().count

    def similar(self, word: str, limit: int = 5) -> list[tuple[str, int]]:
        words = self._snapshot().words(word[:1], [field.name for field in BARE_FIELDS])
        words.pop(word, None)
        return spellings(word, words, tolerance(word))[:limit]

    def is_current(self) -> bool:
        """See ``Engine.is_current``. False also for an index that can't be opened."""
        try:
            self._snapshot()
        except EngineUnavailable:
            return False
        return True

    def _current(self) -> Generation:
        """The generation in use now, as the pointer says.

        IndexMissing or EngineUnavailable if there is none, FileNotFoundError or
        EmptyIndexError if it is just being removed.
        """
        pointer = self._folder.pointer()
        with self._switching:
            if self._generation is None or self._generation.build != pointer.build:
                path = self._folder.path / pointer.folder
                self._generation = Generation(path, pointer.build)
            return self._generation

    def _snapshot(self) -> Snapshot:
        """What was last committed, in the generation in use now."""
        with told("read"):
            for _ in range(TRIES - 1):
                try:
                    return self._current().snapshot()
                except (FileNotFoundError, EmptyIndexError):
                    time.sleep(PAUSE)
            return self._current().snapshot()


def _chosen(evaluation: Evaluation, query: Query) -> int:
    """The first of the alternatives that any document matches; else the first."""
    numbers = range(len(query.alternatives))
    return next((n for n in numbers if len(evaluation.matches(query.alternatives[n]).docs)), 0)
