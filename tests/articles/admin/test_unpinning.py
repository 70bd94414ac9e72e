"""Facts of many articles are un-pinned after a preview, and pinned again by one click."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Article, BulkChange


@pytest.fixture
def pinned(desk: Any, article: Article) -> Article:
    saved: Article = desk.save(article, headline="Mine", agency="Reuters")
    return saved


def previewed(desk: Any, article: Article, *facts: str) -> Any:
    page = desk.act("unpin", article, confirmed=False)
    assert "Choose the facts to unpin." in page.text
    return desk.act("unpin", article, confirmed=False, facts=list(facts), **_hidden(page))


def _hidden(page: Any) -> dict[str, str]:
    return {name: value for name, value in page.context["hidden"].items() if name != "action"}


def confirm(desk: Any, article: Article, page: Any) -> Any:
    return desk.act("unpin", article, facts=page.context["facts"], **_hidden(page))


def test_a_preview_shows_the_values_of_the_rules(desk: Any, pinned: Article) -> None:
    page = previewed(desk, pinned, "headline")
    assert "<td>“Mine”</td><td>“Harbour bridge reopens after repairs”</td>" in page.text
    assert "Reuters" not in page.text
    assert Article.objects.get(pk=pinned.pk).pins.keys() == {"headline", "agency"}


def test_confirmed_it_takes_the_values_of_the_rules_and_can_be_undone(
    desk: Any, pinned: Article
) -> None:
    LogEntry.objects.all().delete()
    confirm(desk, pinned, previewed(desk, pinned, "headline"))
    article = Article.objects.get(pk=pinned.pk)
    assert (article.headline, set(article.pins)) == (
        "Harbour bridge reopens after repairs",
        {"agency"},
    )
    assert LogEntry.objects.get().change_message.startswith("Unpinned headline from “Mine” to")
    address = reverse("admin:articles_bulkchange_change", args=[BulkChange.objects.get().pk])
    page = desk.client.post(address, follow=True)
    assert "in 1 article." in page.text
    article.refresh_from_db()
    assert (article.headline, article.pins) == ("Mine", pinned.pins)


def test_what_was_pinned_since_the_preview_stays(desk: Any, pinned: Article) -> None:
    page = previewed(desk, pinned, "headline")
    desk.save(pinned, headline="Mine again")
    confirm(desk, pinned, page)
    assert Article.objects.get(pk=pinned.pk).headline == "Mine again"


def test_no_fact_and_nothing_pinned_are_said(desk: Any, article: Article) -> None:
    assert (
        "None of the selected articles has a pinned fact"
        in desk.act("unpin", article, confirmed=False).text
    )
    desk.save(article, agency="Reuters")
    assert "Choose at least one fact." in desk.act("unpin", article, confirmed=False, as_of="").text


@pytest.mark.parametrize("fact", ["outlet", "published"])
def test_setting_a_fact_is_undone_by_one_click(desk: Any, article: Article, fact: str) -> None:
    before = Article.objects.values("outlet", "published", "published_basis", "pins").get()
    action, value = {
        "outlet": ("set_outlet", ""),
        "published": ("set_date", "1999"),
    }[fact]
    form = {"value": value, "as_of": "", **({} if value else {"unknown": "on"})}
    page = desk.act(action, article, confirmed=False, **form)
    desk.act(action, article, **form | _hidden(page))
    changed = Article.objects.values("outlet", "published", "published_basis", "pins").get()
    assert changed != before
    address = reverse("admin:articles_bulkchange_change", args=[BulkChange.objects.get().pk])
    desk.client.post(address)
    assert Article.objects.values("outlet", "published", "published_basis", "pins").get() == before
