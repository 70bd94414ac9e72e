"""Nodes whose disks are nearly full take no changes, say so, and take them again by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines.base import EngineUnavailable, State
from search.engines.opensearch import OpenSearchEngine
from search.query.clauses import Query
from tests.search.engines.material import article
from tests.services.archives import until
from tests.services.opensearch.nodes import Nodes, nodes

_DISK = "cluster.routing.allocation.disk"
#: More free space than any disk has.
FULL = {f"{_DISK}.watermark.{each}": "100000gb" for each in ("low", "high", "flood_stage")}


@pytest.fixture(scope="module")
def two() -> Iterator[Nodes]:
    """A single node would be allowed to be full."""
    with nodes(2) as cluster:
        yield cluster


def test_changes_are_refused_with_a_sentence_until_there_is_room(
    two: Nodes, prefixes: Iterator[str]
) -> None:
    engine = OpenSearchEngine.from_url(f"opensearch+http://{two.hosts}/{next(prefixes)}")
    with engine.writing():
        engine.rebuild([article(1)])
    assert engine.status().problem == ""
    two.set({f"{_DISK}.threshold_enabled": "true", "cluster.info.update.interval": "10s", **FULL})
    until(lambda: "disk is nearly full" in engine.status().problem)
    status = engine.status()
    assert (status.state, status.documents) == (State.READY, 1)
    assert "Free space" in status.remedy
    for write in (
        lambda: engine.update([article(2)]),
        lambda: engine.update([], [1]),
        lambda: engine.rebuild([article(2)]),
        lambda: engine.writing().__enter__(),
    ):
        with pytest.raises(EngineUnavailable, match="disk is nearly full"):
            write()
    assert engine.search(Query()).total == 1
    two.set(dict.fromkeys(FULL))
    until(lambda: engine.status().problem == "", seconds=90)
    with engine.writing():
        engine.update([article(2)])
    assert engine.search(Query()).total == 2
