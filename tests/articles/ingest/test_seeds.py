"""Ingest of the five seeds yields exactly the expected facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.ingest.report import record
from tests.conftest import Ingest
from tests.paths import SEEDS

HERE = Path(__file__).resolve().parent.parent
EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (HERE / "extraction" / "seeds-expected.json").read_text(encoding="utf-8")
)
SAME = (
    "outlet", "agency", "headline", "title", "standfirst", "byline", "dateline", "published",
    "published_precision", "published_basis", "captions",
)  # fmt: skip


@pytest.fixture
def records(transactional_db: None, ingest_paths: Ingest) -> dict[str, dict[str, Any]]:
    return {Path(outcome.source).name: record(outcome) for outcome in ingest_paths(SEEDS)}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_seed_yields_the_expected_facts(records: dict[str, dict[str, Any]], name: str) -> None:
    found, expected = records[name], EXPECTED[name]
    assert {key: found[key] for key in SAME} == {key: expected[key] for key in SAME}
    paragraphs = found["body"].split("\n\n")
    assert len(paragraphs) == expected["body_paragraphs"]
    assert found["body"].startswith(expected["body_starts"])
    assert found["body"].endswith(expected["body_ends"])
    for text in expected["not_in_body"]:
        assert text not in found["body"]
    assert not set(expected["lines_not_in_body"]) & set(paragraphs)


def test_every_fact_of_a_seed_has_its_evidence(records: dict[str, dict[str, Any]]) -> None:
    for found in records.values():
        shown = {finding["field"] for finding in found["findings"]}
        for fact in ("outlet", "agency", "headline", "standfirst", "dateline", "body"):
            assert bool(found[fact]) == (fact in shown), fact
        assert all(finding["lines"] and finding["why"] for finding in found["findings"])
