"""Exports as files."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Outlet
from search.exports import COLUMNS, as_csv, defused, receipt_of


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("Talks = war", "Talks = war"),
        ("", ""),
    ],
)
def test_no_cell_begins_a_formula(text: str, written: str) -> None:
    assert defused(text) == written


@given(st.text(max_size=40), st.lists(st.text(max_size=10), max_size=3))
def test_any_article_is_one_line_of_the_table(text: str, names: list[str]) -> None:
    article = Article(public_id="1ad7", headline=text, byline=names, outlet=Outlet(name=text))
    lines = "".join(as_csv([article], lambda each: "https://a.example/")).removeprefix("\ufeff")
    heading, row = csv.reader(io.StringIO(lines, newline=""))
    assert tuple(heading) == COLUMNS
    assert len(row) == len(COLUMNS)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert lines.count("\n") == 2


def test_a_receipt_counts_and_hashes_the_ids() -> None:
    receipt = receipt_of(
        ["b", "a"],
        query="https://a.example/?q=x",
        understood="articles with “x”",
        time=dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
        total=9,
    )
    assert (receipt.exported, receipt.total) == (2, 9)
    assert receipt.sha256 == hashlib.sha256(b"b\na\n").hexdigest()
    assert receipt.time == "2026-01-02T00:00:00+00:00"
