"""The text that findings refer to stays until somebody has the bytes read again."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from articles import reextraction
from articles.facts.pins import pin
from articles.ingest.ingest import Kind, Outcome
from articles.models import Article, Capture, Reading, SeenPath
from articles.readers import Unreadable
from articles.readers.webpages import html
from articles.readers.webpages.visibletext import visible_text
from search.index.differences import differences
from search.index.documents import document_of

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

PAGE = """<html><head><meta charset="utf-8"><title>Museum buys a letter</title></head><body>
<p>Menu</p><h1>Museum buys a letter</h1><p>By Ana Ruiz</p><p>3 May 2019</p>
<p>The city museum has bought a letter in which its founder asks a rival to lend him a walrus.</p>
<p>The letter was found behind a wardrobe in a guest house and sold at an auction.</p>
</body></html>"""
RECORD = '{"id": "f1", "headline": "Ferry sails again", "body": "It sailed.\\n\\nAgain."}'

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(write: Write, ingest_paths: Ingest) -> Article:
    (outcome,) = ingest_paths(write("a.html", PAGE))
    assert outcome.kind is Kind.CREATED
    return Article.objects.get()


@pytest.fixture
def upgraded(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Installs a version of the page reader that makes other lines."""

    def run() -> None:
        monkeypatch.setattr(
            html, "visible_text", lambda markup: f"Zebra notice\n\n{visible_text(markup)}"
        )
        monkeypatch.setattr(html.WebPage, "reader", "html 99")

    return run


def shown(article: Article) -> dict[str, list[str]]:
    """Return the lines to which the findings of each fact point."""
    lines = article.capture.lines
    return {
        each["field"]: [lines[number - 1] for number in each["lines"]]
        for each in article.findings
        if each["lines"]
    }


def extract(*arguments: str) -> str:
    summary = StringIO()
    call_command("extract", *arguments, stdout=StringIO(), stderr=summary)
    return summary.getvalue()


def test_evidence_does_not_move_when_a_library_is_upgraded(
    page: Article, upgraded: Callable[[], None], client: Client, admin_client: Client
) -> None:
    before, findings = shown(page), page.findings
    assert before["headline"] == ["Museum buys a letter"]
    upgraded()
    extract()
    article = Article.objects.get()
    assert article.findings == findings
    assert shown(article) == before
    assert article.version == page.version
    assert "Zebra notice" not in document_of(article).texts["source"]
    for address in (
        article.get_absolute_url(),
        f"{article.get_absolute_url()}?q=source:menu",
        "/?q=source:menu",
    ):
        assert "Zebra notice" not in client.get(address).text
    edit = admin_client.get(f"/admin/articles/article/{article.pk}/change/").text
    assert "Zebra notice" not in edit


def test_reading_again_changes_text_and_findings_together_and_keeps_pins(
    page: Article, upgraded: Callable[[], None], client: Client
) -> None:
    before = shown(page)
    page.headline = "A person's"
    pin(page, "headline", "ana")
    page.save()
    upgraded()
    assert "1 text read again, 1 changed" in extract("--read-again")
    article = Article.objects.get()
    assert article.capture.lines[0] == "Zebra notice"
    assert article.capture.reading.reader == "html 99"
    assert shown(article) == before
    assert article.headline == "A person's"
    assert {tuple(each["lines"]) for each in article.findings if each["field"] == "byline"} == {
        (5,)
    }
    assert differences() == {"missing": [], "extra": [], "outdated": []}
    assert "A person" in client.get("/?q=source:zebra").text
    assert "1 text read again, 0 changed" in extract("--read-again")


def test_a_dry_run_of_reading_again_stores_nothing(
    page: Article, upgraded: Callable[[], None]
) -> None:
    upgraded()
    assert "1 text read again, 1 would change" in extract("--read-again", "--dry-run")
    assert Capture.objects.get().lines[0] == "Menu"
    assert Article.objects.get().findings == page.findings


