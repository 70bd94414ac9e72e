"""The network between the archive and the nodes is slow, cut, or silent."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator

import pytest

from search.engines.base import EngineAway, EngineUnavailable, State
from search.engines.opensearch import OpenSearchEngine
from search.query.clauses import Query
from tests.search.engines.material import article, term
from tests.services.opensearch.conftest import HOSTS
from tests.services.opensearch.test_nodes import soon
from tests.services.proxy import Network, Proxy

BEFORE = 50
SECONDS = 4
CUT = [Network.RESET, Network.SILENT, Network.REFUSED]


@pytest.fixture
def networks() -> Iterator[list[Proxy]]:
    """Three ways to the node, which the client takes for three hosts."""
    made = [Proxy(int(HOSTS.rpartition(":")[2])) for _ in range(3)]
    yield made
    for each in made:
        each.close()


@pytest.fixture
def engine(networks: list[Proxy], prefixes: Iterator[str]) -> OpenSearchEngine:
    hosts = ",".join(f"127.0.0.1:{each.port}" for each in networks)
    url = f"opensearch+http://{hosts}/{next(prefixes)}?replicas=0&timeout={SECONDS}"
    made = OpenSearchEngine.from_url(url)
    made.rebuild(article(id_, "war") for id_ in range(1, BEFORE + 1))
    return made


def total(engine: OpenSearchEngine) -> int:
    return engine.search(Query((term("war"),))).total


@pytest.mark.parametrize("state", CUT)
def test_one_host_that_is_cut_off_is_passed_over(
    engine: OpenSearchEngine,
    networks: list[Proxy],
    state: Network,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert total(engine) == BEFORE
    networks[0].become(state)
    for id_ in range(1, 10):
        engine.update([article(BEFORE + id_, "war")])
        assert total(engine) == BEFORE + id_
    # A silent host is waited for once, and on a slow machine again after half a minute.
    assert caplog.text.count(f"{networks[0].port} did not answer") <= 4
    assert engine.status().state is State.READY


@pytest.mark.parametrize("state", CUT)
def test_when_all_hosts_are_cut_off_search_is_away_in_time_and_heals(
    engine: OpenSearchEngine,
    networks: list[Proxy],
    state: Network,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert total(engine) == BEFORE
    for each in networks:
        each.become(state)
    with pytest.raises(EngineAway) as caught:
        engine.search(Query())
    assert "reindex" not in caught.value.remedy
    assert engine.status().state is State.AWAY
    if state is Network.SILENT:
        # Two requests, each of which waited for two hosts.
        assert caplog.text.count("did not answer") <= 4
    for each in networks:
        each.become(Network.WELL)
    assert soon(total, engine, seconds=60) == BEFORE


def test_a_slow_network_makes_answers_slow_and_not_wrong(
    engine: OpenSearchEngine, networks: list[Proxy]
) -> None:
    for each in networks:
        each.become(Network.SLOW)
    engine.update([article(BEFORE + 1, "war")])
    assert total(engine) == BEFORE + 1
    assert len([*engine.versions()]) == BEFORE + 1


def test_a_network_that_changes_in_the_middle_loses_nothing(
    engine: OpenSearchEngine, networks: list[Proxy]
) -> None:
    over = threading.Event()
    wrong: list[str] = []
    begun = acknowledged = BEFORE

    def write() -> None:
        nonlocal begun, acknowledged
        while not over.is_set() or acknowledged < begun:
            begun = acknowledged + 1
            try:
                engine.update([article(begun, "war")])
            except EngineUnavailable:
                time.sleep(0.05)
            else:
                acknowledged = begun

    def read() -> None:
        while not over.is_set():
            least = acknowledged
            try:
                found = total(engine)
            except EngineUnavailable:
                continue
            if not least <= found <= begun:
                wrong.append(f"{found} of {least} to {begun}")

    threads = [threading.Thread(target=each) for each in (write, read)]
    for each in threads:
        each.start()
    try:
        for _ in range(8):
            for network in random.sample(networks, random.randint(1, 3)):
                network.become(random.choice([*CUT, Network.SLOW]))
            time.sleep(random.uniform(0, 1.5))
            for network in networks:
                network.become(Network.WELL)
            time.sleep(random.uniform(0.2, 1))
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert acknowledged > BEFORE
    assert [id_ for id_, _ in soon(lambda: [*engine.versions()])] == [*range(1, acknowledged + 1)]
