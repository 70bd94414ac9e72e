"""Tags in admin: on the page of an article, of many articles at once, renamed and merged."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Article, BulkChange, Tag
from articles.models.tags import tags_called
from articles.tagging import Retagging
from tests.articles.admin.conftest import Desk, MakeArticle

LIST = "admin:articles_tag_changelist"


def names(article: Article) -> list[str]:
    return Article.objects.get(pk=article.pk).tag_names


def history(article: Article) -> list[str]:
    entries = LogEntry.objects.filter(object_id=article.pk).order_by("pk")
    return [entry.get_change_message() for entry in entries]


def test_the_edit_page_changes_tags_and_pins_nothing(desk: Desk, article: Article) -> None:
    saved = desk.save(article, tags="Ports, ferries")
    assert saved.tag_names == ["ferries", "Ports"] and not saved.pins
    desk.save(article, tags="Ports", headline="Bridge opens")
    assert names(article) == ["Ports"]
    assert history(article)[0] == "Tagged “Ports”, “ferries”."
    assert "Removed the tag “ferries”." in history(article)


def test_tags_that_others_gave_meanwhile_stay(desk: Desk, article: Article) -> None:
    desk.save(article, tags="Ports")
    opened = desk.open(article)
    Retagging(("Ferries",), ("Ports",)).apply([article.pk], None)
    page = desk.send(article, opened | {"tags": "Ports, Bridges"})
    assert "was changed while you had it open" in page.text
    again = {name: page.context["form"][name].value() or "" for name in opened}
    assert desk.send(article, again).status_code == 302
    assert names(article) == ["Bridges", "Ferries"]


def test_a_name_that_cannot_be_is_refused_on_the_edit_page(desk: Desk, article: Article) -> None:
    page = desk.send(article, desk.open(article) | {"tags": "x" * 61})
    assert "at most 60 characters" in page.text and names(article) == []


@pytest.mark.parametrize(
    ("add", "remove", "after"),
    [
        ("Ferries", "", ["Ferries", "Ports"]),
        ("Ferries", "PORTS", ["Ferries"]),
        ("", "ports", []),
    ],
)
def test_many_articles_are_tagged_at_once(
    desk: Desk, article: Article, add: str, remove: str, after: list[str]
) -> None:
    Retagging(("Ports",)).apply([article.pk], None)
    page = desk.act("change_tags", article, confirmed=False)
    assert "Tags of 1 article." in page.text
    desk.act("change_tags", article, add=add, remove=remove)
    page = desk.client.get(reverse("admin:articles_article_changelist"))
    assert "Changed the tags of 1 article." in page.text
    assert names(article) == after


def test_what_was_tagged_at_once_is_undone_at_once(
    desk: Desk, article: Article, make_article: MakeArticle
) -> None:
    other = make_article("other.txt", "Another story of the harbour, of quite other words.")
    Retagging(("Ports",)).apply([article.pk], None)
    desk.act("change_tags", article, other, add="Ferries", remove="Ports")
    assert (names(article), names(other)) == (["Ferries"], ["Ferries"])
    # What somebody has done since stays.
    Retagging(("Bridges",), ("Ferries",)).apply([other.pk], None)
    address = reverse("admin:articles_bulkchange_change", args=[BulkChange.objects.get().pk])
    assert 'value="Undo' in desk.client.get(address).text
    undone = desk.client.post(address, follow=True)
    assert "Undid bulk change" in undone.text
    assert (names(article), names(other)) == (["Ports"], ["Bridges"])
    assert history(article)[-1] == "Tagged “Ports”. Removed the tag “Ferries”."
    assert 'value="Undo' not in desk.client.get(address).text


@pytest.mark.parametrize(
    ("add", "remove", "sentence"),
    [
        ("", "", "Name a tag to add or to remove."),
        ("", "Ports", "There is no tag “Ports”."),
        ("x" * 61, "", "at most 60 characters"),
        ("Bridges", "bridges", "A tag cannot be both added and removed."),
    ],
)
def test_wrong_names_for_many_articles_are_refused(
    desk: Desk, article: Article, add: str, remove: str, sentence: str
) -> None:
    tags_called(["Bridges"])
    page = desk.act("change_tags", article, add=add, remove=remove)
    assert sentence in page.text and names(article) == []


def test_the_list_of_articles_is_filtered_by_tag(
    desk: Desk, article: Article, make_article: MakeArticle
) -> None:
    other = make_article(
        "other.txt", "Another story of the harbour, of quite other words than the first."
    )
    Retagging(("Climate change",)).apply([article.pk], None)
    address = reverse("admin:articles_article_changelist")
    for value, found in (("climate change", article), ("none,", other)):
        page = desk.client.get(address, {"tag": value})
        assert [each.pk for each in page.context["cl"].result_list] == [found.pk]


def test_a_tag_is_renamed_in_admin_but_not_to_the_name_of_another(
    desk: Desk, article: Article
) -> None:
    ports, _ = tags_called(["Ports", "Bridges"])
    Retagging(("Ports",)).apply([article.pk], None)
    address = reverse("admin:articles_tag_change", args=[ports.pk])
    assert "Bridges already has this name" in desk.client.post(address, {"name": "bridges"}).text
    desk.client.post(address, {"name": " Harbours "})
    assert names(article) == ["Harbours"]
    assert "ports" in desk.client.get(address).text, "the former name is shown"


def test_tags_are_merged_and_deleted_in_admin(desk: Desk, article: Article) -> None:
    ports, harbours = tags_called(["Ports", "Harbours"])
    Retagging(("Ports",)).apply([article.pk], None)
    chosen: dict[str, Any] = {"action": "merge", "_selected_action": [ports.pk, harbours.pk]}
    page = desk.client.post(reverse(LIST), chosen)
    assert "1 article<" in page.text and "0 articles<" in page.text
    merged = chosen | {"confirmed": "yes", "target": harbours.pk}
    page = desk.client.post(reverse(LIST), merged, follow=True)
    assert "Merged into Harbours, which has 1 article now." in page.text
    assert names(article) == ["Harbours"] and Tag.objects.count() == 1
    page = desk.client.get(reverse("admin:articles_tag_delete", args=[harbours.pk]))
    assert "Harbours of 1 article" in page.text
    desk.client.post(reverse("admin:articles_tag_delete", args=[harbours.pk]), {"post": "yes"})
    assert names(article) == [] and not Tag.objects.exists()


def test_a_tag_of_html_is_escaped(desk: Desk, article: Article) -> None:
    Retagging(("<b>bold",)).apply([article.pk], None)
    for address in (desk.url(article), reverse(LIST), reverse("admin:articles_article_changelist")):
        assert "<b>bold" not in desk.client.get(address).text
