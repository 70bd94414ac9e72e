"""The page of an article's copies, and several of them side by side."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from articles.copies.detection import bring_up_to_date
from articles.copies.sharing import MOST_COPIES, earliest
from articles.models import Article, Outlet
from articles.partialdate import PartialDate
from tests.articles.copies.wirestory import WIRE
from tests.articles.stories import article, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> list[Article]:
    """The wire story and its six copies, in the order of their dates."""
    made = []
    for line in WIRE.read_text().splitlines():
        record = json.loads(line)
        each = article(record["headline"], "\n\n".join(record["body"]))
        each.outlet, _ = Outlet.objects.get_or_create(
            name=record["outlet"], slug=record["outlet"].lower().replace(" ", "-")
        )
        each.agency = record.get("agency", "")
        if date := record.get("published"):
            parsed = PartialDate.parse(date)
            each.published, each.published_precision = parsed.first_day, "day"
        each.save()
        made.append(each)
    bring_up_to_date()
    return made


def page(client: Client, first: Article, *others: str) -> str:
    response = client.get(f"/copies/{first.public_id}/", {"with": others}, follow=True)
    assert response.status_code == 200
    return " ".join(response.text.split())


def test_the_group_is_listed_in_the_order_of_its_dates(
    client: Client, group: list[Article]
) -> None:
    shown = page(client, group[3])
    titles = re.findall(r"<bdi>([^<]+)</bdi>(?:</b>)? <span class=\"meta\">", shown)
    assert titles == [each.headline for each in group]
    assert "and 6 articles of which at least 70 % stands in it" in shown
    # One is undated, so nothing is said of who was first.
    assert "Their dates do not tell which is the earliest." in shown
    assert "<bdi>Vesna Courier</bdi> · 3 March 2021 · credits <bdi>Interpress</bdi>" in shown
    assert "<bdi>Nordland Post</bdi> · 4 March 2021 · credits no agency" in shown
    assert shown.count('type="checkbox" name="with"') == 6
    link = f'<a href="/copies/{group[3].public_id}/">Several of them side by side</a>'
    assert link in client.get(group[3].get_absolute_url()).text


def test_several_are_set_side_by_side(client: Client, group: list[Article]) -> None:
    wire, _, cut, _, longer, changed, _ = group
    shown = page(client, changed, wire.public_id, longer.public_id, cut.public_id)
    heads = re.findall(r'<th scope="col"><a [^>]*><bdi>([^<]+)</bdi>', shown)
    assert heads == [each.headline for each in (wire, cut, longer, changed)]
    assert "The first text is the earliest; that alone does not say who took it" in shown
    assert "6 paragraphs the same, 0 changed, 0 added, 2 left out" in shown
    assert "5 paragraphs the same, 0 changed, 1 added, 3 left out" in shown
    assert "6 paragraphs the same, 2 changed, 0 added, 0 left out" in shown
    assert "<del>gravel</del> <ins>sand</ins>" in shown
    assert "<ins>Bakers need not worry" in shown


def test_one_is_compared_on_the_page_of_two(client: Client, group: list[Article]) -> None:
    assert "<h1>Two texts compared</h1>" in page(client, group[0], group[2].public_id)


def test_a_choice_that_cannot_be_compared_is_told(client: Client, group: list[Article]) -> None:
    ids = [each.public_id for each in group]
    assert "choose 3 or fewer besides this one." in page(client, group[0], *ids[1:5])
    assert "Only copies that the archive shows" in page(client, group[0], "unknown")
    shown = page(client, group[0], ids[1], ids[2], "<b>")
    assert "<h1>3 texts compared</h1>" in shown and "another one was left out" in shown
    empty = client.get(f"/copies/{ids[0]}/?chosen=yes").text
    assert "Choose the copies that you want to compare." in empty
    for address in ("unknown", ids[1]):
        Article.objects.filter(public_id=ids[1]).update(withdrawn_at=timezone.now())
        assert client.get(f"/copies/{address}/").status_code == 404
    assert "another one was left out" in page(client, group[0], ids[1])


def test_what_has_no_copies_has_a_page_too(client: Client) -> None:
    alone = article("Alone", text(1))
    assert "and 0 articles" in page(client, alone)


def test_of_many_copies_an_article_lists_some_and_links_to_all(client: Client) -> None:
    made = [article(f"Copy {number}", text(*range(9))) for number in range(MOST_COPIES + 3)]
    bring_up_to_date()
    shown = client.get(made[0].get_absolute_url()).text
    assert shown.count('<span class="why">The same text') == MOST_COPIES
    assert f"All {MOST_COPIES + 2} copies, and several side by side</a>" in shown
    assert page(client, made[0]).count('type="checkbox" name="with"') == MOST_COPIES + 2


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["2020-03-04", "2020-03-05"], 0),
        (["2020-03-05", "2020-03-04"], 1),
        (["2020-03-04", "2020-03-04"], None),
        (["2020-03", "2020-03-04"], None),
        (["2020-02", "2020-03-04", "2020-03-04"], 0),
        (["2020-03-04", ""], None),
    ],
)
def test_the_earliest_is_named_only_where_dates_tell(dates: list[str], first: int | None) -> None:
    articles = []
    for written in dates:
        each = Article()
        if written:
            date = PartialDate.parse(written)
            each.published, each.published_precision = date.first_day, str(date.precision)
        articles.append(each)
    found = earliest(articles)
    assert found is (None if first is None else articles[first])
