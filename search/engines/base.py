"""The interface that every search engine implements.

``tests/search/engines/contract.py`` tests each engine against it. From this project an engine
imports only this module, ``search.query`` and ``search.text``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol, Self

from search.query.clauses import Query
from search.query.document import Document
from search.query.results import Results


@dataclass(frozen=True, slots=True)
class Mark:
    """A state of an archive, which an index carries to show what it was written from.

    ``archive`` is the archive's id, and ``sequence`` grows with each update of its index.
    ``token`` is random: two copies of an archive can have equal numbers, but not equal tokens.
    """

    archive: str
    sequence: int
    token: str


class Update(Protocol):
    """``Engine.update``, or the like for an index that is being built."""

    def __call__(
        self,
        documents: Iterable[Document],
        removed: Collection[int] = (),
        mark: Mark | None = None,
    ) -> set[int]: ...


class EngineUnavailable(Exception):
    """The engine cannot answer or cannot write. Engines never return an empty result instead.

    ``problem`` is a sentence for the log and the operator, and may name folders and hosts.
    ``remedy`` is a sentence that tells the operator what to do and may be shown to anybody; it
    is "" if there is nothing to add to the problem.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}".strip()


class IndexMissing(EngineUnavailable):
    """There is no index; a rebuild creates one."""


class IndexOutdated(IndexMissing):
    """The index was written by an older or newer version of this program, which this version
    cannot read."""


class EngineAway(EngineUnavailable):
    """The servers of the index cannot be reached, or cannot answer completely. The index itself may
    be whole: it answers again once they are back, and a rebuild would not help."""


class State(StrEnum):
    """The state of an index. Only a READY index can be searched and updated. A rebuild makes any
    other READY, unless it is AWAY or something else outside the index is wrong, such as a full
    disk."""

    READY = "ready"
    AWAY = "away"
    MISSING = "missing"
    OUTDATED = "outdated"
    DAMAGED = "damaged"
    #: It was written from another archive, or from an earlier or later state of this one. An
    #: engine cannot tell; see ``search.index.agreement``.
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Status:
    """``documents`` is the number of documents in the index; ``problem`` and ``remedy`` are those
    of an EngineUnavailable. An index that is READY has none, unless it answers but is at risk: one
    more failure would take it away."""

    state: State
    documents: int = 0
    problem: str = ""
    remedy: str = ""


def state_of(error: EngineUnavailable) -> State:
    """The state of an index that an engine cannot use for this reason."""
    match error:
        case IndexOutdated():
            return State.OUTDATED
        case IndexMissing():
            return State.MISSING
        case EngineAway():
            return State.AWAY
    return State.DAMAGED


def schemas_before(schema: int, earlier: Iterable[int], last: int | None) -> list[int]:
    """The schemas of the indexes before one of ``schema``, the oldest first, if it replaces one of
    the schema ``last`` that came after ``earlier``. Whoever goes back to an older schema forgets
    those that came after it, so that another upgrade is one like the first."""
    found = [*earlier, *([] if last is None else [last])]
    return [*dict.fromkeys(found[: found.index(schema)] if schema in found else found)]


class Turn(StrEnum):
    """Whose turn it is to write."""

    OURS = "ours"
    #: Another process is writing and will be done soon.
    ANOTHERS = "another's"
    #: Another process is rebuilding the whole index, which takes long.
    REBUILD = "a rebuild's"


