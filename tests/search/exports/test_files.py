"""The files of exports."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Outlet
from articles.spreadsheets import defused
from search.exports.files import (
    COLUMNS,
    FORMATS,
    as_bibtex,
    as_csl_json,
    as_csv,
    as_csv_with_texts,
    as_json_lines,
    as_json_lines_with_receipt,
    as_ris,
)
from search.exports.receipts import Answered

ANSWERED = Answered(
    query="https://a.example/?q=x",
    understood="articles with “x@y”",
    time=dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
    total=9,
    generation="gen-1.4",
)


def located(article: Article) -> str:
    return f"https://a.example/{article.public_id}/"


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
    lines = "".join(as_csv([article], located, ANSWERED)).removeprefix("\ufeff")
    heading, row = csv.reader(io.StringIO(lines, newline=""))
    assert tuple(heading) == COLUMNS
    assert len(row) == len(COLUMNS)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert lines.count("\n") == 2


@given(st.text(max_size=60), st.lists(st.text(max_size=10), max_size=3))
def test_any_text_is_one_cell_of_the_table_with_texts(text: str, captions: list[str]) -> None:
    article = Article(public_id="1ad7", headline="Talks", body=text, captions=captions)
    lines = "".join(as_csv_with_texts([article], located, ANSWERED)).removeprefix("\ufeff")
    heading, row = csv.reader(io.StringIO(lines, newline=""))
    assert tuple(heading) == (*COLUMNS, "captions", "body")
    assert len(row) == len(heading)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_the_paragraphs_of_a_text_are_lines_of_its_cell() -> None:
    article = Article(public_id="1ad7", headline="Talks", body="One.\n\n=Two.", captions=["a", "b"])
    lines = "".join(as_csv_with_texts([article], located, ANSWERED)).removeprefix("\ufeff")
    [row] = csv.DictReader(io.StringIO(lines, newline=""))
    assert (row["body"], row["captions"]) == ("One.\n\n=Two.", "a\n\nb")


def test_every_line_of_json_lines_is_an_article_unless_the_receipt_is_asked_for() -> None:
    lines = [json.loads(line) for line in as_json_lines(ARTICLES, located, ANSWERED)]
    assert [line["public_id"] for line in lines] == ["b2", "a1"]
    *same, last = map(json.loads, as_json_lines_with_receipt(ARTICLES, located, ANSWERED))
    assert same == lines
    assert last["receipt"]["sha256"] == ANSWERED.receipt(["b2", "a1"]).sha256


ARTICLES = [Article(public_id=name, headline=f"Talks @ {name}") for name in ("b2", "a1")]


def test_bibtex_is_followed_by_its_receipt_in_comments_without_an_at_sign() -> None:
    text = "".join(as_bibtex(ARTICLES, located, ANSWERED))
    *_, last = text.split("}\n\n")
    assert text.count("@article{article-") == 2
    assert all(line.startswith("% ") for line in last.splitlines())
    assert "@" not in last
    assert f"% sha256: {ANSWERED.receipt(['b2', 'a1']).sha256}\n" in last
    assert "% generation: gen-1.4\n" in last


def test_the_receipt_of_a_selection_in_bibtex_has_no_generation() -> None:
    text = "".join(as_bibtex(ARTICLES, located, replace(ANSWERED, generation=None)))
    assert "% exported: 2\n" in text
    assert "% generation" not in text


def test_ris_has_one_reference_for_each_article_in_order() -> None:
    lines = "".join(as_ris(ARTICLES, located, ANSWERED)).split("\r\n")
    assert [line for line in lines if line.startswith("ID")] == ["ID  - b2", "ID  - a1"]
    assert lines.count("ER  - ") == 2


@pytest.mark.parametrize("count", [0, 1, 2])
def test_csl_json_is_a_list_whatever_its_length(count: int) -> None:
    items = json.loads("".join(as_csl_json(ARTICLES[:count], located, ANSWERED)))
    assert [each["id"] for each in items] == ["b2", "a1"][:count]


@given(st.text(max_size=60))
def test_any_headline_can_be_written_in_every_format(text: str) -> None:
    article = Article(public_id="1ad7", headline=text, byline=[text], body=text)
    for form in FORMATS.values():
        more = form.write_more or form.write
        assert "".join(more([article], located, ANSWERED)).encode()
        assert "".join(form.write([article], located, ANSWERED)).encode()