def test_reading_again_is_for_all_fields() -> None:
    with pytest.raises(CommandError, match="--read-again is for all fields"):
        extract("--read-again", "--field", "headline")


def test_a_text_that_the_current_reader_refuses_stays(page: Article) -> None:
    with mock.patch.object(html, "visible_text", side_effect=Unreadable("No.")):
        assert "0 changed" in extract("--read-again")
    assert Capture.objects.get().lines[0] == "Menu"


def test_a_path_that_returns_to_an_earlier_capture_has_findings_in_its_new_reading(
    page: Article, upgraded: Callable[[], None], write: Write, ingest_paths: Ingest
) -> None:
    edited = write("a.html", PAGE.replace("3 May", "4 May"))
    assert ingest_paths(edited)[0].kind is Kind.UPDATED
    upgraded()
    assert ingest_paths(write("a.html", PAGE))[0].kind is Kind.UPDATED
    article = Article.objects.get()
    assert article.capture.sha256 == page.capture.sha256
    assert shown(article)["headline"] == ["Museum buys a letter"]
    assert article.capture.lines[0] == "Zebra notice"


@pytest.mark.parametrize("step", [1, 100])
def test_the_migration_stores_the_texts_of_earlier_captures_in_steps(
    page: Article, write: Write, ingest_paths: Ingest, step: int
) -> None:
    ingest_paths(
        write("b.txt", b"A text."),
        write("c.txt", "Caf\xe9 by the sea\r\n\r\nIt is open.".encode("cp1252")),
    )
    ingest_paths(write("d.jsonl", RECORD))
    before = dict(Reading.objects.values_list("pk", "compressed"))
    texts = {each.pk: each.text for each in Capture.objects.all()}
    broken = Capture.objects.latest("pk")
    Reading.objects.all().delete()
    SeenPath.objects.update(key="")
    raw = broken.compressed
    Capture.objects.filter(pk=broken.pk).update(compressed=b"damaged")

    migration: Any = import_module("articles.migrations.0007_fill_readings")
    with (
        mock.patch.object(migration, "CAPTURES", step),
        mock.patch.object(migration, "PATHS", step),
        connection.schema_editor(atomic=False) as editor,
    ):
        migration.fill_keys(apps, editor)
        migration.fill_readings(apps, editor)
    del before[broken.pk]
    assert dict(Reading.objects.values_list("pk", "compressed")) == before
    assert not SeenPath.objects.filter(key="").exists()
    Capture.objects.filter(pk=broken.pk).update(compressed=raw)
    assert {each.pk: each.text for each in Capture.objects.all()} == texts


def test_an_interrupted_migration_continues(
    page: Article, ingest_paths: Ingest, write: Write
) -> None:
    ingest_paths(write("d.jsonl", RECORD))
    Reading.objects.all().delete()
    migration: Any = import_module("articles.migrations.0007_fill_readings")
    real, calls = zlib.decompress, []

    def stopped(data: bytes) -> bytes:
        calls.append(data)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(data)

    with connection.schema_editor(atomic=False) as editor:
        with (
            mock.patch.object(migration, "CAPTURES", 1),
            mock.patch.object(migration.zlib, "decompress", stopped),
            pytest.raises(KeyboardInterrupt),
        ):
            migration.fill_readings(apps, editor)
        assert Reading.objects.count() == 1
        migration.fill_readings(apps, editor)
    assert Reading.objects.count() == 2


