"""The OpenSearch engine: an index in a cluster of servers."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial
from typing import ClassVar, Final, Self, TypeVar

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
from search.engines.opensearch import vocabulary
from search.engines.opensearch.address import Address
from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.failures import Incomplete, incomplete
from search.engines.opensearch.generations import Generations, searched, state_search
from search.engines.opensearch.lock import WriterLock
from search.engines.opensearch.questions import Question
from search.engines.opensearch.reading import read_all, repeated
from search.engines.opensearch.selections import EVERY, by_language
from search.engines.opensearch.writing import change, fill
from search.query.clauses import Fuzzy, Query
from search.query.document import Document
from search.query.results import Results
from search.text.spelling import tolerance

Answer = TypeVar("Answer")

#: Seconds before a question is asked again because a part of the cluster did not answer it, or the
#: index was swapped meanwhile.
PAUSES: Final = (0.05, 0.3)

#: The most words that are looked at for suggestions of similar ones.
_SIMILAR: Final = 20_000


class OpenSearchEngine(Engine):
    """An index in a cluster, which processes on several machines may use."""

    address: ClassVar[str] = "opensearch+https://user:password@host:9200,host:9200/prefix"

    #: Archives on several machines have a worker, which brings what is left.
    patience: ClassVar[float] = 3.0

    def __init__(self, address: Address) -> None:
        self._cluster = Cluster(address)
        self._generations = Generations(self._cluster)
        self._lock = WriterLock(self._cluster)
        #: The alias of the index in use.
        self.prefix = address.prefix

    @classmethod
    def from_url(cls, url: str) -> Self:
        return cls(Address.from_url(url))

    def search(self, query: Query, *, start: int = 0, size: int = 20) -> Results:
        return self._tried(lambda: self._search(query, start, size))

    def totals(self, queries: Sequence[Query]) -> list[int]:
        return self._tried(lambda: self._totals(queries)) if queries else []

    def ids(self, query: Query) -> Iterator[int]:
        def read() -> Iterator[int]:
            self._generations.current()
            return Question(self._cluster, self.prefix, query).ids()

        yield from repeated(read, PAUSES)

    def writing(self, *, wait: float = 0, rebuilding: bool = False) -> AbstractContextManager[Turn]:
        return self._lock.turn(wait=wait, rebuilding=rebuilding)

    def update(
        self,
        documents: Iterable[Document],
        removed: Collection[int] = (),
        mark: Mark | None = None,
    ) -> set[int]:
        self._lock.refuse_if_lost()
        return change(self._cluster, self._generations, self.prefix, documents, removed, mark)

    def rebuild(
        self, documents: Iterable[Document], replay: Callable[[Update], None] | None = None
    ) -> int:
        before = self._generations.readable()
        self._generations.sweep()
        generation = self._generations.create()
        name = generation.name
        try:
            generation, count = fill(self._cluster, generation, documents, before)
            self._generations.save(generation)
            self._generations.copy(generation)
            if replay is not None:
                replay(partial(change, self._cluster, self._generations, name))
            # Whoever has the turn to write may have deleted what this process wrote.
            self._lock.refuse_if_lost()
            self._generations.at(name)
            self._generations.use(generation)
        except BaseException:
            self._drop(name)
            raise
        self._generations.sweep()
        return count

    def status(self) -> Status:
        try:
            generation = self._tried(self._generations.current)
            documents = self._tried(self._size)
            if risk := self._generations.risk(generation):
                return Status(State.READY, documents, risk.problem, risk.remedy)
            return Status(State.READY, documents)
        except EngineUnavailable as error:
            return Status(state_of(error), 0, error.problem, error.remedy)

    def remains(self) -> str:
        return self._tried(self._generations.remains)

    def mark(self) -> Mark | None:
        return self._tried(lambda: self._generations.current().mark)

    def verify(self, *, pause: float = 0) -> None:
        """Asks whether every part of the index can be searched. The cluster compares its files with
        their checksums by itself, whenever it copies or merges them."""
        self._tried(self._size)
        with self.writing() as turn:
            if turn is Turn.OURS:
                self._note_nodes()

    def versions(self) -> Iterator[tuple[int, int]]:
        def read() -> Iterator[tuple[int, int]]:
            self._generations.current()
            body = {"query": EVERY, "sort": [{"id": "asc"}], "docvalue_fields": ["version"]}
            for hit in read_all(self._cluster, self.prefix, body):
                yield int(hit["_id"]), int(hit["fields"]["version"][0])

        yield from repeated(read, PAUSES)

    def languages(self) -> Mapping[str, int]:
        by = {"terms": {"field": "language", "size": 10_000}}
        body = {"size": 0, "query": EVERY, "aggs": {"by": by}}
        return by_language(self._asked([body])[0]["aggregations"]["by"])

    def terms(self, prefix: str, limit: int = 10) -> list[str]:
        [answer] = self._asked([vocabulary.beginning(prefix, limit)])
        return [*vocabulary.listed(answer["aggregations"])]

    def similar(self, word: str, limit: int = 5) -> list[str]:
        if not word:
            return []
        pattern = Fuzzy(word, tolerance(word))
        [answer] = self._asked([vocabulary.similar(word, pattern.edits, _SIMILAR)])
        counts = vocabulary.listed(answer["aggregations"])
        counts.pop(word, None)
        return ranked(pattern, counts)[:limit]

    def frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        asked = {str(place): stem for place, stem in enumerate(dict.fromkeys(stems))}
        if not asked:
            return {}
        filters = {place: {"term": {"body": stem}} for place, stem in asked.items()}
        body = {"size": 0, "aggs": {"by": {"filters": {"filters": filters}}}}
        buckets = self._asked([body])[0]["aggregations"]["by"]["buckets"]
        return {stem: buckets[place]["doc_count"] for place, stem in asked.items()}

    def _search(self, query: Query, start: int, size: int) -> Results:
        question = Question(self._cluster, self.prefix, query)
        # The state before and after: what was answered in between is of one state, or of none.
        bodies = [state_search(), *question.searches(start, size), state_search()]
        first, *answers, last = self._cluster.searches(
            self.prefix, bodies, preference=question.preference
        )
        before, after = searched(first), searched(last)
        if before.name != after.name:
            raise incomplete("the index was replaced meanwhile")
        hits, sizes, counts = question.read(answers)
        if start and start + size > sizes[0]:
            hits += question.lower(sizes, start, size)
        return Results(
            sum(sizes) if query.count_all else sizes[0],
            tuple(hits[:size]),
            counts,
            partial=sum(sizes[1:]),
            shared=question.shared,
            notes=question.notes,
            generation=before.label if before == after else "",
        )

    def _totals(self, queries: Sequence[Query]) -> list[int]:
        patterns = [each for query in queries for each in vocabulary.patterns_in(query.tiers)]
        known = vocabulary.expanded(self._cluster, self.prefix, patterns)
        bodies = [Question(self._cluster, self.prefix, query, known).total() for query in queries]
        return [answer["hits"]["total"]["value"] for answer in self._asked(bodies)]

    def _size(self) -> int:
        body = {"size": 0, "track_total_hits": True, "query": EVERY}
        total: int = self._asked([body])[0]["hits"]["total"]["value"]
        return total

    def _asked(self, bodies: Sequence[Json]) -> list[Json]:
        """The answers to searches of an index that this version can read."""

        def ask() -> list[Json]:
            state, *answers = self._cluster.searches(self.prefix, [state_search(), *bodies])
            searched(state)
            return answers

        return self._tried(ask)

    def _tried(self, ask: Callable[[], Answer]) -> Answer:
        for pause in PAUSES:
            try:
                return ask()
            except Incomplete:
                time.sleep(pause)
        return ask()

    def _note_nodes(self) -> None:
        """Remember nodes that have joined since the last update, for ``remains``."""
        generation = self._tried(self._generations.current)
        noted = self._generations.noted(generation)
        if noted != generation:
            self._generations.save(noted)

    def _drop(self, name: str) -> None:
        """Delete a generation, unless it is in use. If that fails, the next rebuild does it."""
        with suppress(EngineUnavailable):
            self._generations.drop_unused(name)
