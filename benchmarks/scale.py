"""How an engine does with many articles: how it is built, and how long it takes to answer.

    python -m benchmarks.scale FOLDER NUMBER [--engine whoosh|opensearch] [--only build|ask]

Builds an index of NUMBER synthetic articles of 250 words in FOLDER, unless it is there, and then
asks it questions of each kind. Documents go straight to the engine, on the way of
``manage.py reindex``; there is no database and no extraction. The index stays in the folder.

OpenSearch is a cluster of three nodes on this machine (``scalenodes.py``). A build that was
killed goes on where it was. On Whoosh it begins anew, as ``reindex`` does.

Milliseconds are by the clock and, of OpenSearch, also as the cluster says it took. Other work on
the machine makes all of them longer: the load is printed with them.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import resource
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

from benchmarks.scalenodes import Running, cluster
from benchmarks.scalestories import BEFORE, document, documents, percentiles, questions
from search.engines.base import Engine, Turn
from search.engines.whoosh import WhooshEngine
from search.language.parsing import parse
from search.query.clauses import Query

#: Articles of a build that a kill repeats.
TOGETHER = 50_000

#: Articles that are edited, one after the other, and then at once.
EDITS, MANY = 20, 100

#: The name of the index in the cluster.
PREFIX = "scale"

#: Seconds that the copies of a new index may take.
COPYING = 3600


class Spent(NamedTuple):
    """Seconds by the clock, and CPU seconds of this program and of the nodes."""

    seconds: float
    ours: float
    nodes: float


class Bench(ABC):
    """An engine in a folder."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder, self.number = folder, number
        self._record = folder / "built.json"
        self.built: dict[str, Any] = {}
        if self._record.exists():
            self.built = json.loads(self._record.read_text())

    @property
    @abstractmethod
    def engine(self) -> Engine: ...

    @abstractmethod
    def build(self) -> None:
        """Build what is missing of the index, and note what it took in ``built``."""

    def took(self) -> float:
        """Milliseconds that the engine says it took since the last call; 0 if it does not say."""
        return 0.0

    def note(self, **values: Any) -> None:
        self.built |= values
        self._record.write_text(json.dumps(self.built))


class OnWhoosh(Bench):
    def __init__(self, folder: Path, number: int) -> None:
        super().__init__(folder, number)
        self._index = folder / "index"
        self._engine = WhooshEngine(self._index)

    @property
    def engine(self) -> Engine:
        return self._engine

    def build(self) -> None:
        began, cpu = time.monotonic(), _cpu()
        with _turn(self._engine):
            self._engine.rebuild(documents(1, self.number))
        self.note(
            seconds=time.monotonic() - began,
            ours=_cpu() - cpu,
            peak=[_peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN)],
            bytes=sum(path.stat().st_size for path in self._index.rglob("*") if path.is_file()),
            done=self.number,
        )


def bench_on(running: Running, folder: Path, number: int) -> Bench:
    """The cluster; in a function, since its client need not be installed."""
    from search.engines.opensearch import OpenSearchEngine
    from search.engines.opensearch.address import Address
    from search.engines.opensearch.cluster import Cluster, Json
    from search.engines.opensearch.generations import Generations
    from search.engines.opensearch.writing import fill

    class Timed(Cluster):
        """Adds up how long searches took."""

        took = 0.0

        def ask(self, *arguments: Any, **options: Any) -> Json:
            answer = super().ask(*arguments, **options)
            self.took += answer.get("took", 0)
            return answer

    class TimedEngine(OpenSearchEngine):
        def __init__(self, address: Address) -> None:
            super().__init__(address)
            self._cluster = self.timed = Timed(address)

    class OnOpenSearch(Bench):
        def __init__(self) -> None:
            super().__init__(folder, number)
            options = "shards=3&replicas=1&timeout=60"
            self._address = Address.from_url(
                f"opensearch+http://{running.hosts}/{PREFIX}?{options}"
            )
            self._engine = TimedEngine(self._address)

        @property
        def engine(self) -> Engine:
            return self._engine

        def took(self) -> float:
            since, self._engine.timed.took = self._engine.timed.took, 0.0
            return since

        def build(self) -> None:
            client = Cluster(self._address)
            generations = Generations(client)
            name = self.built.get("name")
            generation = generations.at(name) if name else generations.create()
            done = int(self.built.get("done", 0))
            self.note(name=generation.name)
            while done < number:
                began = _spent(running)
                last = min(done + TOGETHER, number)
                generation, _ = fill(client, generation, documents(done + 1, last), generation)
                generation = generations.save(generation)
                self._add(_since(began, running), last - done, last)
                done = last
            began = _spent(running)
            generations.copy(generation)
            path = f"/_cluster/health/{generation.name}?wait_for_status=green&timeout=50s"
            until = time.monotonic() + COPYING
            while not running.is_green(path) and time.monotonic() < until:
                pass
            generations.use(generation)
            self.note(copying=_since(began, running).seconds)
            stats = running.get(f"/{generation.name}/_stats/store,docs,segments")["_all"]
            self.note(
                bytes=stats["total"]["store"]["size_in_bytes"],
                primaries=stats["primaries"]["store"]["size_in_bytes"],
                segments=stats["primaries"]["segments"]["count"],
            )

        def _add(self, spent: Spent, written: int, done: int) -> None:
            before = [self.built.get(name, 0.0) for name in Spent._fields]
            sums = {
                name: then + now
                for name, then, now in zip(Spent._fields, before, spent, strict=True)
            }
            heap = [*self.built.get("heap", []), max(running.heap())]
            peak = [_peak(resource.RUSAGE_SELF)]
            self.note(**sums, done=done, heap=heap, peak=peak)
            rate = written / spent.seconds
            print(f"{done:,}: {rate:,.0f}/s, {_load()}, heap {heap[-1]} %", file=sys.stderr)

    return OnOpenSearch()


