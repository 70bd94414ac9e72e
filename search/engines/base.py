"""The interface of a search engine; ``tests/search/engines/contract.py`` holds each to it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from search.query.clauses import Query
from search.query.document import Document
from search.query.results import Results

Update = Callable[[Iterable[Document], Collection[int]], None]


class EngineUnavailable(Exception):
    """The engine cannot answer. The message says why and what to do. Never an empty result."""


class IndexMissing(EngineUnavailable):
    """There is no index, or one of another schema version: ``manage.py reindex`` makes it."""


class Engine(ABC):
    """A search index of documents.

    Safe to use from several threads. Every failure is an EngineUnavailable.
    """

    @property
    @abstractmethod
    def lock_file(self) -> Path:
        """The file that whoever writes to this index locks; one for all generations."""

    @abstractmethod
    def search(self, query: Query, *, start: int = 0, size: int = 20) -> Results:
        """Hits ``start`` to ``start + size`` with exact total and facet counts.

        Ordered by score, then newest first (undated last), then greater id first; sorted by
        date, undated last in both directions, then greater id first. Beyond the last hit there
        are no hits; the total stays. Statistics count live documents only.
        """

    @abstractmethod
    def update(self, documents: Iterable[Document], removed: Collection[int] = ()) -> None:
        """Put documents in the place of those with their ids and remove ``removed``.

        All or nothing; the next search sees it, in other processes too. Of several documents
        with one id the last counts. One writer at a time: the caller holds the writer lock.
        """

    @abstractmethod
    def rebuild(
        self, documents: Iterable[Document], replay: Callable[[Update], None] | None = None
    ) -> int:
        """Build a new index beside the old one, then swap it in.

        Returns how many documents it was given.
        ``replay`` is called before the swap with a function like ``update`` that writes to
        the new index, for what changed while it was built. Searches go on in the old one.
        """

    @abstractmethod
    def versions(self) -> Mapping[int, int]:
        """The version of every document in the index, by id."""

    @abstractmethod
    def terms(self, prefix: str, limit: int = 10) -> list[str]:
        """Words of the index that begin with a folded prefix, most frequent first."""

    @abstractmethod
    def frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        """In how many documents' bodies each of the stems stands; 0 for those in none.

        Documents removed a moment ago may still count.
        """

    @abstractmethod
    def size(self) -> int:
        """How many documents there are."""

    @abstractmethod
    def similar(self, word: str, limit: int = 5) -> list[tuple[str, int]]:
        """Other words of the index, as written, that a folded word may be a misspelling of.

        They have its first character and lie within ``spelling.tolerance`` edits. Nearest
        first, then most frequent, each with its frequency: how many documents have it, added
        up over fields.
        """

    @abstractmethod
    def is_current(self) -> bool:
        """True if there is an index and its schema version is today's."""
