"""Withdrawing asks why; the log says who did what, when and why, and goes out as a table."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from articles.copies.detection import bring_up_to_date
from articles.models import Article, Takedown
from tests.articles.stories import article as story
from tests.articles.stories import text

LOG = "/admin/articles/takedown/"
LIST = "/admin/articles/article/"


def test_withdrawing_asks_for_a_reason(desk: Any, article: Article) -> None:
    page = desk.act("withdraw", article, reason=" ", case="  2026/7 ")
    assert "This field is required." in page.text
    assert not Article.objects.get(pk=article.pk).is_withdrawn
    desk.act("withdraw", article, reason="The publisher asked", case="  2026/7 ")
    desk.act("restore", article)
    found = Takedown.objects.order_by("pk").values_list("action", "by", "reason", "case")
    assert list(found) == [
        ("withdrawn", "maria", "The publisher asked", "2026/7"),
        ("restored", "maria", "", ""),
    ]


def test_the_page_of_a_withdrawn_article_says_why(desk: Any, article: Article) -> None:
    desk.act("withdraw", article, reason="The publisher asked", case="7")
    assert "Reason: The publisher asked (case 7)" in desk.client.get(desk.url(article)).text


@pytest.mark.parametrize("words", ["2026/7", "publisher", "Harbour bridge", "maria"])
def test_the_log_is_searched(desk: Any, article: Article, words: str) -> None:
    desk.act("withdraw", article, reason="The publisher asked", case="2026/7")
    Takedown.objects.create(action="erased", public_id="0123456789", reason="Other", case="8")
    page = desk.client.get(LOG, {"q": words}).text
    assert article.public_id in page
    assert "0123456789" not in page
    assert "waits for the worker" in desk.client.get(LOG, {"action__exact": "erased"}).text


def test_the_log_goes_out_as_a_table_without_formulas(desk: Any, article: Article) -> None:
    desk.act("withdraw", article, reason="=1+1", case="7")
    key = Takedown.objects.get().pk
    answer = desk.client.post(LOG, {"action": "download", "_selected_action": [key]})
    header, row = csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff")))
    assert dict(zip(header, row, strict=True)) | {"time": ""} == {
        "time": "",
        "action": "withdrawn",
        "public_id": article.public_id,
        "by": "maria",
        "case": "7",
        "reason": "'=1+1",
        "removed_from_disk": "",
    }


def test_the_log_cannot_be_changed(desk: Any, article: Article) -> None:
    desk.act("withdraw", article)
    key = Takedown.objects.get().pk
    address = reverse("admin:articles_takedown_change", args=[key])
    page = desk.client.get(address).text
    assert "The publisher asked" in page
    assert 'name="reason"' not in page
    assert desk.client.post(address, {"reason": "x"}).status_code == 403


def test_articles_with_the_same_text_are_withdrawn_together_if_ticked(
    desk: Any, article: Article
) -> None:
    made = [story(name, text(*range(20))) for name in ("First", "Second", "Third")]
    other = story("Other", text(*range(5, 40)))
    bring_up_to_date()
    asked = desk.client.post(
        LIST, {"action": "withdraw", "_selected_action": [made[0].pk], "select_across": "0"}
    ).text
    for each, is_named in ((made[1], True), (made[2], True), (other, False), (article, False)):
        assert (f'name="copy" value="{each.public_id}"' in asked) == is_named
    # What is no copy is left alone, whatever is sent.
    desk.act("withdraw", made[0], copy=[made[1].public_id, other.public_id])
    withdrawn = Article.objects.exclude(withdrawn_at=None).values_list("headline", flat=True)
    assert sorted(withdrawn) == ["First", "Second"]
    assert Takedown.objects.filter(reason="The publisher asked").count() == 2