@contextmanager
def bench(name: str, folder: Path, number: int) -> Iterator[Bench]:
    folder = folder / f"{name}-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    if name == "whoosh":
        yield OnWhoosh(folder, number)
        return
    with cluster(folder / "nodes") as running:
        yield bench_on(running, folder, number)


def described(bench: Bench) -> str:
    """What the build took, as a table."""
    built, number = bench.built, bench.number
    rows = [
        ("articles", f"{number:,}"),
        ("articles/s", f"{number / built['seconds']:,.0f} ({built['seconds']:,.0f} s)"),
        ("CPU of this program, ms each", f"{1000 * built['ours'] / number:.2f}"),
        ("peak memory, MB", " + ".join(f"{each:,.0f}" for each in built["peak"])),
        ("index, bytes each", f"{built.get('primaries', built['bytes']) / number:,.0f}"),
    ]
    if "nodes" in built:
        rows += [
            ("CPU of the nodes, ms each", f"{1000 * built['nodes'] / number:.2f}"),
            ("index with its copy, bytes each", f"{built['bytes'] / number:,.0f}"),
            ("making the copy, s", f"{built['copying']:,.0f}"),
            ("segments", f"{built['segments']}"),
            ("heap in use after each part, %", f"{min(built['heap'])} to {max(built['heap'])}"),
        ]
    return "\n".join(["| build | |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])


def asked(bench: Bench, only: list[str]) -> None:
    """Print the milliseconds of questions, by kind, as soon as they are known."""
    print(f"\nLoad of the machine before: {_load()}")
    print("\n| question | matches | p50 ms | p95 ms | p50, as the engine says | p95 |")
    print("|---|---|---|---|---|---|")
    for kind, each in questions(bench.number).items():
        if only and kind not in only:
            continue
        clock, told, matches = [], [], []
        for place, question in enumerate(each):
            bench.took()
            began = time.perf_counter()
            found = question(bench.engine)
            spent = 1000 * (time.perf_counter() - began)
            if place >= BEFORE:
                clock.append(spent)
                told.append(bench.took())
                matches.append(found if isinstance(found, int) else 0)
        typical = sorted(matches)[len(matches) // 2]
        cells = [f"{value:,.1f}" for value in (*percentiles(clock), *percentiles(told))]
        print(f"| {kind} | {typical:,} | {' | '.join(cells)} |", flush=True)
    print(f"\nLoad of the machine after: {_load()}")


def edited(bench: Bench) -> None:
    """Print how long it takes until edits are found, and until all versions are listed."""
    engine, rng = bench.engine, random.Random("edits")
    numbers = rng.sample(range(1, bench.number + 1), EDITS + MANY)
    version = 1 + time.time_ns() // 1_000_000_000
    spent = []
    for place in range(EDITS):
        word = f"zz{version}x{place}"
        began = time.perf_counter()
        with _turn(engine):
            engine.update([document(numbers[place], version, word)])
        total = engine.search(Query(parse(word).tiers)).total
        spent.append(time.perf_counter() - began)
        if total != 1:
            raise SystemExit(f"An edited article was found {total} times.")
    began = time.perf_counter()
    with _turn(engine):
        engine.update([document(each, version) for each in numbers[EDITS:]])
    together = time.perf_counter() - began
    began = time.perf_counter()
    listed = sum(1 for _ in engine.versions())
    listing = time.perf_counter() - began
    if listed != bench.number:
        raise SystemExit(f"{listed:,} versions are listed instead of {bench.number:,}.")
    half, _ = percentiles(spent)
    print(f"\nAn edit is found after {half:.2f} s (p50), {max(spent):.2f} s at most;", end=" ")
    print(f"{MANY} at once are written in {together:.2f} s.")
    print(f"All versions are listed in {listing:.1f} s.")
    print(f"Memory of this program at most: {_peak(resource.RUSAGE_SELF):,.0f} MB.")


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    with engine.writing(wait=60, rebuilding=False) as turn:
        if turn is not Turn.OURS:
            raise SystemExit("Another process writes to this index.")
        yield


def _cpu() -> float:
    ours = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in ours)


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _spent(running: Running) -> Spent:
    return Spent(time.monotonic(), _cpu(), running.cpu())


def _since(began: Spent, running: Running) -> Spent:
    now = _spent(running)
    return Spent(*(after - before for after, before in zip(now, began, strict=True)))


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--engine", choices=["whoosh", "opensearch"], default="whoosh")
    parser.add_argument("--only", choices=["build", "ask"], help="one of both")
    parser.add_argument("--kinds", nargs="*", default=[], help="kinds of questions, all if none")
    options = parser.parse_args(arguments)
    with bench(options.engine, options.folder, options.number) as subject:
        is_built = subject.built.get("done") == options.number and "bytes" in subject.built
        if not is_built:
            if options.only == "ask":
                raise SystemExit("This index is not built yet.")
            subject.build()
        print(described(subject), flush=True)
        if options.only != "build":
            asked(subject, options.kinds)
            edited(subject)


if __name__ == "__main__":
    import django

    django.setup()
    # Each request would be a line.
    logging.getLogger("opensearch").setLevel(logging.WARNING)
    main()