@pytest.mark.parametrize("step", [1, 100])
def test_the_migration_fills_the_comparison_keys_of_earlier_captures_in_steps(
    page: Article, write: Write, ingest_paths: Ingest, step: int
) -> None:
    ingest_paths(write("b.txt", b"A text."), write("c.txt", b"Another text."))
    ingest_paths(write("d.jsonl", RECORD))
    before = dict(Capture.objects.order_by("pk").values_list("sha256", "comparison_key"))
    Capture.objects.exclude(pk=page.capture_id).update(comparison_key="")
    no_reading, broken = Capture.objects.order_by("pk")[1:3]
    no_reading.reading.delete()
    Capture.objects.filter(pk=broken.pk).update(compressed=b"damaged")

    migration: Any = import_module("articles.migrations.0012_fill_comparison_keys")
    with (
        mock.patch.object(migration, "CAPTURES", step),
        connection.schema_editor(atomic=False) as editor,
    ):
        migration.fill_comparison_keys(apps, editor)
    after = dict(Capture.objects.order_by("pk").values_list("sha256", "comparison_key"))
    assert after == {**before, broken.sha256: broken.sha256}


def test_extracting_again_stores_the_missing_text_of_an_earlier_capture(
    page: Article,
) -> None:
    Reading.objects.all().delete()
    article = Article.objects.get()
    assert article.capture.lines[0] == "Menu"
    reextraction.extract_again(article)
    assert Reading.objects.get().text.startswith("Menu\n")


def damage(article: Article, *, reading: bool, raw: bool) -> None:
    if reading:
        Reading.objects.filter(capture=article.capture_id).update(compressed=b"damaged")
    if raw:
        Capture.objects.filter(pk=article.capture_id).update(compressed=b"damaged")


@pytest.mark.parametrize("raw", [False, True])
def test_pages_show_an_article_whose_stored_text_is_damaged(
    page: Article, admin_client: Client, raw: bool
) -> None:
    damage(page, reading=True, raw=raw)

    addresses = [
        page.get_absolute_url(),
        f"/admin/articles/article/{page.pk}/change/",
        "/?q=source:walrus",
        "/api/search?q=source:walrus",
    ]
    assert [admin_client.get(each).status_code for each in addresses] == [200] * 4
    answer = admin_client.get(addresses[0])
    assert "has bought a letter in which its founder" in answer.content.decode()
    assert list(answer.context["lines"]) == ([""] if raw else page.capture.lines)


def test_a_damaged_reading_is_made_again_of_the_bytes(page: Article) -> None:
    Reading.objects.update(url="https://example.org/letter")
    before = page.capture.text
    damage(page, reading=True, raw=False)

    call_command("extract", stdout=StringIO(), stderr=StringIO())

    assert Reading.objects.get().text == before
    assert Reading.objects.get().url == "https://example.org/letter"
    damage(page, reading=True, raw=False)
    call_command("extract", read_again=True, stdout=StringIO(), stderr=StringIO())
    assert Reading.objects.get().text == before


@pytest.mark.parametrize("options", [{}, {"dry_run": True}, {"read_again": True}])
def test_a_damaged_capture_does_not_stop_the_extraction_of_others(
    page: Article, write: Write, ingest_paths: Ingest, options: dict[str, bool]
) -> None:
    ingest_paths(write("b.jsonl", RECORD))
    damage(page, reading=False, raw=True)
    before = Article.objects.values().get(pk=page.pk)
    Article.objects.exclude(pk=page.pk).update(headline="Wrong")
    output, errors = StringIO(), StringIO()

    with pytest.raises(CommandError, match=f"{page.public_id} was not extracted.*damaged"):
        call_command("extract", stdout=output, stderr=errors, **options)

    assert "headline: 'Wrong' -> 'Ferry sails again'" in output.getvalue()
    assert "1 read, 1 " in errors.getvalue()
    assert Article.objects.values().get(pk=page.pk) == before


def test_the_extraction_of_a_damaged_capture_is_refused_in_admin(
    page: Article, admin_client: Client
) -> None:
    damage(page, reading=False, raw=True)
    chosen = {"action": "extract_again", "_selected_action": [page.pk]}

    preview = admin_client.post("/admin/articles/article/", chosen)
    assert "cannot be extracted" in preview.content.decode()
    done = admin_client.post("/admin/articles/article/", chosen | {"confirmed": "yes"}, follow=True)
    assert f"Article {page.public_id} was not extracted." in done.content.decode()
