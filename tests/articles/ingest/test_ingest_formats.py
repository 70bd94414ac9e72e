"""Ingest of records, web pages and compressed files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.facts import pins
from articles.ingest.ingest import Kind, Outcome
from articles.ingest.report import record
from articles.models import Article, Capture, SeenPath
from articles.reextraction import extract_again

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

FERRY = {
    "id": "f1",
    "headline": "Ferry sails again",
    "body": "The ferry sailed again on Wednesday.\n\nIts passengers had waited for weeks.",
    "published": "2020-03-04",
    "outlet": "The Harbour Post",
    "section": "Local",
}
BRIDGE = {"url": "https://example.org/bridge", "headline": "Bridge closes", "body": "It is shut."}
PAGE = """<html><head><meta charset="utf-8"><title>Museum buys a letter</title>
<meta property="article:published_time" content="2019-05-03T08:00:00Z"></head><body>
<article><h1>Museum buys a letter</h1>
<p>The city museum has bought a letter in which its founder asks a rival to lend him a walrus.</p>
<p>The letter was found behind a wardrobe in a guest house and sold at an auction.</p></article>
</body></html>"""

pytestmark = pytest.mark.django_db(transaction=True)


def lines(*records: object) -> str:
    return "".join(json.dumps(each) + "\n" for each in records)


def kinds(outcomes: list[Outcome]) -> list[Kind]:
    return [outcome.kind for outcome in outcomes]


class TestRecords:
    def test_each_line_becomes_an_article_with_its_evidence(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("a.jsonl", lines(FERRY, BRIDGE))
        outcomes = ingest_paths(path)
        assert kinds(outcomes) == [Kind.CREATED, Kind.CREATED]
        assert [outcome.source for outcome in outcomes] == [
            f"{path}#f1",
            f"{path}#https://example.org/bridge",
        ]
        article = Article.objects.get(headline="Ferry sails again")
        assert (str(article.published_date), article.published_basis) == ("2020-03-04", "stated")
        assert article.outlet is not None
        assert article.outlet.name == "The Harbour Post"
        assert article.capture.raw == json.dumps(FERRY).encode()
        assert article.capture.kind == "record"
        assert article.capture.lines[0] == "headline: Ferry sails again"
        assert "key section" in [each["place"] for each in article.findings]
        json.dumps(record(outcomes[0]))

    def test_ingested_again_in_another_order_all_are_unchanged(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        ingest_paths(write("a.jsonl", lines(FERRY, BRIDGE)))
        again = ingest_paths(write("a.jsonl", lines(BRIDGE, {}, FERRY)))
        assert kinds(again) == [Kind.UNCHANGED, Kind.FAILED, Kind.UNCHANGED]

    @pytest.mark.parametrize("first", [FERRY, BRIDGE], ids=["id", "url"])
    def test_new_content_with_the_same_id_is_an_update_however_different(
        self, write: Write, ingest_paths: Ingest, first: dict[str, str]
    ) -> None:
        ingest_paths(write("a.jsonl", lines(first)))
        other = first | {"headline": "Nothing alike", "body": "Other words altogether."}
        assert kinds(ingest_paths(write("a.jsonl", lines(BRIDGE | {"url": "x"}, other)))) == [
            Kind.CREATED,
            Kind.UPDATED,
        ]
        article = Article.objects.get(headline="Nothing alike")
        assert article.captures.count() == 2

    def test_a_record_without_a_name_is_new_when_it_changes(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        nameless = {"headline": "One", "body": FERRY["body"]}
        ingest_paths(write("a.jsonl", lines(nameless)))
        again = ingest_paths(write("a.jsonl", lines(nameless, nameless | {"headline": "Two"})))
        assert kinds(again) == [Kind.UNCHANGED, Kind.CREATED]

    def test_a_pinned_fact_survives_an_update(self, write: Write, ingest_paths: Ingest) -> None:
        ingest_paths(write("a.jsonl", lines(FERRY)))
        article = Article.objects.get()
        article.headline = "A person's"
        pins.pin(article, "headline", "ana")
        article.save()
        ingest_paths(write("a.jsonl", lines(FERRY | {"headline": "New"})))
        assert Article.objects.get().headline == "A person's"

    def test_extracting_again_changes_nothing(self, write: Write, ingest_paths: Ingest) -> None:
        ingest_paths(write("a.jsonl", lines(FERRY)), write("b.html", PAGE))
        assert [extract_again(article) for article in Article.objects.all()] == [[], []]

    def test_a_dry_run_reports_the_same_and_stores_nothing(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("a.jsonl", lines(FERRY, FERRY | {"headline": "x"}, BRIDGE))
        packed = gzip.compress(PAGE.encode())
        paths = [path, write("b.html", PAGE), write("c.txt", PAGE), write("d.html.gz", packed)]
        assert kinds(ingest_paths(*paths, dry_run=True)) == kinds(ingest_paths(*paths))
        assert Article.objects.count() == 3

    def test_an_outcome_names_the_container_and_the_member(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("a.jsonl", lines(FERRY) + "[]\n")
        created, failed = ingest_paths(path)
        assert (created.container, created.member) == (str(path), FERRY["id"])
        assert (failed.container, failed.member) == (str(path), "2")
        (page,) = ingest_paths(write("b.html", PAGE))
        assert (page.container, page.member) == ("", "")


class TestPages:
    def test_a_page_is_read_by_its_markup_and_kept_as_it_was(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        assert kinds(ingest_paths(write("a.html", PAGE))) == [Kind.CREATED]
        article = Article.objects.get()
        assert article.headline == "Museum buys a letter"
        assert str(article.published_date) == "2019-05-03"
        assert len(article.paragraphs) == 2
        assert article.capture.raw == PAGE.encode()
        assert article.capture.lines[0] == "Museum buys a letter"
        assert "<p>" not in article.capture.text

    def test_an_edited_page_updates_its_article(self, write: Write, ingest_paths: Ingest) -> None:
        ingest_paths(write("a.html", PAGE))
        edited = PAGE.replace("2019-05-03", "2019-05-04")
        assert kinds(ingest_paths(write("a.html", edited))) == [Kind.UPDATED]
        assert str(Article.objects.get().published_date) == "2019-05-04"


class TestPacked:
    @pytest.mark.parametrize(
        ("name", "content"), [("a.html", PAGE), ("a.txt", "A story of few words.")]
    )
    def test_a_compressed_file_is_matched_by_its_content(
        self, write: Write, ingest_paths: Ingest, name: str, content: str
    ) -> None:
        plain = write(name, content)
        packed = write(f"{name}.gz", gzip.compress(content.encode()))
        assert kinds(ingest_paths(plain, packed)) == [Kind.CREATED, Kind.DUPLICATE]
        assert Capture.objects.get().raw == content.encode()
        assert SeenPath.objects.count() == 2

    def test_records_may_be_compressed(self, write: Write, ingest_paths: Ingest) -> None:
        data = gzip.compress(lines(FERRY, BRIDGE).encode())
        assert kinds(ingest_paths(write("a.jsonl.gz", data))) == [Kind.CREATED, Kind.CREATED]
