"""Whole indexes in a cluster: which are deleted, and what is remembered of earlier ones."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("opensearchpy")

from search.engines.base import EngineUnavailable
from search.engines.opensearch.address import Address
from search.engines.opensearch.cluster import Cluster
from search.engines.opensearch.generations import Generation, Generations

NAME = "archive-20260131120000-0a1b2c3d"


class Answering(Cluster):
    """Keeps what it was asked, and answers with ``answers`` by method and path."""

    def __init__(self, answers: dict[str, Any]) -> None:
        super().__init__(Address.from_url("opensearch+http://127.0.0.1:1/archive"))
        self.answers = answers
        self.asked: list[str] = []

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> dict[str, Any]:
        self.asked.append(f"{method} {path}")
        answer = self.answers[f"{method} {path}"]
        if isinstance(answer, Exception):
            raise answer
        found: dict[str, Any] = answer
        return found


@pytest.mark.parametrize(
    ("named", "is_deleted"),
    [
        ({NAME: {}}, False),
        ({"archive-20260130120000-0a1b2c3d": {}}, True),
        ({"error": {"type": "alias_missing"}}, True),
    ],
)
def test_an_index_that_the_alias_names_is_not_deleted(
    named: dict[str, Any], is_deleted: bool
) -> None:
    deleting = f"DELETE /{NAME}"
    cluster = Answering({"GET /_alias/archive": named, deleting: {"acknowledged": True}})
    Generations(cluster).drop_unused(NAME)
    assert (deleting in cluster.asked) == is_deleted


def test_nothing_is_deleted_while_nobody_knows_what_the_alias_names() -> None:
    cluster = Answering({"GET /_alias/archive": EngineUnavailable("No answer.", "Wait.")})
    with pytest.raises(EngineUnavailable):
        Generations(cluster).drop_unused(NAME)
    assert cluster.asked == ["GET /_alias/archive"]


def test_nodes_that_have_joined_are_remembered_beside_those_that_are_away() -> None:
    present = {
        "nodes": {"b": {"name": "second"}, "c": {"name": "third"}, "m": {"name": "manager"}},
        "routing_nodes": {"unassigned": [], "nodes": {"b": [], "c": []}},
    }
    cluster = Answering({"GET /_cluster/state/nodes,routing_nodes/archive": present})
    generation = Generation(NAME, nodes={"a": "first", "b": "second"})
    noted = Generations(cluster).noted(generation)
    # A node without data can have no words of an article.
    assert noted.nodes == {"a": "first", "b": "second", "c": "third"}
