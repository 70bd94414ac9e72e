"""Withdrawing asks why; the log says who did what, when and why, and goes out as a table."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article, Takedown

LOG = "/admin/articles/takedown/"


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
