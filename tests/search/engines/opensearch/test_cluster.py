"""How searches are sent to the cluster."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("opensearchpy")

from search.engines.opensearch.address import Address
from search.engines.opensearch.cluster import Cluster

WHOLE = {"_shards": {"failed": 0, "successful": 3, "total": 3}}


class Watched(Cluster):
    """Keeps the lines of the last request, and answers each search."""

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> dict[str, Any]:
        self.lines = [json.loads(line) for line in body.splitlines()]
        return {"responses": [WHOLE] * (len(self.lines) // 2)}


@pytest.fixture
def cluster() -> Watched:
    return Watched(Address.from_url("opensearch+http://127.0.0.1:1/archive"))


def test_only_searches_with_hits_ask_for_frequencies_first(cluster: Watched) -> None:
    """A cluster keeps no answers of those that do."""
    cluster.searches("archive", [{"size": 0}, {"size": 5}, {"query": {}}])
    ways = [line["search_type"] for line in cluster.lines[::2]]
    assert ways == ["query_then_fetch", "dfs_query_then_fetch", "dfs_query_then_fetch"]
    assert cluster.lines[1::2] == [{"size": 0}, {"size": 5}, {"query": {}}]


def test_every_search_refuses_partial_answers(cluster: Watched) -> None:
    cluster.searches("archive", [{"size": 0}, {"size": 5}], preference="q1")
    for header in cluster.lines[::2]:
        assert header["allow_partial_search_results"] is False
        assert (header["index"], header["preference"]) == ("archive", "q1")
