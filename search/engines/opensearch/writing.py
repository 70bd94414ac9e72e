"""Writes documents: in bulk to a new generation, or as changes of one that exists.

A change says which state of the document it replaces, and the cluster refuses it if that is not so
any more. So a request may be repeated, and a writer that was stopped for long destroys nothing.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, islice
from typing import Final, NamedTuple

from search.engines.base import EngineAway, EngineUnavailable, Mark
from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.failures import incomplete, overtaken, refused
from search.engines.opensearch.generations import Generation, Generations
from search.engines.opensearch.records import Averages, Lengths, analysed, checked, record
from search.engines.opensearch.selections import EVERY
from search.engines.timelimits import left
from search.query.document import Document
from search.text.words import Word

#: The most documents, and about the most characters, of a bulk request.
TOGETHER: Final = 500
LARGE: Final = 4_000_000

#: Seconds that the cluster may take for a bulk request.
SECONDS: Final = 15.0
#: Seconds for which what the cluster has no time or place for is tried again: for a change, which
#: somebody waits for and which can be repeated, and for a rebuild, which would begin anew.
PATIENCE, LONG_PATIENCE = 10.0, 120.0
_PAUSES: Final = (0.1, 0.3, 1.0, 3.0, 5.0)

#: The number of documents whose lengths are averaged before the first one is written.
SAMPLE: Final = 5000

#: How often a change is decided again because its document was changed meanwhile.
_TRIES: Final = 5

_CONFLICT: Final = 409
_BUSY: Final = frozenset([429, 500, 502, 503, 504])

Paragraphs = Mapping[str, list[list[Word]]]


class Action(NamedTuple):
    """One action of a bulk request: what, with its options, and the document if there is one."""

    what: str
    options: Json
    source: Json | None = None

    @property
    def size(self) -> int:
        """About its number of characters."""
        texts = (each for each in (self.source or {}).values() if isinstance(each, list))
        return sum(len(text) for each in texts for text in each if isinstance(text, str))


class Seen(NamedTuple):
    """A document in the index: its version, and what identifies its last change."""

    version: int
    change: tuple[int, int]


def change(
    cluster: Cluster,
    generations: Generations,
    index: str,
    documents: Iterable[Document],
    removed: Collection[int] = (),
    mark: Mark | None = None,
) -> set[int]:
    """See ``Engine.update``; ``index`` is the name or the alias of a generation."""
    rows: dict[int, Document] = {}
    for document in documents:
        before = rows.get(checked(document).id)
        if before is None or document.version >= before.version:
            rows[document.id] = document
    generation = generations.at(index)
    if not rows and not removed and mark is None:
        return set()
    refused_ids = _apply(cluster, generation, rows, set(removed))
    cluster.refresh(generation.name, generation.shards)
    # Last: an index whose mark is of an update has all of it.
    generations.save(generations.noted(replace(generation, mark=mark or generation.mark)))
    return refused_ids


def fill(
    cluster: Cluster,
    generation: Generation,
    documents: Iterable[Document],
    before: Generation | None,
) -> tuple[Generation, int]:
    """Write any number of documents to a new generation, which may have some already; returns it,
    and how many were passed.

    Fields are ranked by the average lengths that ``before`` measured, the generation in use, if it
    is large enough; else by those of the first documents.
    """
    rest = iter(documents)
    sample = [(each, analysed(checked(each))) for each in islice(rest, SAMPLE)]
    lengths = Lengths()
    for _, paragraphs in sample:
        lengths.add(paragraphs)
    averages: Averages = lengths.averages
    if before is not None and before.documents >= SAMPLE <= len(sample):
        averages = before.measured
    count = 0
    earlier = _documents(cluster, generation)
    results: Counter[str] = Counter()

    def read() -> Iterator[tuple[Document, Paragraphs]]:
        for document in rest:
            paragraphs = analysed(checked(document))
            lengths.add(paragraphs)
            yield document, paragraphs

    with ThreadPoolExecutor(1) as pool:
        sending: Future[Counter[str]] | None = None
        for batch in _batches(chain(sample, read()), averages):
            # One request at a time, so that the last of several documents with one id stays.
            results += sending.result() if sending else Counter()
            count += batch.documents
            sending = pool.submit(_insert, cluster, generation.name, batch.sources)
        results += sending.result() if sending else Counter()
    # What is written over was there before, or was written by a request whose answer was lost.
    least = earlier + results["created"]
    found = _documents(cluster, generation)
    if not least <= found <= least + results["updated"]:
        raise incomplete(f"a new index has {found} articles instead of {least}")
    written = replace(
        generation,
        averages=averages,
        measured=lengths.averages,
        documents=lengths.documents,
    )
    return written, count


def _documents(cluster: Cluster, generation: Generation) -> int:
    """The number of documents in a generation, also those not yet seen by searches."""
    cluster.refresh(generation.name, generation.shards, seconds=LONG_PATIENCE)
    body = {"size": 0, "track_total_hits": True, "query": EVERY}
    total: int = cluster.search(generation.name, body)["hits"]["total"]["value"]
    return total


class _Batch(NamedTuple):
    """Documents of one bulk request, by id; ``documents`` is how many were passed."""

    sources: dict[int, Json]
    documents: int


def _batches(
    documents: Iterable[tuple[Document, Paragraphs]], averages: Averages
) -> Iterator[_Batch]:
    sources: dict[int, Json] = {}
    count = size = 0
    for document, paragraphs in documents:
        count += 1
        earlier = sources.get(document.id)
        if earlier is None or earlier["version"] <= document.version:
            sources[document.id] = record(document, paragraphs, averages)
        size += 3 * sum(map(len, document.texts.values()))
        if count >= TOGETHER or size >= LARGE:
            yield _Batch(sources, count)
            sources, count, size = {}, 0, 0
    if count:
        yield _Batch(sources, count)


def _insert(cluster: Cluster, index: str, sources: Mapping[int, Json]) -> Counter[str]:
    """Write documents to a new generation; returns how many were created and updated. Of two
    documents with one id, the one of the higher version stays, or the later one."""
    actions = [
        Action(
            "index",
            {"_id": str(id_), "version": source["version"], "version_type": "external_gte"},
            source,
        )
        for id_, source in sources.items()
    ]
    outcomes = _send(cluster, index, actions, LONG_PATIENCE)
    return Counter(str(each.get("result", "")) for each in outcomes)


def _apply(
    cluster: Cluster, generation: Generation, rows: Mapping[int, Document], removed: set[int]
) -> set[int]:
    refused_ids: set[int] = set()
    first: dict[int, Seen | None] = {}
    pending = sorted({*rows, *removed})
    for _ in range(_TRIES):
        seen = _read(cluster, generation.name, pending)
        actions: dict[int, Action] = {}
        for id_ in pending:
            now = seen.get(id_)
            if id_ in removed and first.setdefault(id_, now) != now and now is not None:
                # Our own change, whose answer was lost, or that of another writer.
                if id_ in rows and now.version == rows[id_].version:
                    continue
                raise overtaken()
            if id_ not in rows:
                if now is not None:
                    actions[id_] = Action("delete", _options(id_, now))
            elif now is not None and now.version > rows[id_].version and id_ not in removed:
                refused_ids.add(id_)
            else:
                source = record(rows[id_], analysed(rows[id_]), generation.averages)
                actions[id_] = Action("index" if now else "create", _options(id_, now), source)
        pending = []
        for ids in _chunks(list(actions), actions):
            outcomes = _send(cluster, generation.name, [actions[id_] for id_ in ids], PATIENCE)
            pending += [
                id_
                for id_, outcome in zip(ids, outcomes, strict=True)
                if outcome["status"] == _CONFLICT
            ]
        if not pending:
            return refused_ids
    raise overtaken()


def _options(id_: int, seen: Seen | None) -> Json:
    options: Json = {"_id": str(id_)}
    if seen is not None:
        options["if_seq_no"], options["if_primary_term"] = seen.change
    return options


def _chunks(ids: Sequence[int], actions: Mapping[int, Action]) -> Iterator[list[int]]:
    chunk: list[int] = []
    size = 0
    for id_ in ids:
        chunk.append(id_)
        size += actions[id_].size
        if len(chunk) >= TOGETHER or size >= LARGE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _read(cluster: Cluster, index: str, ids: Sequence[int]) -> dict[int, Seen]:
    """The documents with these ids that are in the index, also those not yet seen by searches."""
    found = {}
    for start in range(0, len(ids), TOGETHER):
        chunk = [str(id_) for id_ in ids[start : start + TOGETHER]]
        answer = cluster.ask("POST", f"/{index}/_mget", {"ids": chunk}, _source="version")
        for each in answer["docs"]:
            if "error" in each:
                raise refused(503, each["error"])
            if each["found"]:
                last = (each["_seq_no"], each["_primary_term"])
                found[int(each["_id"])] = Seen(each["_source"]["version"], last)
    return found


def _send(cluster: Cluster, index: str, actions: Sequence[Action], patience: float) -> list[Json]:
    """Send actions until each has an outcome: done, in conflict, or already gone. What the cluster
    had no time or place for is sent again, and all of a request without an answer."""
    outcomes: list[Json | None] = [None] * len(actions)
    deadline = time.monotonic() + min(patience, left())
    for pause in chain(_PAUSES, iter(lambda: _PAUSES[-1], None)):
        waiting = [place for place, outcome in enumerate(outcomes) if outcome is None]
        if not waiting:
            break
        failure: EngineUnavailable | None = None
        try:
            answers = cluster.bulk(
                _lines(index, [actions[place] for place in waiting]), seconds=SECONDS
            )
        except EngineAway as error:
            failure, answers = error, []
        for place, answer in zip(waiting, answers, strict=False):
            status = answer["status"]
            if "error" not in answer or status == _CONFLICT:
                outcomes[place] = answer
            else:
                failure = refused(status, answer["error"])
                if status not in _BUSY:
                    raise failure
        if failure is not None:
            if time.monotonic() >= deadline:
                raise failure
            time.sleep(min(pause, left()))
    return [outcome for outcome in outcomes if outcome is not None]


def _lines(index: str, actions: Iterable[Action]) -> Iterator[Json]:
    for what, options, source in actions:
        yield {what: {"_index": index, **options}}
        if source is not None:
            yield source
