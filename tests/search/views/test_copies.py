"""An article's page lists the articles that share its text."""

from __future__ import annotations

import datetime as dt

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


class TestComparison:
    def test_it_sets_both_texts_side_by_side(self, client: Client, stories: list[Article]) -> None:
        page = client.get(f"/articles/{stories[0].public_id}/compare/{stories[2].public_id}/").text
        assert "16 paragraphs are the same, 0 changed, 0 added, 4 left out." in page
        assert "Their dates do not tell which is the earlier one." in page
        assert "Ferry &lt;b&gt;news&lt;/b&gt;" in page

    def test_the_earlier_one_is_on_the_left_whichever_is_named_first(
        self, client: Client, stories: list[Article]
    ) -> None:
        for each, date in ((stories[0], dt.date(2020, 3, 2)), (stories[3], dt.date(2020, 3, 1))):
            each.published, each.published_precision = date, "day"
            each.save()
        ids = [stories[0].public_id, stories[3].public_id]
        pages = [client.get(f"/articles/{a}/compare/{b}/").text for a, b in (ids, ids[::-1])]
        assert pages[0].split("<h1>")[1] == pages[1].split("<h1>")[1]
        assert "The article on the left is the earlier one." in pages[0]
        assert pages[0].index(">Storm<") < pages[0].index(">Ferry sails<")
        assert "10 paragraphs are the same, 0 changed, 10 added, 10 left out." in pages[0]

    @pytest.mark.parametrize("other", ["unknown", "itself", "withdrawn"])
    def test_without_two_articles_it_is_404(
        self, client: Client, stories: list[Article], other: str
    ) -> None:
        stories[1].withdrawn_at = timezone.now()
        stories[1].save()
        ids = {"itself": stories[0].public_id, "withdrawn": stories[1].public_id}
        url = f"/articles/{stories[0].public_id}/compare/{ids.get(other, other)}/"
        assert client.get(url).status_code == 404
