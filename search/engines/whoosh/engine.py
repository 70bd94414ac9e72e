"""The Whoosh engine: runs queries and updates on the generation in use."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import ClassVar, NamedTuple, Self, TypeVar
from urllib.parse import unquote, urlsplit

import numpy as np
from whoosh.index import EmptyIndexError

from search.engines.base import (
    Engine,
    EngineUnavailable,
    Mark,
    State,
    Status,
    Turn,
    Update,
    state_of,
)
from search.engines.expansion import ranked
from search.engines.sharedwords import PLACES, is_question
from search.engines.whoosh.evaluation import Evaluation
from search.engines.whoosh.failures import explained
from search.engines.whoosh.feedback import refined
from search.engines.whoosh.filtering import Selection, ordered
from search.engines.whoosh.generations import Folder, Generation
from search.engines.whoosh.lock import turn_at
from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.schema import stem_term
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.storage import refuse_if_shared
from search.engines.whoosh.unions import Matches, Scores
from search.engines.whoosh.writing import fill, replace
from search.query.clauses import Clause, Fuzzy, Or, Query, Sort
from search.query.document import Document
from search.query.fields import WHOLE_FIELDS
from search.query.results import Counts, Hit, Results
from search.text.spelling import tolerance

Answer = TypeVar("Answer")

#: The fields whose words suggestions and spellings come from.
WHOLE = [field.name for field in WHOLE_FIELDS]

#: Attempts to open an index while commits and swaps of other processes move its files.
TRIES = 5

#: Seconds between two attempts; a commit moves its files in less.
PAUSE = 0.05


class Tier(NamedTuple):
    """The documents of a tier that pass the filters, with their scores."""

    docs: Numbers
    scores: Scores

    @property
    def rounded(self) -> Scores:
        return np.round(self.scores, PLACES)


class WhooshEngine(Engine):
    """An index in its own folder. Several processes may use the folder."""

    address: ClassVar[str] = "whoosh:///absolute/path/of/a/folder"
    #: There is no limit: all matches are in memory anyway.
    deepest: ClassVar[int] = sys.maxsize

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._generation: Generation | None = None
        self._switching = threading.Lock()

    @classmethod
    def from_url(cls, url: str) -> Self:
        parts = urlsplit(url)
        path = Path(unquote(parts.path))
        if parts.netloc or not path.is_absolute() or path == Path("/"):
            raise ValueError("A Whoosh index needs an absolute folder, after three slashes.")
        return cls(path)

    @explained("read")  # damage to postings is found only when they are read
    def search(self, query: Query, *, start: int = 0, size: int = 20) -> Results:
        snapshot = self._snapshot()
        question = _Question(snapshot, query)
        tiers = question.tiers()
        hits: list[Hit] = []
        before = 0
        for number, tier in enumerate(tiers):
            docs = tier.docs
            begin, end = max(0, start - before), max(0, start + size - before)
            if begin < min(end, len(docs)):
                scores = tier.rounded
                page = ordered(snapshot, docs, scores, query.sort, end)[begin:]
                pairs = zip(snapshot.ids[docs[page]].tolist(), scores[page].tolist(), strict=True)
                hits += (Hit(id_, score, number) for id_, score in pairs)
            before += len(docs)
        first = len(tiers[0].docs)
        return Results(
            before if query.count_all else first,
            tuple(hits),
            question.counts,
            partial=before - first,
            shared=tuple(dict.fromkeys(question.shared)),
            notes=tuple(dict.fromkeys(question.evaluation.notes)),
            generation=snapshot.name,
        )

    @explained("read")
    def totals(self, queries: Sequence[Query]) -> list[int]:
        snapshot = self._snapshot()
        # The queries are mostly variants of one and share clauses.
        evaluation = Evaluation(snapshot)
        totals = []
        for query in queries:
            clause = Or(query.tiers) if query.count_all else query.tiers[0]
            docs, _ = evaluation.matches(clause)
            totals.append(len(docs[Selection(snapshot, docs, query.filters).passing]))
        return totals

    @explained("read")
    def ids(self, query: Query) -> Iterator[int]:
        snapshot = self._snapshot()
        found: list[int] = []
        for tier in _Question(snapshot, query).tiers():
            order = ordered(snapshot, tier.docs, tier.rounded, query.sort, len(tier.docs))
            found += snapshot.ids[tier.docs[order]].tolist()
        return iter(found)

    def writing(self, *, wait: float = 0, rebuilding: bool = False) -> AbstractContextManager[Turn]:
        if self._folder.path.exists():
            refuse_if_shared(self._folder.path)
        return turn_at(self._folder.path / "writer.lock", wait=wait, rebuilding=rebuilding)

    def update(
        self,
        documents: Iterable[Document],
        removed: Collection[int] = (),
        mark: Mark | None = None,
    ) -> set[int]:
        """See ``Engine.update``; all or nothing."""
        with explained("written"):
            generation = self._current()
        return replace(generation, documents, removed, mark)

    def rebuild(
        self, documents: Iterable[Document], replay: Callable[[Update], None] | None = None
    ) -> int:
        with explained("written"):
            self._folder.sweep()
            generation = self._folder.new_generation()
        try:
            count = fill(generation, documents)
            if replay is not None:
                replay(partial(replace, generation))
            with explained("written"):
                self._folder.use(generation)
        except BaseException:
            shutil.rmtree(generation.path, ignore_errors=True)
            raise
        with explained("written"):
            self._folder.sweep()
        return count

    def status(self) -> Status:
        try:
            return Status(State.READY, self._snapshot().count)
        except EngineUnavailable as error:
            return Status(state_of(error), 0, error.problem, error.remedy)

    def mark(self) -> Mark | None:
        return self._tried(Generation.mark)

    def verify(self, *, pause: float = 0) -> None:
        self._tried(lambda generation: generation.verify(pause=pause))

    def versions(self) -> Iterator[tuple[int, int]]:
        snapshot = self._snapshot()
        ids, versions = snapshot.ids[snapshot.live], snapshot.versions[snapshot.live]
        order = np.argsort(ids)
        return zip(ids[order].tolist(), versions[order].tolist(), strict=True)

    def languages(self) -> Mapping[str, int]:
        return self._snapshot().by_language

    def terms(self, prefix: str, limit: int = 10) -> list[str]:
        snapshot = self._snapshot()
        words = snapshot.words(prefix, WHOLE)
        frequent = sorted(words, key=lambda word: (-words[word], word))
        return _live(snapshot, frequent, limit)

    def similar(self, word: str, limit: int = 5) -> list[str]:
        snapshot = self._snapshot()
        words = snapshot.words(word[:1], WHOLE)
        words.pop(word, None)
        return _live(snapshot, ranked(Fuzzy(word, tolerance(word)), words), limit)

    def frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        snapshot = self._snapshot()
        return {stem: snapshot.frequency("body", stem_term(stem)) for stem in stems}

    def _current(self) -> Generation:
        """The generation that the pointer names.

        Raises IndexMissing or EngineUnavailable if there is none, FileNotFoundError or
        EmptyIndexError if it is being removed at this moment.
        """
        pointer = self._folder.pointer()
        with self._switching:
            if self._generation is None or self._generation.build != pointer.build:
                refuse_if_shared(self._folder.path)
                path = self._folder.path / pointer.folder
                self._generation = Generation(path, pointer.build)
            return self._generation

    def _snapshot(self) -> Snapshot:
        """A snapshot of the last commit in the current generation."""
        return self._tried(Generation.snapshot)

    def _tried(self, ask: Callable[[Generation], Answer]) -> Answer:
        """What the current generation answers. Commits and swaps of other processes remove files,
        so it is asked several times."""
        with explained("read"):
            for _ in range(TRIES - 1):
                try:
                    return ask(self._current())
                except (FileNotFoundError, EmptyIndexError):
                    time.sleep(PAUSE)
            return ask(self._current())


def _live(snapshot: Snapshot, words: Iterable[str], limit: int) -> list[str]:
    """The first ``limit`` of the words that any document still has: an article was withdrawn so
    that nobody sees what was in it."""
    return list(islice((word for word in words if snapshot.is_live(word, WHOLE)), limit))


class _Question:
    """A query on a snapshot. ``tiers`` sets ``counts`` and ``shared``."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._query = query
        self.evaluation = Evaluation(snapshot)
        self.counts = Counts()
        self.shared: list[str] = []

    def tiers(self) -> list[Tier]:
        snapshot, query = self._snapshot, self._query
        first, *lower = query.tiers
        found = [self._refined(first)]
        if lower:
            taken = np.zeros(snapshot.size, bool)
            for clause in lower:
                taken[found[-1].docs] = True
                docs, scores = self.evaluation.matches(clause)
                rest = ~taken[docs]
                found.append(Matches(docs[rest], scores[rest]))
        selections = [Selection(snapshot, docs, query.filters) for docs, _ in found]
        counted = selections[0]
        if query.count_all and lower:
            every = np.concatenate([docs for docs, _ in found])
            counted = Selection(snapshot, every, query.filters)
        self.counts = counted.counts()
        return [
            Tier(docs[selection.passing], scores[selection.passing])
            for (docs, scores), selection in zip(found, selections, strict=True)
        ]

    def _refined(self, clause: Clause) -> Matches:
        """The first tier; only its order is refined, since it has the best matches."""
        docs, scores = self.evaluation.matches(clause)
        if self._query.sort is Sort.RELEVANCE and len(docs) and is_question(clause):
            rounded = np.round(scores, PLACES)
            scores, shared = refined(self.evaluation, self._snapshot, docs, rounded)
            self.shared += shared
        return Matches(docs, scores)
