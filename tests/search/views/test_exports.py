"""Exports of searches and selections, and their receipts."""

from __future__ import annotations

import csv
import errno
import hashlib
import html
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from articles.models import Article
from search.exports import answers, files
from search.exports.files import FORMATS
from search.views import exports
from tests.conftest import damage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

BOTH = pytest.mark.parametrize("address", ["/export.csv", "/export.jsonl"])
EACH = pytest.mark.parametrize("extension", FORMATS)
#: How each format names the ids of its articles.
IDS = {
    "bib": r"@article\{article-(\w+),",
    "ris": r"(?m)^ID  - (\w+)",
    "json": r'\{"id": "(\w+)"',
    "csv": r"(?m)^\ufeff?(\w{8,}),(?!url)",
    "jsonl": r'\{"public_id": "(\w+)"',
}


def text_of(client: Client, address: str, **parameters: str) -> tuple[str, Any]:
    response = client.get(address, parameters)
    assert isinstance(response, StreamingHttpResponse)
    assert response.status_code == 200
    return response.getvalue().decode(), response.headers


def digest(ids: list[str]) -> str:
    return hashlib.sha256("".join(f"{each}\n" for each in ids).encode()).hexdigest()


def test_json_lines_are_the_articles_with_their_texts_and_a_receipt_if_asked(
    client: Client,
) -> None:
    text, headers = text_of(
        client, "/export.jsonl", q="idlib", outlet="tass", page="7", receipt="last"
    )
    *records, last = map(json.loads, text.splitlines())
    hits = client.get("/api/search", {"q": "idlib", "outlet": "tass"}).json()["hits"]
    assert [each["public_id"] for each in records] == [each["public_id"] for each in hits]
    article = Article.objects.get(public_id=records[0]["public_id"])
    assert records[0]["body"] == article.body
    assert records[0]["url"] == f"http://testserver/articles/{article.public_id}/"
    receipt = last["receipt"]
    assert (receipt["total"], receipt["exported"]) == (3, 3)
    assert receipt["query"] == "http://testserver/?q=idlib&outlet=tass"
    assert "idlib" in receipt["understood"]
    assert receipt["sha256"] == headers["Archive-SHA256"]
    assert receipt["sha256"] == digest([each["public_id"] for each in records])
    plain, _ = text_of(client, "/export.jsonl", q="idlib", outlet="tass")
    assert list(map(json.loads, plain.splitlines())) == records


def test_the_table_has_texts_if_asked(client: Client) -> None:
    text, headers = text_of(client, "/export.csv", q="idlib", texts="yes")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert headers["Archive-Query"] == "http://testserver/?q=idlib"
    assert [row["body"] for row in rows] == [
        Article.objects.get(public_id=row["public_id"]).body for row in rows
    ]
    assert "\n\n" in rows[0]["body"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/export.csv?q=idlib&texts=no", "“texts” must be “yes”, or left out."),
        ("/export.jsonl?q=idlib&receipt=first", "“receipt” must be “last”, or left out."),
    ],
)
def test_another_value_of_an_option_is_refused(client: Client, address: str, sentence: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.text) == (400, f"{sentence}\n")


@EACH
@pytest.mark.parametrize("in_memory", [100, 1_000_000], ids=["on the disk", "in memory"])
def test_a_file_is_complete_before_it_is_sent_and_names_its_length(
    client: Client, monkeypatch: pytest.MonkeyPatch, extension: str, in_memory: int
) -> None:
    monkeypatch.setattr(files, "_IN_MEMORY", in_memory)
    text, headers = text_of(client, f"/export.{extension}", q="idlib")
    assert headers["Content-Length"] == str(len(text.encode()))
    assert len(re.findall(IDS[extension], text)) == 5


def test_a_full_disk_is_503_and_says_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/secret")

    monkeypatch.setattr(files, "_IN_MEMORY", 100)
    monkeypatch.setattr("search.exports.files.tempfile.TemporaryFile", full)
    response = client.get("/export.csv?q=idlib")
    assert response.status_code == 503
    assert "Try again later, ask for fewer articles" in response.text
    assert "/tmp" not in response.text


def test_the_table_has_its_receipt_in_the_headers(client: Client) -> None:
    text, headers = text_of(client, "/export.csv", q="“idlib” ölfeld OR idlib")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 5
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Content-Disposition"].startswith('attachment; filename="articles-')
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert (headers["Archive-Total"], headers["Archive-Exported"]) == ("5", "5")
    assert headers["Archive-Query"].isascii()
    assert headers["Archive-SHA256"] == digest([row["public_id"] for row in rows])