class Engine(ABC):
    """An index of documents that can be searched.

    An engine indexes the words of each field of ``search.query.fields.TEXT_FIELDS`` as
    ``search.text.analysis.tokenize`` returns them in the document's language, with stems, surface
    and position. It analyses words in no other way and receives clauses, never text that a user
    typed. So every engine
    finds the same documents, reports the same totals, and agrees with the marks on a page. Each
    engine scores matches in its own way: the better a document matches a clause, the higher its
    score, and a field of greater weight counts more.

    An engine is safe to use from several threads; several processes may use one index. Every
    failure raises EngineUnavailable; there are no partial answers.
    """

    #: An example of this engine's addresses, for messages.
    address: ClassVar[str]

    #: Seconds for which a save waits for its turn to write, and may then write, so that the next
    #: search finds the change.
    patience: ClassVar[float] = 10.0

    #: ``search`` returns hits up to this rank, counted from 1; ``ids`` returns all.
    deepest: ClassVar[int] = 10_000

    @classmethod
    @abstractmethod
    def from_url(cls, url: str) -> Self:
        """The engine at an address such as ``address``. Raises ValueError, with a sentence that
        says what is wrong, for any other address. Opens nothing: an engine that cannot be
        reached fails when it is first used."""

    # Searching

    @abstractmethod
    def search(self, query: Query, *, start: int = 0, size: int = 20) -> Results:
        """Hits ``start`` to ``start + size``, which is at most ``deepest``, with exact totals and
        facet counts.

        By relevance, hits are ordered by tier, then score, then newest first (undated last), then
        greater id first. By date, they are ordered by tier, then date (undated last in both
        directions), then greater id first. By addition, they are ordered by tier, then greater
        sequence number first, then greater id first. A page beyond the last hit has no hits, but
        the same totals.
        """

    @abstractmethod
    def totals(self, queries: Sequence[Query]) -> list[int]:
        """The ``total`` of each query, as in ``search``, in one round trip to the engine."""

    @abstractmethod
    def ids(self, query: Query) -> Iterator[int]:
        """The ids of all hits in all tiers, in the order of ``search``, however many there are."""

    # Writing

    @abstractmethod
    def writing(self, *, wait: float = 0, rebuilding: bool = False) -> AbstractContextManager[Turn]:
        """Hold the writer lock until the context or the process ends, even if it crashes.

        Yields ``Turn.OURS``, or another Turn if the lock was not free within ``wait`` seconds.
        ``rebuilding`` tells other processes that the lock will be held for long. Call ``update``
        and ``rebuild`` only while you hold the lock.
        """

    @abstractmethod
    def update(
        self,
        documents: Iterable[Document],
        removed: Collection[int] = (),
        mark: Mark | None = None,
    ) -> set[int]:
        """Add documents, replacing those with the same ids, and remove the ids in ``removed``. The
        index then carries ``mark``, in the same commit; without one it keeps the mark it has.

        The next search sees the change, in other processes too. An update is idempotent, and a
        failure always raises; a failed update may have been applied in part, and can be repeated.
        A document never replaces one of a higher version: it is skipped, and its id is
        returned. A document whose id is also in ``removed`` is added whatever its version. Of
        several documents with one id, the last one of the highest version is used.
        ValueError, which names the document, if one cannot be indexed; then nothing has changed.
        """

    @abstractmethod
    def rebuild(
        self, documents: Iterable[Document], replay: Callable[[Update], None] | None = None
    ) -> int:
        """Build a new index beside the old one, then swap it in. Returns how many documents were
        passed in.

        ``replay`` is called before the swap with a function like ``update`` that writes to the
        new index; it applies what changed during the build, and sets the mark of the new index.
        Until the swap, searches use the old index. It stays in use if anything fails, including
        ``documents`` and ``replay``.
        """

    # Inspection

    def remains(self) -> str:
        """A sentence about where documents that are in no index any more are still on a disk, and
        what to do; "" if nowhere. Ask after a rebuild, in the process that made it."""
        return ""

    @abstractmethod
    def status(self) -> Status:
        """The current state of the index. Never raises."""

    @abstractmethod
    def mark(self) -> Mark | None:
        """The mark of the index, None if it has none. Quick enough to be asked for on every
        page, and reads no more of the index than it must."""

    @abstractmethod
    def verify(self, *, pause: float = 0) -> None:
        """Read every file of the index again and compare it with its checksum.

        ``pause``: seconds to rest after each megabyte, so that searches are not slowed down.
        Raises EngineUnavailable if the index is damaged, and from then on every search does.
        """

    @abstractmethod
    def versions(self) -> Iterator[tuple[int, int]]:
        """Id and version of every document, ordered by id."""

    @abstractmethod
    def languages(self) -> Mapping[str, int]:
        """The number of documents in each language, by code ("": unknown). Quick enough to be
        asked for before every search."""

    # The vocabulary. It is optional: without it, pages show no hints.

    def terms(self, prefix: str, limit: int = 10) -> list[str]:
        """Surfaces in the index that begin with a folded prefix, most frequent first. A surface
        that only removed documents had is not among them."""
        return []

    def similar(self, word: str, limit: int = 5) -> list[str]:
        """Other surfaces in the index that a folded word may be a misspelling of.

        They share its first character and lie within ``spelling.tolerance`` edits of it, nearest
        first, then most frequent first. A surface that only removed documents had is not among
        them.
        """
        return []

    def frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        """The number of documents whose body contains each stem, 0 if there are none. Recently
        removed documents may be counted beside others. Empty if the engine cannot tell."""
        return {}
