"""The receipts of exports."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from search.exports.receipts import Answered

ANSWERED = Answered(
    query="https://a.example/?q=x",
    understood="articles with “x”",
    time=dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
    total=9,
    generation="gen-3.7",
)


def test_a_receipt_counts_and_hashes_the_ids_in_order() -> None:
    receipt = ANSWERED.receipt(["b", "a"])
    assert (receipt.exported, receipt.total) == (2, 9)
    assert receipt.sha256 == hashlib.sha256(b"b\na\n").hexdigest()
    assert receipt.sha256 != ANSWERED.receipt(["a", "b"]).sha256
    assert receipt.time == "2026-01-02T00:00:00+00:00"


@pytest.mark.parametrize(("generation", "named"), [("gen-3.7", True), (None, False)])
def test_its_headers_have_a_generation_only_if_an_index_answered(
    generation: str | None, named: bool
) -> None:
    headers = replace(ANSWERED, generation=generation).receipt([]).headers
    assert ("Archive-Generation" in headers) == named
    assert headers["Archive-Total"] == "9"
    assert all(value.isascii() for value in headers.values())