def test_a_formula_in_a_headline_is_defused(client: Client) -> None:
    article = Article.objects.get(headline__startswith="Russia backs")
    article.headline = '=HYPERLINK("http://x.example","summit")'
    article.save()
    text, _ = text_of(client, "/export.csv", q="hyperlink OR summit")
    titles = [row["title"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
    assert f"'{article.headline}" in titles


def test_an_export_is_limited_and_its_receipt_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST", 2)
    text, headers = text_of(client, "/export.jsonl", q="idlib")
    assert len(text.splitlines()) == 2
    assert (headers["Archive-Total"], headers["Archive-Exported"]) == ("5", "2")


@BOTH
def test_an_article_withdrawn_while_the_file_is_written_is_left_out_and_not_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    article = Article.objects.get(headline__startswith="Russia backs")
    read = files.articles_of

    def withdrawn_before(ids: Iterable[int]) -> Iterator[Article]:
        Article.objects.filter(pk=article.pk).update(withdrawn_at=timezone.now())
        return read(ids)

    monkeypatch.setattr(files, "articles_of", withdrawn_before)
    text, headers = text_of(client, address, q="idlib")
    assert article.public_id not in text
    assert (headers["Archive-Total"], headers["Archive-Exported"]) == ("5", "4")
    monkeypatch.undo()
    text, headers = text_of(client, address, q="idlib")
    assert article.public_id not in text
    assert headers["Archive-Exported"] == "4"


@BOTH
def test_a_search_without_results_is_an_empty_file_with_its_receipt(
    client: Client, address: str
) -> None:
    text, headers = text_of(client, address, q="xylophone")
    assert len(text.splitlines()) == (1 if address.endswith("csv") else 0)
    assert headers["Archive-SHA256"] == digest([])


@BOTH
def test_malformed_parameters_are_400_and_an_engine_that_is_down_is_503(
    client: Client, index_folder: Path, address: str
) -> None:
    response = client.get(address, {"from": "soon"})
    assert response.status_code == 400
    assert "was not used" in response.text
    damage(index_folder)
    response = client.get(address, {"q": "idlib"})
    assert response.status_code == 503
    assert "Search is unavailable" in response.text
    assert str(index_folder) not in response.text


def test_the_results_page_offers_them(client: Client) -> None:
    page = client.get("/?q=idlib&outlet=tass&page=1").text
    for extension in FORMATS:
        assert f'href="/export.{extension}?q=idlib&amp;outlet=tass" download' in page
    assert 'href="/export.csv?q=idlib&amp;outlet=tass&amp;texts=yes" download' in page
    assert 'href="/receipt/?q=idlib&amp;outlet=tass"' in page


def test_people_read_the_receipt_as_a_page_with_the_one_for_programs(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/receipt.json?q=idlib&outlet=tass").json()
    page = client.get("/receipt/?q=idlib&outlet=tass")
    assert page.headers["Content-Type"].startswith("text/html")
    assert 'href="/receipt.json?q=idlib&amp;outlet=tass" download' in page.text
    assert answer["receipt"]["sha256"] in page.text
    assert answer["receipt"]["query"] in html.unescape(page.text)
    assert re.findall(r"<code>([0-9a-f]{10})</code>", page.text) == answer["public_ids"]
    monkeypatch.setattr(answers, "MOST_IDS", 1)
    page = client.get("/receipt/?q=idlib")
    assert len(re.findall(r"<code>[0-9a-f]{10}</code>", page.text)) == 1
    assert "4 more IDs are in the JSON." in page.text


@EACH
def test_receipt_json_matches_the_ids_of_the_file(client: Client, extension: str) -> None:
    text, headers = text_of(client, f"/export.{extension}", q="idlib")
    ids = re.findall(IDS[extension], text)
    answer = client.get("/receipt.json", {"q": "idlib"}).json()
    assert len(ids) == 5
    assert ids == answer["public_ids"]
    assert answer["receipt"]["sha256"] == headers["Archive-SHA256"] == digest(ids)
    assert answer["receipt"]["generation"] == headers.get("Archive-Generation")


def test_a_change_of_the_index_changes_the_generation(client: Client) -> None:
    before = client.get("/receipt.json?q=idlib").json()["receipt"]
    Article.objects.get(headline__startswith="Russia backs").save()
    after = client.get("/receipt.json?q=idlib").json()["receipt"]
    assert before["sha256"] == after["sha256"]
    # An engine may have no names for the states of its index.
    assert before["generation"] is None or before["generation"] != after["generation"]


def test_an_unknown_format_is_404(client: Client) -> None:
    assert client.get("/export.exe?q=idlib").status_code == 404


@pytest.mark.parametrize("address", ["/receipt.json?from=soon", "/export.bib?id=../etc"])
def test_malformed_addresses_are_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400
