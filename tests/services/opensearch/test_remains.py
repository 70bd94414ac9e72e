"""What was erased is on no disk after a rebuild, or it is told where it may be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines.opensearch import OpenSearchEngine
from tests.search.engines.material import article
from tests.services.archives import until
from tests.services.opensearch.nodes import Nodes, nodes

SECRET = "quibblewickzorvanthe"


@pytest.fixture(scope="module")
def three() -> Iterator[Nodes]:
    with nodes(3) as cluster:
        yield cluster


@pytest.fixture
def engine(three: Nodes, prefixes: Iterator[str]) -> OpenSearchEngine:
    three.start()
    three.wait("green")
    return built(three, next(prefixes))


def built(cluster: Nodes, prefix: str) -> OpenSearchEngine:
    """An index with two articles on two nodes, of which the second is to be erased."""
    url = f"opensearch+http://{cluster.hosts}/{prefix}?replicas=1"
    made = OpenSearchEngine.from_url(url)
    made.rebuild([article(1, "war"), article(2, f"peace {SECRET}")])
    cluster.wait("green")
    assert len(cluster.have(SECRET.encode())) == 2
    return made


def test_no_node_has_the_words_of_an_erased_article(three: Nodes, engine: OpenSearchEngine) -> None:
    engine.update([], [2])
    # It is not found any more, and still there.
    assert three.have(SECRET.encode())
    engine.rebuild([article(1, "war")])
    assert engine.remains() == ""
    until(lambda: three.have(SECRET.encode()) == [])


def test_a_node_that_is_away_is_named_until_it_has_deleted_them(
    three: Nodes, engine: OpenSearchEngine
) -> None:
    away = min(three.have(SECRET.encode()))
    three.kill(away)
    engine.update([], [2])
    engine.rebuild([article(1, "war")])
    until(lambda: three.have(SECRET.encode()) == [away])
    left = engine.remains()
    assert f"n{away}" in left
    assert "`manage.py erase`" in left
    # Another rebuild meanwhile forgets nothing.
    engine.rebuild([article(1, "war")])
    assert engine.remains() == left
    three.start()
    until(lambda: engine.remains() == "")
    until(lambda: three.have(SECRET.encode()) == [])


def test_a_node_that_joined_after_the_index_was_built_is_named_as_well(
    three: Nodes, prefixes: Iterator[str]
) -> None:
    three.start()
    three.wait("green")
    three.kill(2)
    engine = built(three, next(prefixes))
    three.start()
    three.kill(1)
    # What the killed one had is copied to the one that has joined.
    until(lambda: 2 in three.have(SECRET.encode()))
    engine.update([article(3, "rain")])
    three.start()
    three.wait("green")
    three.kill(2)
    engine.update([], [2])
    engine.rebuild([article(1, "war")])
    assert "n2" in engine.remains()
    three.start()
    until(lambda: engine.remains() == "")
    until(lambda: three.have(SECRET.encode()) == [])
