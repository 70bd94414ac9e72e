"""Articles that a person should check, and marking them as reviewed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles import reextraction
from articles.admin import reviewqueue
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


@pytest.fixture
def queue(make_article: Callable[..., Article]) -> list[Article]:
    """Three undated articles, in the order of the list."""
    words = ("ferries", "harbours", "lighthouses")
    made = [
        make_article(f"{word}.txt", f"News of {word}\n\nAll {word} closed.\n") for word in words
    ]
    return made[::-1]


def on_list(desk: Any, article: Article) -> str:
    filters = urlencode({"_changelist_filters": "look=undated"})
    return f"{desk.url(article)}?{filters}"


def test_save_and_next_leads_through_the_list(desk: Any, queue: list[Article]) -> None:
    first, second, third = queue
    address = on_list(desk, first)
    page = desk.client.get(address).content.decode()
    assert "Save and next" in page
    assert on_list(desk, second).replace("&", "&amp;") in page, "next without saving"

    sent = desk.open(first) | {"published": "2020-03-04", "next": str(second.pk), "_next": "Save"}
    answer = desk.client.post(address, sent)

    assert answer["Location"] == on_list(desk, second)
    first.refresh_from_db()
    assert str(first.published_date) == "2020-03-04"
    assert listed(desk, "undated") == [second.pk, third.pk]
    assert "Save and next" not in desk.client.get(on_list(desk, third)).content.decode(), "the last"


def test_an_article_that_left_the_list_is_followed_by_the_first(
    desk: Any, queue: list[Article]
) -> None:
    first, second, _ = queue
    Article.objects.filter(pk=first.pk).update(published="2020-03-04", published_precision="day")
    assert desk.client.get(on_list(desk, first)).context["next"] == second.pk


@pytest.mark.parametrize("query", ["", "?_changelist_filters=", "?_changelist_filters=nosuch%3D1"])
def test_without_a_list_there_is_no_next_article(
    desk: Any, queue: list[Article], query: str
) -> None:
    page = desk.client.get(desk.url(queue[0]) + query)
    assert page.status_code == 200
    assert "Save and next" not in page.content.decode()


def test_a_possible_date_is_chosen_by_a_button(desk: Any, article: Article) -> None:
    candidates = ["2023-08-11", "2023-11-08"]
    Article.objects.filter(pk=article.pk).update(published=None, published_candidates=candidates)
    page = desk.client.get(desk.url(article)).content.decode()
    assert 'value="2023-08-11" accesskey="1">11 August 2023</button>' in page

    answer = desk.send(article, desk.open(article) | {"candidate": "2023-11-08"})

    assert answer["Location"] == desk.url(article)
    article.refresh_from_db()
    assert str(article.published_date) == "2023-11-08"
    assert article.pins["published"]["by"] == "maria"


def test_only_possible_dates_can_be_chosen(desk: Any, article: Article) -> None:
    before = article.published_date
    desk.send(article, desk.open(article) | {"candidate": "1999-01-01"})
    article.refresh_from_db()
    assert article.published_date == before


def test_the_start_page_counts_what_waits(desk: Any, queue: list[Article]) -> None:
    Article.objects.filter(pk=queue[0].pk).update(notice="Withdrawn by the agency")
    page = desk.client.get(reverse("admin:index")).content.decode()
    assert f'<a href="{LIST}?look=undated">Undated</a> <b>3</b>' in page
    assert f'<a href="{LIST}?look=killed">Withdrawn by its provider</a> <b>1</b>' in page
    assert "look=inferred" not in page, "no article waits for this reason"


def test_the_start_page_does_not_count_very_many(
    desk: Any, queue: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewqueue, "MOST_COUNTED", 2)
    page = desk.client.get(reverse("admin:index")).content.decode()
    assert "Undated</a> <b>more than 2</b>" in page


def test_an_articles_page_shows_the_reasons_to_check_it(desk: Any, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(published_basis="inferred")

    assert "date inferred" in desk.client.get(desk.url(article)).content.decode()
