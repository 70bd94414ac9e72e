"""What a search engine must do: the contract that every engine keeps.

``tests/search/engines/contract.py`` holds each engine to it. An engine imports nothing of this
project but this module, ``search.query`` and ``search.text``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from search.query.clauses import Query
from search.query.document import Document
from search.query.results import Results

Update = Callable[[Iterable[Document], Collection[int]], set[int]]


class EngineUnavailable(Exception):
    """The engine cannot answer, or not write. Never an empty result.

    ``problem`` is a sentence for the log and the operator, and may name folders and hosts;
    ``remedy`` is what the operator does about it, in a sentence that anybody may read. It is ""
    where the problem says all there is to say.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}".strip()


class IndexMissing(EngineUnavailable):
    """There is no index: a rebuild makes one."""


class IndexOutdated(IndexMissing):
    """There is none that this program can read: an older or newer one made it."""


class State(StrEnum):
    """How an index is. Only one that is READY can be searched and updated; a rebuild makes any
    other ready, unless something outside the index is wrong too, such as a full disk."""

    READY = "ready"
    MISSING = "missing"
    OUTDATED = "outdated"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Status:
    """``documents`` is how many there are; ``problem`` and ``remedy`` are those of an
    EngineUnavailable, "" for an index that is ready."""

    state: State
    documents: int = 0
    problem: str = ""
    remedy: str = ""


class Turn(StrEnum):
    """Whose turn it is to write."""

    OURS = "ours"
    #: Another writer is at work and will soon have done.
    ANOTHERS = "another's"
    #: Another writer builds a whole index, which takes long.
    REBUILD = "a rebuild's"


class Engine(ABC):
    """An index of documents that can be searched.

    What is indexed: the words of each field of ``search.query.fields.TEXT_FIELDS`` as
    ``search.text.analysis.tokenize`` gives them, with stem, surface and position. Words are never
    analysed in another way, and no text that a user typed reaches an engine, only clauses. So what
    is found, how many there are and what a page marks is the same on every engine. How matches are
    scored is an engine's own affair: the better a document matches a clause, the higher its score,
    and a field of greater weight counts more.

    An engine is safe to use from several threads; several processes may use one index. Every
    failure is an EngineUnavailable; there are no partial answers.
    """

    #: How an address of this engine is written, for people.
    address: ClassVar[str]

    #: ``search`` gives hits up to this one, counted from 1; ``ids`` gives all.
    deepest: ClassVar[int] = 10_000

    @classmethod
    @abstractmethod
    def from_url(cls, url: str) -> Self:
        """The engine at an address such as ``address``. ValueError, with a sentence that says
        what is wrong, for any other. Nothing is opened yet: that fails when it is used."""

    # Asking

    @abstractmethod
    def search(self, query: Query, *, start: int = 0, size: int = 20) -> Results:
        """Hits ``start`` to ``start + size``, which is at most ``deepest``, with exact totals and
        facet counts.

        Ordered by tier, then score, then newest first (undated last), then greater id first.
        Sorted by date: by tier, then date, undated last in both directions, then greater id first.
        Beyond the last hit there are no hits; the totals stay.
        """

    @abstractmethod
    def totals(self, queries: Sequence[Query]) -> list[int]:
        """The total of each query, as ``search`` gives it, in one trip to the engine."""

    @abstractmethod
    def ids(self, query: Query) -> Iterator[int]:
        """The ids of all hits, of all tiers, in the order of ``search``, however many there are."""

    # Writing

    @abstractmethod
    def writing(self, *, wait: float = 0, rebuilding: bool = False) -> AbstractContextManager[Turn]:
        """Have the index to oneself until the context ends, or the process, in whatever way.

        Gives ``Turn.OURS``, or says who else is at work if the index was not free within ``wait``
        seconds. ``rebuilding`` tells others that this will take long. ``update`` and ``rebuild``
        are called by whoever has the turn.
        """

    @abstractmethod
    def update(self, documents: Iterable[Document], removed: Collection[int] = ()) -> set[int]:
        """Put documents in the place of those with their ids and remove ``removed``.

        The next search sees it, in other processes too. Doing it again changes nothing, so an
        update that failed, and may be done in part, is tried again; a failure always raises. A
        document never takes the place of one of a higher version: it is left out, and its id is
        returned. One whose id is among ``removed`` is put whatever its version. Of several
        documents with one id, the last of those of the highest version counts.
        A ValueError names a document that cannot be indexed; then nothing has changed.
        """

    @abstractmethod
    def rebuild(
        self, documents: Iterable[Document], replay: Callable[[Update], None] | None = None
    ) -> int:
        """Build a new index beside the old one, then swap it in; returns how many documents there
        were to index.

        ``replay`` is called before the swap with a function like ``update`` that writes to the
        new index, for what changed while it was built. Searches go on in the old one, which stays
        in use if anything fails, what ``documents`` and ``replay`` raise included.
        """

    # Knowing

    @abstractmethod
    def status(self) -> Status:
        """How the index is now. Never raises."""

    @abstractmethod
    def versions(self) -> Iterator[tuple[int, int]]:
        """Id and version of every document, ordered by id."""

    # The vocabulary, which an engine may lack: hints then have nothing to say.

    def terms(self, prefix: str, limit: int = 10) -> list[str]:
        """Words of the index, as written, that begin with a folded prefix, frequent ones first."""
        return []

    def similar(self, word: str, limit: int = 5) -> list[str]:
        """Other words of the index, as written, that a folded word may be a misspelling of.

        They have its first character and lie within ``spelling.tolerance`` edits. Nearest first,
        then frequent ones first.
        """
        return []

    def frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        """How many documents have each of the stems in their bodies, 0 where none has. Documents
        removed a moment ago may still count. Empty if the engine cannot tell."""
        return {}
