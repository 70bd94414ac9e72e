"""Articles that a person should check, and marking them as reviewed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles import reextraction
from articles.models import REVIEW_REASONS, Article

LIST = reverse("admin:articles_article_changelist")
PINNED = {"by": "maria", "at": "2026-01-01T00:00:00+00:00"}


def listed(desk: Any, look: str) -> list[int]:
    page = desk.client.get(LIST, {"look": look})
    return [article.pk for article in page.context["cl"].result_list]


@pytest.mark.parametrize(
    ("values", "looks"),
    [
        ({}, []),
        ({"published": None, "published_basis": "unknown"}, ["Undated"]),
        ({"published_basis": "inferred"}, ["Date inferred"]),
        ({"headline": ""}, ["No headline"]),
        ({"headline": "", "published": None}, ["Undated", "No headline"]),
        ({"headline": "", "pins": {"headline": PINNED}}, []),
        ({"published": None, "pins": {"published": PINNED}}, []),
        ({"published": None, "pins": {"headline": PINNED}}, ["Undated"]),
        ({"headline": "", "withdrawn_at": timezone.now()}, []),
        ({"headline": "", "reviewed_at": timezone.now()}, []),
    ],
    ids=[
        "all known",
        "undated",
        "inferred",
        "no headline",
        "two reasons",
        "a person says it has none",
        "a person says nobody knows",
        "another fact is pinned",
        "withdrawn",
        "reviewed",
    ],
)
def test_reasons_to_check_an_article(
    article: Article, values: dict[str, Any], looks: list[str]
) -> None:
    Article.objects.filter(pk=article.pk).update(**values)

    assert Article.objects.all().review_reasons().get(article.pk, []) == looks
    assert Article.objects.needing_review().exists() == bool(looks)


@pytest.mark.parametrize("look", ["any", "undated"])
def test_the_list_shows_articles_to_check(
    desk: Any, make_article: Callable[..., Article], look: str
) -> None:
    make_article()
    undated = make_article("undated.txt", "A ferry\n\nIt sailed with many people.\n")

    assert listed(desk, look) == [undated.pk]


def test_the_list_can_be_filtered_by_reason(desk: Any, article: Article) -> None:
    page = desk.client.get(LIST).content.decode()

    for name, reason in REVIEW_REASONS.items():
        assert f"look={name}" in page
        assert reason.label in page


def test_a_review_is_confirmed_stored_and_logged(desk: Any, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(headline="")
    page = desk.act("mark_reviewed", article, confirmed=False)
    assert "no headline" in page.content.decode()
    assert listed(desk, "any") == [article.pk]

    desk.act("mark_reviewed", article)

    article.refresh_from_db()
    assert article.reviewed_by == "maria"
    assert article.reviewed_at is not None
    assert listed(desk, "any") == []
    assert listed(desk, "reviewed") == [article.pk]
    assert LogEntry.objects.latest("action_time").change_message == "Reviewed."
    assert "Reviewed by maria" in desk.client.get(desk.url(article)).content.decode()


def test_a_review_can_be_undone(desk: Any, article: Article) -> None:
    desk.act("mark_reviewed", article)
    desk.act("mark_unreviewed", article)

    article.refresh_from_db()
    assert article.reviewed_at is None
    assert article.reviewed_by == ""


def test_a_change_by_rules_undoes_the_review(desk: Any, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(agency="Nobody")
    desk.act("mark_reviewed", article)

    reextraction.extract_again(Article.objects.select_related("capture").get(pk=article.pk))

    article.refresh_from_db()
    assert article.agency == "TASS"
    assert article.reviewed_at is None


def test_an_extraction_without_changes_keeps_the_review(desk: Any, article: Article) -> None:
    desk.act("mark_reviewed", article)

    reextraction.extract_again(Article.objects.select_related("capture").get(pk=article.pk))

    article.refresh_from_db()
    assert article.reviewed_at is not None


def test_an_articles_page_shows_the_reasons_to_check_it(desk: Any, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(published_basis="inferred")

    assert "date inferred" in desk.client.get(desk.url(article)).content.decode()
