"""Which articles need a look, and how somebody says that they have had it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles import reextraction
from articles.models import LOOKS, Article

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
def test_why_an_article_needs_a_look(
    article: Article, values: dict[str, Any], looks: list[str]
) -> None:
    Article.objects.filter(pk=article.pk).update(**values)

    assert Article.objects.all().looks().get(article.pk, []) == looks
    assert Article.objects.needing_a_look().exists() == bool(looks)


@pytest.mark.parametrize("look", ["any", "undated"])
def test_the_list_shows_those_that_need_a_look(
    desk: Any, make_article: Callable[..., Article], look: str
) -> None:
    make_article()
    undated = make_article("undated.txt", "A ferry\n\nIt sailed with many people.\n")

    assert listed(desk, look) == [undated.pk]


def test_the_list_can_be_narrowed_to_each_reason(desk: Any, article: Article) -> None:
    page = desk.client.get(LIST).content.decode()

    for reason, look in LOOKS.items():
        assert f"look={reason}" in page
        assert look.words in page


def test_a_review_is_asked_for_noted_and_told(desk: Any, article: Article) -> None:
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


def test_a_review_can_be_taken_back(desk: Any, article: Article) -> None:
    desk.act("mark_reviewed", article)
    desk.act("mark_unreviewed", article)

    article.refresh_from_db()
    assert article.reviewed_at is None
    assert article.reviewed_by == ""


def test_a_rule_that_changes_something_calls_for_another_look(desk: Any, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(agency="Nobody")
    desk.act("mark_reviewed", article)

    reextraction.extract_again(Article.objects.select_related("capture").get(pk=article.pk))

    article.refresh_from_db()
    assert article.agency == "TASS"
    assert article.reviewed_at is None


def test_a_rule_that_changes_nothing_leaves_the_review(desk: Any, article: Article) -> None:
    desk.act("mark_reviewed", article)

    reextraction.extract_again(Article.objects.select_related("capture").get(pk=article.pk))

    article.refresh_from_db()
    assert article.reviewed_at is not None


def test_the_page_of_an_article_says_why_it_needs_a_look(desk: Any, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(published_basis="inferred")

    assert "date inferred" in desk.client.get(desk.url(article)).content.decode()
