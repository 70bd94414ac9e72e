"""An article's page lists the articles that share its text."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from articles.copies.detection import bring_up_to_date
from articles.models import Article, Outlet
from tests.articles.stories import article, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories() -> list[Article]:
    """A story, two copies and one that shares half of it."""
    made = [
        article("Ferry sails", text(*range(20))),
        article("Ferry leaves", text(*range(20))),
        article("Ferry <b>news</b>", text(*range(16))),
        article("Storm", text(*range(10, 30))),
    ]
    made[1].outlet = Outlet.objects.create(name="Post & Mail", slug="post")
    made[1].save()
    bring_up_to_date()
    return made


def page_of(client: Client, story: Article) -> str:
    return client.get(story.get_absolute_url()).text


def test_it_lists_copies_and_others_apart(client: Client, stories: list[Article]) -> None:
    page = page_of(client, stories[0])
    copies, others = page.split('id="copies"')[1].split('id="sharing"')
    for other, words in ((stories[1], "The same text"), (stories[2], "A shorter text")):
        assert f'href="{other.get_absolute_url()}"' in copies
        assert words in copies
    assert "Post &amp; Mail" in copies
    assert "Ferry &lt;b&gt;news&lt;/b&gt;" in copies
    assert "10 of the 20 paragraphs of this text" in others.split("</section>")[0]


def test_a_withdrawn_copy_is_not_listed(client: Client, stories: list[Article]) -> None:
    for each in stories[1:]:
        each.withdrawn_at = timezone.now()
        each.save()
    page = page_of(client, stories[0])
    assert 'id="copies"' not in page
    assert 'id="sharing"' not in page


def test_an_article_alone_has_no_such_list(client: Client) -> None:
    alone = article("Alone", text(1, 2, 3))
    bring_up_to_date()
    assert 'id="copies"' not in page_of(client, alone)
