"""Answers that are not whole are refused, and each failure has its own remedy."""

from __future__ import annotations

from typing import Any

import pytest
from opensearchpy import exceptions

from search.engines.base import EngineAway, EngineUnavailable, IndexMissing
from search.engines.opensearch.cluster import complete
from search.engines.opensearch.failures import explained


def answer(
    *, total: int = 3, successful: int = 3, failed: int = 0, timed_out: bool = False
) -> dict[str, Any]:
    shards = {"total": total, "successful": successful, "failed": failed, "skipped": 0}
    return {"_shards": shards, "timed_out": timed_out}


def test_an_answer_of_all_shards_is_taken() -> None:
    assert complete(answer()) == answer()


@pytest.mark.parametrize(
    "partial",
    [
        answer(successful=2, failed=1),
        answer(successful=2),  # what a cluster without a quorum answers
        answer(timed_out=True),
        answer(total=0, successful=0),
        answer() | {"terminated_early": True},
    ],
)
def test_a_partial_answer_is_an_outage(partial: dict[str, Any]) -> None:
    with pytest.raises(EngineAway, match="cannot answer completely") as caught:
        complete(partial)
    assert "reindex" not in caught.value.remedy


def transport(status: int, kind: str, reason: str = "") -> exceptions.TransportError:
    error = {"type": kind, "reason": reason, "index": "archive"}
    return exceptions.TransportError(status, kind, {"error": error, "status": status})


@pytest.mark.parametrize(
    ("error", "kind", "problem", "remedy"),
    [
        (exceptions.ConnectionError("N/A", "refused", None), EngineAway, "reached", "running"),
        (exceptions.ConnectionTimeout("T", "slow", None), EngineAway, "in time", "Start the nodes"),
        (exceptions.SSLError("N/A", "bad", None), EngineAway, "certificate", "`ca`"),
        (transport(401, ""), EngineAway, "refuses the user", "password"),
        (transport(403, "security_exception"), EngineAway, "refuses the user", "may do"),
        (
            transport(429, "cluster_block_exception", "index read-only / allow delete (api)"),
            EngineUnavailable,
            "disk is nearly full",
            "Free space",
        ),
        (
            transport(403, "index_create_block_exception", "cluster create-index blocked (api)"),
            EngineUnavailable,
            "disk is nearly full",
            "`manage.py drain`",
        ),
        (transport(429, "circuit_breaking_exception"), EngineAway, "too much", "more memory"),
        (
            transport(503, "cluster_block_exception", "no cluster manager"),
            EngineAway,
            "503",
            "Start",
        ),
        (transport(404, "index_not_found_exception"), IndexMissing, "no index archive", "reindex"),
        (
            transport(400, "parsing_exception", "unknown"),
            EngineUnavailable,
            "refused a request",
            "",
        ),
        (exceptions.SerializationError("?"), EngineAway, "no answer that can be read", "Start"),
    ],
)
def test_each_failure_has_its_remedy(
    error: exceptions.OpenSearchException, kind: type[EngineUnavailable], problem: str, remedy: str
) -> None:
    found = explained(error, "h1:9200")
    assert isinstance(found, kind)
    assert problem in found.problem
    assert remedy in found.remedy
    # A cluster that is away needs no rebuild.
    assert ("reindex" in found.remedy) == isinstance(found, IndexMissing)
