"""Nothing is read or extracted within a transaction, which would block other writers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.extraction import stated
from articles.facts.pins import pin
from articles.ingest.ingest import Kind, Outcome
from articles.models import Article, LineKeys, Outlet, Reading
from articles.readers import text
from articles.readers.webpages import html
from tests.samples import sampled

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

STORY = """Ferry {name} sails again

PORTO, March 4, 2020. /TASS/. The ferry {name} sailed again on Wednesday, with passengers of \
{name} who had waited for {name} for weeks and weeks.
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seen() -> Iterator[list[str]]:
    """The calls that read or extract; those within a transaction end with an exclamation mark."""
    calls: list[str] = []

    def watched(module: Any, name: str) -> Any:
        real = getattr(module, name)

        def run(*args: Any, **kwargs: Any) -> Any:
            calls.append(f"{name}!" if connection.in_atomic_block else name)
            return real(*args, **kwargs)

        return mock.patch.object(module, name, run)

    with watched(stated, "extract"), watched(html, "visible_text"), watched(text, "read_text"):
        yield calls


@pytest.fixture
def article(write: Write, ingest_paths: Ingest) -> Article:
    """An article whose outlet a person has pinned."""
    ingest_paths(write("a.txt", STORY.format(name="Alba")))
    article = Article.objects.get()
    article.outlet = Outlet.objects.create(name="The Harbour Post")
    pin(article, "outlet", "ana")
    article.save()
    return article


def everything_was_outside(seen: list[str], least: int = 1) -> bool:
    return seen.count("extract") >= least and not any(each.endswith("!") for each in seen)


def test_an_ingest_extracts_for_a_pinned_outlet_before_it_stores(
    article: Article, write: Write, ingest_paths: Ingest, seen: list[str]
) -> None:
    edited = STORY.format(name="Alba").replace("weeks and weeks", "months")
    paths = [write("a.txt", edited), write("b.txt", STORY.format(name="Boreal"))]
    assert [each.kind for each in ingest_paths(*paths)] == [Kind.UPDATED, Kind.CREATED]
    assert everything_was_outside(seen, 3)
    row = Article.objects.get(pk=article.pk)
    assert "for months" in row.body
    assert row.outlet == article.outlet


def test_an_unchanged_capture_is_not_extracted_for_its_outlet(
    article: Article, write: Write, ingest_paths: Ingest, seen: list[str]
) -> None:
    assert [each.kind for each in ingest_paths(write("a.txt", STORY.format(name="Alba")))] == [
        Kind.UNCHANGED
    ]
    assert seen.count("extract") == 1


def test_extraction_for_an_outlet_pinned_meanwhile_is_also_outside_the_transaction(
    article: Article, write: Write, ingest_paths: Ingest, seen: list[str]
) -> None:
    edited = STORY.format(name="Alba").replace("weeks and weeks", "months")
    paths = [write("0.txt", STORY.format(name="Boreal")), write("a.txt", edited)]
    with mock.patch("articles.ingest.storing.with_pinned_outlets", side_effect=lambda batch: batch):
        kinds = [each.kind for each in ingest_paths(*paths)]
    assert kinds == [Kind.CREATED, Kind.UPDATED]
    assert everything_was_outside(seen, 3)
    assert Article.objects.count() == 2
    assert "for months" in Article.objects.get(pk=article.pk).body


@pytest.mark.parametrize(
    "command",
    [
        ["ingest"],
        ["ingest", "--dry-run"],
        ["extract"],
        ["extract", "--dry-run"],
        ["extract", "--read-again"],
        ["extract", "--read-again", "--dry-run"],
        ["learn"],
        ["copies"],
        ["mentions"],
        ["drain"],
        ["reindex"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "has_text", sampled([True, False], [True]), ids=["text stored", "text missing"]
)
def test_no_command_extracts_within_a_transaction(
    article: Article, write: Write, seen: list[str], command: list[str], has_text: bool
) -> None:
    LineKeys.objects.all().delete()
    if not has_text:
        Reading.objects.all().delete()
    write("a.txt", STORY.format(name="Alba").replace("weeks and weeks", "months"))
    page = write("b.html", f"<h1>Ferry</h1><p>{STORY.format(name='Boreal')}")
    paths = [str(page.parent)] if command[0] == "ingest" else []
    call_command(*command, *paths, stdout=StringIO(), stderr=StringIO())
    extracts = command[0] in ("ingest", "extract", "learn")
    assert everything_was_outside(seen, int(extracts))


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "yes"}], ids=["asked", "confirmed"])
@pytest.mark.parametrize(
    ("action", "more"),
    [
        ("extract_again", {}),
        ("withdraw", {}),
        ("restore", {}),
        ("mark_reviewed", {}),
        ("set_outlet", {"as_of": "", "unknown": "on"}),
        ("set_date", {"as_of": "", "value": "2020-03"}),
    ],
)
def test_no_action_in_admin_extracts_within_a_transaction(
    article: Article, seen: list[str], action: str, more: dict[str, str], confirmed: dict[str, str]
) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("maria"))
    sent = {"action": action, "_selected_action": [str(article.pk)], **more, **confirmed}
    response = client.post(reverse("admin:articles_article_changelist"), sent)
    assert response.status_code in (200, 302)
    assert everything_was_outside(seen, int(action == "extract_again"))
