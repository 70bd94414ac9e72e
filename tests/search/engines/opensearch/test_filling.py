"""A rebuild of many documents on a cluster that loses answers, of which none may be lost twice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

pytest.importorskip("opensearchpy")

from search.engines.base import EngineAway, EngineUnavailable
from search.engines.opensearch import writing
from search.engines.opensearch.generations import Generation
from search.query.document import Document

Json = dict[str, Any]


class Cluster:
    """Keeps documents. Of the bulk requests whose numbers are given, one is written and its answer
    lost, and one is answered but its first document forgotten."""

    def __init__(self, *, lost: int = -1, forgotten: int = -1) -> None:
        self.documents: dict[str, Json] = {}
        self.requests = 0
        self._lost, self._forgotten = lost, forgotten

    def bulk(self, lines: Iterable[Json], **options: Any) -> list[Json]:
        number, self.requests = self.requests, self.requests + 1
        pairs = list(zip(*[iter(json.loads(json.dumps([*lines])))] * 2, strict=True))
        answers = []
        for action, source in pairs:
            id_ = action["index"]["_id"]
            result = "updated" if id_ in self.documents else "created"
            self.documents[id_] = source
            answers.append({"status": 201, "result": result})
        if number == self._lost:
            raise EngineAway("No answer in time.")
        if number == self._forgotten:
            del self.documents[pairs[0][0]["index"]["_id"]]
        return answers

    def refresh(self, index: str, shards: int, *, seconds: float = 0) -> None:
        pass

    def search(self, index: str, body: Json) -> Json:
        return {"hits": {"total": {"value": len(self.documents)}}}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TOGETHER", 3)
    monkeypatch.setattr(writing, "_PAUSES", (0.0,))


def fill(cluster: Cluster, first: int, last: int) -> int:
    rows = (Document(each, 1, texts={"body": f"story {each}"}) for each in range(first, last + 1))
    _, count = writing.fill(cluster, Generation("g"), rows, None)  # type: ignore[arg-type]
    return count


def test_a_request_whose_answer_was_lost_is_sent_again_and_counted_once() -> None:
    cluster = Cluster(lost=1)
    assert fill(cluster, 1, 10) == 10
    assert cluster.requests == 5
    assert len(cluster.documents) == 10


def test_documents_that_are_missing_at_the_end_are_an_error() -> None:
    with pytest.raises(EngineUnavailable, match="9 articles instead of 10"):
        fill(Cluster(forgotten=2), 1, 10)


def test_a_generation_that_has_documents_gets_the_others() -> None:
    cluster = Cluster()
    fill(cluster, 1, 5)
    # As after a kill: some that are there are written once more.
    assert fill(cluster, 4, 12) == 9
    assert len(cluster.documents) == 12


def test_what_is_missing_of_a_generation_with_documents_is_an_error_too() -> None:
    cluster = Cluster(forgotten=2)
    fill(cluster, 1, 5)
    with pytest.raises(EngineUnavailable, match="cannot answer completely"):
        fill(cluster, 6, 12)
