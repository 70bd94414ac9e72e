"""Whatever happens to an article, what is stored of its copies stays in step with the table."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.copies import detection
from articles.copies.detection import bring_up_to_date, differing, due
from articles.copies.sharing import sharing_of
from articles.erasure import erase
from articles.models import Article, Outlet, SharedText, TextKey
from articles.reextraction import extract_again
from tests.articles.stories import text
from tests.conftest import Ingest

pytestmark = pytest.mark.django_db(transaction=True)

Write = Callable[[str, str | bytes], Path]


@pytest.fixture(autouse=True)
def archive(index_folder: Path, write: Write, ingest_paths: Ingest) -> None:
    """Copies A, B and C, each of an outlet of its own."""
    lines = (
        json.dumps(
            {"id": name, "headline": name, "outlet": f"Post {name}", "body": text(*range(9))}
        )
        for name in "ABC"
    )
    ingest_paths(write("copies.jsonl", "\n".join(lines)))


def named(headline: str) -> Article:
    return Article.objects.get(headline=headline)


def edit() -> None:
    article = named("B")
    article.body = text(*range(50, 59))
    article.save()


def withdraw() -> None:
    article = named("B")
    article.withdrawn_at = timezone.now()
    article.save()


def restore() -> None:
    withdraw()
    article = named("B")
    article.withdrawn_at = None
    article.save()


def merge() -> None:
    Outlet.objects.get(name="Post B").merge_into(Outlet.objects.get(name="Post A"))


def extract() -> None:
    edit()
    extract_again(named("B"))


def erase_one() -> None:
    erase([named("B").pk], by="ana", reason="a court order", case="1")


@pytest.mark.parametrize(
    ("change", "copies"),
    [
        (edit, "AC CA"),
        (withdraw, "AC BA BC CA"),
        (restore, "AB AC BA BC CA CB"),
        (merge, "AB AC BA BC CA CB"),
        (extract, "AB AC BA BC CA CB"),
        (erase_one, "AC CA"),
    ],
)
def test_what_is_listed_follows_a_change(change: Callable[[], None], copies: str) -> None:
    change()
    assert (due().count(), differing()) == (0, [])
    listed = [
        each.headline + other.article.headline
        for each in Article.objects.order_by("headline")
        for other in sorted(sharing_of(each), key=lambda other: other.article.headline)
    ]
    assert " ".join(listed) == copies
    keys = set(TextKey.objects.values_list("article", flat=True))
    assert keys == set(Article.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("step", ["_chunks", "_pairs", "_store"])
def test_a_comparison_that_was_killed_is_made_by_the_next_one(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    article = named("B")
    monkeypatch.setattr(detection, step, killed)
    article.body = text(*range(50, 59))
    with pytest.raises(KeyboardInterrupt):
        article.save()
    assert list(due()) == [named("B")]
    monkeypatch.undo()
    assert bring_up_to_date() == 1
    assert (differing(), SharedText.objects.filter(article=article).count()) == ([], 0)
    call_command("copies", "--check")
