"""Three nodes: some are killed while articles are searched and changed."""

from __future__ import annotations

import itertools
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from search.engines.base import Engine, EngineAway, EngineUnavailable, State
from search.engines.opensearch import OpenSearchEngine
from search.query.clauses import Query
from tests.search.engines.material import article, term
from tests.services.archives import until
from tests.services.opensearch.nodes import Nodes, nodes
from tests.services.patience import PATIENCE

Answer = TypeVar("Answer")

logger = logging.getLogger(__name__)

#: How often a node is killed; with ``--log-cli-level=INFO`` the figures are shown.
KILLS = int(os.environ.get("NODE_KILLS", "1"))

#: Articles that are there before anything is killed.
BEFORE = 300


@pytest.fixture(scope="module")
def three() -> Iterator[Nodes]:
    with nodes(3) as cluster:
        yield cluster


@pytest.fixture
def clustered(three: Nodes, prefixes: Iterator[str]) -> OpenSearchEngine:
    three.start()
    three.wait("green")
    url = f"opensearch+http://{three.hosts}/{next(prefixes)}?shards=3&replicas=1&timeout=8"
    engine = OpenSearchEngine.from_url(url)
    engine.rebuild(article(id_, "war") for id_ in range(1, BEFORE + 1))
    three.wait("green")
    return engine


class Work:
    """Adds articles one after another and searches all the time, in threads of its own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.begun = self.acknowledged = BEFORE
        self.wrong: list[str] = []
        self.searches = self.errors = 0
        self.longest_outage = 0.0
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=each) for each in (self._write, self._search, self._search)
        ]

    def __enter__(self) -> Work:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def more(self, articles: int, seconds: float = 120) -> None:
        """Wait until so many more articles are acknowledged."""
        wanted, until = self.acknowledged + articles, time.monotonic() + seconds * PATIENCE
        while self.acknowledged < wanted:
            assert time.monotonic() < until, f"{self.acknowledged} of {wanted} articles"
            time.sleep(0.05)

    def _write(self) -> None:
        for id_ in itertools.count(BEFORE + 1):
            self.begun = id_
            while not self._ended.is_set():
                try:
                    self.engine.update([article(id_, "war")])
                except EngineUnavailable:
                    time.sleep(0.05)
                else:
                    self.acknowledged = id_
                    break
            if self._ended.is_set():
                return

    def _search(self) -> None:
        answered = time.monotonic()
        while not self._ended.is_set():
            least = self.acknowledged
            try:
                total = self.engine.search(Query((term("war"),)), size=1).total
            except EngineUnavailable:
                self.errors += 1
                time.sleep(0.05)
                continue
            self.longest_outage = max(self.longest_outage, time.monotonic() - answered)
            answered = time.monotonic()
            self.searches += 1
            if not least <= total <= self.begun:
                self.wrong.append(f"{total} of {least} to {self.begun}")


@pytest.mark.parametrize("which", ["another", "the manager"])
def test_one_of_three_nodes_may_die(three: Nodes, clustered: OpenSearchEngine, which: str) -> None:
    with Work(clustered) as work:
        for number in range(1, KILLS + 1):
            work.more(10)
            manager = three.manager()
            three.kill(manager if which == "the manager" else (manager + 1) % 3)
            work.more(30)
            assert clustered.status().state is State.READY
            three.start()
            # Both copies of each part are needed to lose the next one.
            three.wait("green")
            work.more(10)
            logger.info(
                "kill %s of %s: %s articles, %s searches, %s errors, longest %.1f s, %s wrong",
                *(number, which, work.acknowledged, work.searches, work.errors),
                *(work.longest_outage, len(work.wrong)),
            )
    assert work.wrong == []
    assert work.searches > 20
    # Between two answers, of which each takes longer where much else is at work.
    assert work.longest_outage < 5 * PATIENCE
    # The last article may be there although its writer was ended before it knew.
    ids = [id_ for id_, _ in clustered.versions()]
    assert ids in (list(range(1, last + 1)) for last in (work.acknowledged, work.begun))


def test_a_missing_copy_is_reported_until_it_is_back(
    three: Nodes, clustered: OpenSearchEngine
) -> None:
    assert clustered.status().problem == ""
    three.kill((three.manager() + 1) % 3)
    # The cluster notices soon; ten seconds later it begins to make another copy.
    until(lambda: clustered.status().problem != "")
    status = clustered.status()
    assert (status.state, status.documents) == (State.READY, BEFORE)
    assert "fewer copies" in status.problem
    assert "Start the node" in status.remedy
    three.start()
    until(lambda: clustered.status().problem == "")


def test_without_a_quorum_search_is_away_and_comes_back_by_itself(
    three: Nodes, clustered: OpenSearchEngine
) -> None:
    first, second = 0, 1
    three.kill(first)
    three.kill(second)
    end = time.monotonic() + 20
    asks: list[Callable[[], object]] = [
        lambda: clustered.search(Query()).total,
        lambda: clustered.totals([Query()])[0],
        lambda: len(list(clustered.ids(Query()))),
        lambda: len(list(clustered.versions())),
    ]
    away = 0
    while time.monotonic() < end:
        for ask in asks:
            try:
                # By default it would answer with the articles of the shards that are left.
                assert ask() == BEFORE
            except EngineAway as error:
                away += 1
                assert "reindex" not in error.remedy
    assert away
    with pytest.raises(EngineUnavailable):
        clustered.update([article(BEFORE + 1, "war")])
    three.start()
    ids = soon(lambda: [id_ for id_, _ in clustered.versions()])
    # The change that was refused may have been made all the same.
    assert ids in (list(range(1, last + 1)) for last in (BEFORE, BEFORE + 1))
    assert soon(clustered.totals, [Query((term("war"),))]) == [len(ids)]
    assert clustered.status().state is State.READY


def soon(ask: Callable[..., Answer], *arguments: object, seconds: float = 150) -> Answer:
    """The first answer of a cluster that is coming back."""
    until = time.monotonic() + seconds * PATIENCE
    while True:
        try:
            return ask(*arguments)
        except EngineAway:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
