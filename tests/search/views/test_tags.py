"""The page of all tags."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Tag
from articles.tagging import Retagging

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


@pytest.fixture
def three() -> list[Article]:
    """Articles with tags: two, two and one."""
    articles = list(Article.objects.order_by("pk")[:3])
    Retagging(("élections", "Ports")).apply([article.pk for article in articles[:2]], None)
    Retagging(("2020 talks",)).apply([articles[2].pk], None)
    return articles


def listed(client: Client) -> dict[str, list[Any]]:
    letters = client.get("/tags/").context["letters"]
    return {letter: [(tag.name, tag.count) for tag in tags] for letter, tags in letters}


def test_tags_are_listed_by_letter_with_their_articles_and_searches(
    client: Client, three: list[Article]
) -> None:
    Retagging(("Elbe", "<b>")).apply([three[0].pk], None)
    assert listed(client) == {
        "0–9": [("2020 talks", 1), ("<b>", 1)],
        "E": [("Elbe", 1), ("élections", 2)],
        "P": [("Ports", 2)],
    }
    page = client.get("/tags/")
    assert "<bdi>&lt;b&gt;</bdi>" in page.text and "5 tags that editors" in page.text
    (tag,) = page.context["letters"][2][1]
    assert client.get(tag.url).context["inquiry"].total == 2


def test_it_follows_what_editors_do(client: Client, three: list[Article]) -> None:
    assert list(listed(client)) == ["0–9", "E", "P"]
    tag = Tag.objects.get(name="Ports")
    tag.name = "Harbours"
    tag.save()
    assert list(listed(client)) == ["0–9", "E", "H"]
    Tag.objects.get(name="2020 talks").delete()
    assert list(listed(client)) == ["E", "H"]


def test_readers_see_no_tag_of_withdrawn_articles_alone(
    client: Client, three: list[Article]
) -> None:
    Article.objects.filter(pk__in=[three[0].pk, three[2].pk]).update(withdrawn_at=timezone.now())
    assert listed(client) == {"E": [("élections", 1)], "P": [("Ports", 1)]}
    assert "admin/articles/tag" not in client.get("/tags/").text
    client.force_login(User.objects.create_superuser("chief"))
    assert listed(client) == {"E": [("élections", 1)], "P": [("Ports", 1)]}
    assert 'href="/admin/articles/tag/"' in client.get("/tags/").text


def test_without_tags_it_says_so(client: Client) -> None:
    assert "No article has a tag." in client.get("/tags/").text


def test_it_is_linked_where_tags_stand(client: Client, three: list[Article]) -> None:
    for address in ("/?q=", "/?tag=Ports", three[0].get_absolute_url()):
        assert 'href="/tags/"' in client.get(address).text, address
