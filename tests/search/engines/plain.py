"""A slow, plain engine without a search library, which meets the whole contract of ``Engine``.

Only the test settings register its addresses. Its results have no ``generation``, ``notes`` or
``shared`` words. Its folder contains one file, which a process reads again when it has changed.
"""

from __future__ import annotations

import os
import pickle
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Self

from search.engines.base import (
    Engine,
    EngineUnavailable,
    IndexMissing,
    IndexOutdated,
    Mark,
    State,
    Status,
    Turn,
    Update,
)
from search.query.clauses import Query
from search.query.document import Document
from search.query.fields import WHOLE_FIELDS
from search.query.results import Hit, Results
from search.text.spelling import tolerance
from tests.search.engines.reference import Reference, edits

REMEDY = "Run `manage.py reindex`."
SCHEMA = 5

Documents = dict[int, Document]


class Writer:
    """The writer lock of a folder, among the threads of this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_rebuilding = False


_WRITERS: defaultdict[Path, Writer] = defaultdict(Writer)


class PlainEngine(Engine):
    address: ClassVar[str] = "plain:///absolute/path/of/a/folder"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "documents"
        self._read: tuple[object, Reference] | None = None
        self._mark: Mark | None = None

    @classmethod
    def from_url(cls, url: str) -> Self:
        path = url.removeprefix("plain://")
        if not path.startswith("/"):
            raise ValueError("A plain index needs an absolute folder.")
        return cls(Path(path))

    def search(self, query: Query, *, start: int = 0, size: int = 20) -> Results:
        assert start + size <= self.deepest
        found = self._reference().answer(query)
        ids = found.ids[start : start + size]
        tiers = [tier for tier, size in enumerate(found.sizes) for _ in range(size)]
        hits = tuple(
            Hit(id_, round(found.scores[id_], 9), tier)
            for id_, tier in zip(ids, tiers[start:], strict=False)
        )
        return Results(found.total, hits, found.counts, found.partial)

    def totals(self, queries: Sequence[Query]) -> list[int]:
        reference = self._reference()
        return [reference.answer(query).total for query in queries]

    def ids(self, query: Query) -> Iterator[int]:
        return iter(self._reference().answer(query).ids)

    @contextmanager
    def writing(self, *, wait: float = 0, rebuilding: bool = False) -> Iterator[Turn]:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EngineUnavailable(f"{self._file.parent} cannot be written.", REMEDY) from error
        writer = _WRITERS[self._file]
        deadline = time.monotonic() + wait
        while not (ours := writer.lock.acquire(blocking=False)) and time.monotonic() < deadline:
            time.sleep(0.01)
        if not ours:
            yield Turn.REBUILD if writer.is_rebuilding else Turn.ANOTHERS
            return
        try:
            writer.is_rebuilding = rebuilding
            yield Turn.OURS
        finally:
            writer.is_rebuilding = False
            writer.lock.release()

    def update(
        self,
        documents: Iterable[Document],
        removed: Collection[int] = (),
        mark: Mark | None = None,
    ) -> set[int]:
        stored = dict(self._reference().documents)
        newer = _change(stored, documents, removed)
        self._write(stored, mark or self._mark)
        return newer

    def rebuild(
        self, documents: Iterable[Document], replay: Callable[[Update], None] | None = None
    ) -> int:
        built: Documents = {}
        listed = list(documents)
        _change(built, listed, ())
        marks: list[Mark | None] = [None]

        def update(
            documents: Iterable[Document],
            removed: Collection[int] = (),
            mark: Mark | None = None,
        ) -> set[int]:
            marks.append(mark or marks[-1])
            return _change(built, documents, removed)

        if replay is not None:
            replay(update)
        self._write(built, marks[-1])
        return len(listed)

    def status(self) -> Status:
        try:
            return Status(State.READY, len(self._reference().documents))
        except IndexOutdated as error:
            return Status(State.OUTDATED, 0, error.problem, error.remedy)
        except IndexMissing as error:
            return Status(State.MISSING, 0, error.problem, error.remedy)
        except EngineUnavailable as error:
            return Status(State.DAMAGED, 0, error.problem, error.remedy)

    def mark(self) -> Mark | None:
        self._reference()
        return self._mark

    def verify(self, *, pause: float = 0) -> None:
        self._read = None
        self._reference()

    def versions(self) -> Iterator[tuple[int, int]]:
        stored = self._reference().documents
        return iter(sorted((id_, document.version) for id_, document in stored.items()))

    def languages(self) -> Mapping[str, int]:
        documents = self._reference().documents.values()
        return Counter(document.language for document in documents)

    def terms(self, prefix: str, limit: int = 10) -> list[str]:
        words = {word: count for word, count in self._words().items() if word.startswith(prefix)}
        return sorted(words, key=lambda word: (-words[word], word))[:limit]

    def similar(self, word: str, limit: int = 5) -> list[str]:
        words = self._words()
        near = {
            other: edits(word, other)
            for other in words
            if other != word
            and other[:1] == word[:1]
            and abs(len(other) - len(word)) <= tolerance(word)
        }
        found = [other for other in near if near[other] <= tolerance(word)]
        return sorted(found, key=lambda other: (near[other], -words[other], other))[:limit]

    def frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        reference = self._reference()
        bodies = [
            {stem for token in reference.tokens[id_, "body"] for stem in token.word.stems}
            for id_ in reference.documents
        ]
        return {stem: sum(stem in body for body in bodies) for stem in stems}

    def _words(self) -> Counter[str]:
        """The number of documents that contain each word."""
        reference = self._reference()
        return Counter(
            word
            for id_ in reference.documents
            for word in {
                token.surface
                for field in WHOLE_FIELDS
                for token in reference.tokens[id_, field.name]
            }
        )

    def _reference(self) -> Reference:
        try:
            with self._file.open("rb") as file:
                stat = os.fstat(file.fileno())
                state = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
                if self._read is None or self._read[0] != state:
                    schema, documents, self._mark = pickle.load(file)
                    if schema != SCHEMA:
                        raise IndexOutdated(f"The index is of schema {schema}.", REMEDY)
                    self._read = state, Reference(documents)
                return self._read[1]
        except FileNotFoundError:
            raise IndexMissing("There is no index.", REMEDY) from None
        except EngineUnavailable:
            raise
        except Exception as error:
            raise EngineUnavailable(f"{self._file} is damaged.", REMEDY) from error

    def _write(self, documents: Documents, mark: Mark | None) -> None:
        draft = self._file.with_suffix(".new")
        try:
            draft.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(pickle.dumps((SCHEMA, list(documents.values()), mark)))
            draft.replace(self._file)
        except OSError as error:
            raise EngineUnavailable(f"{self._file} cannot be written.", REMEDY) from error


def _change(stored: Documents, documents: Iterable[Document], removed: Collection[int]) -> set[int]:
    """Apply an update to the stored documents; returns the ids of documents that were skipped."""
    put: Documents = {}
    for document in documents:
        if document.id < 1:
            raise ValueError(f"A document's id is 1 or more, not {document.id}.")
        if document.id not in put or document.version >= put[document.id].version:
            put[document.id] = document
    for id_ in removed:
        stored.pop(id_, None)
    newer = {id_ for id_ in put if id_ in stored and stored[id_].version > put[id_].version}
    stored |= {id_: document for id_, document in put.items() if id_ not in newer}
    return newer
