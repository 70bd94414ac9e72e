"""Captures that are pasted, uploaded, or in a newly added format."""

from __future__ import annotations

import datetime as dt
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from articles.ingest.ingest import Kind, Outcome, ingest
from articles.models import Article, Capture, SeenPath, path_key
from articles.readers import Failure, Member, Opened, Text, find, formats, members, read_text
from articles.readers.base import Document

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

NOW = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
STORY = """Harbour bridge closes for repairs

12 June 2021

The council closed the harbour bridge on Monday after inspectors found cracks in two of its piers.
"""

pytestmark = pytest.mark.django_db(transaction=True)


class Outline(Document):
    name = "outline"
    suffixes = (".outline",)
    reader = "outline 1"

    def text(self, data: bytes) -> Text:
        return Text(read_text(data).text.lstrip("# "), "utf-8")


def test_a_new_format_is_ingested_also_compressed(
    write: Write, ingest_paths: Ingest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, Outline()))
    write("a.outline", f"# {STORY}")
    write("b.outline.gz", gzip.compress(f"# {STORY.replace('Harbour', 'River')}".encode()))
    assert [each.kind for each in ingest_paths(tmp_path)] == [Kind.CREATED, Kind.CREATED]
    assert set(Article.objects.values_list("headline", flat=True)) == {
        "Harbour bridge closes for repairs",
        "River bridge closes for repairs",
    }
    capture = Capture.objects.earliest("pk")
    assert (capture.kind, capture.reading.reader) == ("outline", "outline 1")
    assert capture.lines[0] == "Harbour bridge closes for repairs"
    assert capture.raw == f"# {STORY}".encode()


def test_pasted_text_is_an_article_without_a_path(client: Client) -> None:
    (outcome,) = ingest([Member(STORY.encode(), "pasted by ana", NOW)])
    assert (outcome.source, outcome.kind) == ("pasted by ana", Kind.CREATED)
    article = Article.objects.get()
    assert article.headline == "Harbour bridge closes for repairs"
    assert article.capture.captured_at == NOW
    assert not SeenPath.objects.exists()
    page = client.get(article.get_absolute_url()).text
    assert "12 June 2021" in page
    assert '<ul class="paths">' not in page


def test_pasted_texts_are_matched_by_their_content() -> None:
    texts = [STORY, STORY.replace("Monday", "Tuesday"), STORY + "\n"]
    outcomes = list(ingest(Member(text.encode(), "pasted", NOW) for text in texts))
    assert [each.kind for each in outcomes] == [Kind.CREATED, Kind.CREATED, Kind.DUPLICATE]
    again = list(ingest([Member(STORY.encode(), "pasted", NOW)]))
    assert [each.kind for each in again] == [Kind.DUPLICATE]


def test_an_uploaded_file_is_read_as_one_on_disk(write: Write, ingest_paths: Ingest) -> None:
    record = b'{"id": "f1", "headline": "Ferry sails again", "body": "It sailed."}\n'
    upload = Opened(io.BytesIO(gzip.compress(record)), "a.jsonl.gz", NOW, filename="a.jsonl.gz")
    (outcome,) = ingest(members(upload, 1000))
    assert (outcome.source, outcome.kind) == ("a.jsonl.gz#f1", Kind.CREATED)
    (again,) = ingest_paths(write("a.jsonl", record))
    assert again.kind is Kind.DUPLICATE


def test_files_failures_and_members_may_be_mixed_and_keep_their_order(write: Write) -> None:
    path = write("a.txt", STORY)
    outcomes = list(
        ingest(
            [
                Member(b"", "empty", NOW),
                *find([path]),
                Failure("gone", "It is gone."),
                Member(b"A text of its own.", "pasted", NOW),
                Member(b"x" * 20_000_000, "long", NOW),
            ]
        )
    )
    assert [(each.source, str(each.kind)) for each in outcomes] == [
        ("empty", "failed"),
        (str(path), "created"),
        ("gone", "failed"),
        ("pasted", "created"),
        ("long", "failed"),
    ]
    assert "too large" in outcomes[-1].error


def test_the_containers_address_is_kept_when_an_article_is_extracted_again() -> None:
    url = "https://example.org/bridge"
    (outcome,) = ingest([Member(STORY.encode(), "a.warc#1", NOW, url=url)])
    assert outcome.article is not None
    assert outcome.article.url == url
    assert [each.value for each in Capture.objects.get().stated] == [url]


def test_a_path_too_long_for_an_index_is_recognised(write: Write, ingest_paths: Ingest) -> None:
    record = '{{"id": "{}", "headline": "Ferry sails {}", "body": "It sailed."}}\n'
    long = "x" * 9000
    assert [each.kind for each in ingest_paths(write("a.jsonl", record.format(long, "again")))] == [
        Kind.CREATED
    ]
    assert [each.kind for each in ingest_paths(write("a.jsonl", record.format(long, "on")))] == [
        Kind.UPDATED
    ]
    seen = SeenPath.objects.first()
    assert seen is not None
    assert seen.path.endswith(f"a.jsonl#{long}")
    assert seen.key == path_key(seen.path)


class Faulty(Document):
    """A reader built on a library that fails in its own way."""

    name = "faulty"
    suffixes = (".faulty",)

    def text(self, data: bytes) -> Text:
        raise KeyError("/Root")


def test_a_reader_that_fails_unexpectedly_fails_its_file_alone(
    write: Write, ingest_paths: Ingest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, Faulty()))
    write("a.faulty", "x")
    write("b.txt", "A note about a lighthouse that was painted white in spring.")

    failed, created = ingest_paths(tmp_path)

    assert (failed.kind, created.kind) == (Kind.FAILED, Kind.CREATED)
    assert "KeyError" in failed.error
