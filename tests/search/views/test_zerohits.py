"""What a page without hits says, and the parts of a search that can be removed."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import Asked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def test_it_says_which_words_are_in_no_article_and_which_are(client: Client) -> None:
    zero = client.get('/?q="xylophone recital" kremlin&outlet=unknown').context["zero"]
    assert [way.words for way in zero.missing] == ["the phrase “xylophone recital”"]
    assert [way.words for way in zero.present] == ["“kremlin”"]


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        ("q=xylophone", {}),
        ("q=idlib&outlet=nobody", {"the outlet filter": 5}),
        (
            "q=idlib&outlet=tass&date=1999",
            {"the outlet filter": 0, "the date filter": 3, "any filter": 5},
        ),
        ("q=idlib&from=1999&to=1999", {"the date range": 5}),
        (
            "q=idlib&from=1999&to=1999&date=2020",
            {"the date filter": 0, "the date range": 4, "any filter": 5},
        ),
    ],
)
def test_it_says_what_each_filter_costs(client: Client, query: str, ways: dict[str, int]) -> None:
    page = client.get(f"/?{query}")
    assert {way.words: way.total for way in page.context["zero"].filters} == ways
    for way in page.context["zero"].filters:
        assert client.get(way.url).context["inquiry"].total == way.total


def test_it_does_not_speak_of_the_closest_where_there_is_none(client: Client) -> None:
    page = client.get("/?q=codenamed izzeddin&date=1999").text
    assert "the best first" not in page


def test_where_something_is_found_it_is_not_asked(client: Client) -> None:
    assert client.get("/?q=idlib").context["zero"] is None


def test_it_asks_the_engine_once(client: Client, asked: Asked) -> None:
    client.get("/?q=idlib")
    assert (asked.searches, asked.totals) == (1, [])
    asked.clear()
    client.get("/?q=idlib&outlet=nobody&date=1999&from=1998")
    # The page, the same in whole captures, the words in doubt, the parts with the filters.
    assert asked.searches == 2
    assert sorted(asked.totals) == [1, 5]


@pytest.mark.parametrize("number", [2, 4, 8, 40])
def test_however_many_words_there_are_the_engine_is_asked_as_often(
    client: Client, asked: Asked, number: int
) -> None:
    words = " ".join(f"xylophone{n}" for n in range(number))
    client.get("/", {"q": words, "outlet": "tass", "date": "1999", "from": "1998"})
    assert asked.searches <= 2
    assert len(asked.totals) <= 5


def test_every_part_of_a_search_can_be_removed(client: Client) -> None:
    page = client.get("/?q=idlib -turkey&outlet=tass")
    urls = {each.label: each.url for each in page.context["words"]}
    assert urls == {
        "“idlib”": "/?q=-turkey&outlet=tass",
        "without “turkey”": "/?q=idlib&outlet=tass",
    }
    for url in urls.values():
        assert url.replace("&", "&amp;") in page.text
    assert client.get("/?q=idlib").context["words"] == []


def test_the_title_tells_the_words_and_the_heading_the_count(client: Client) -> None:
    page = client.get("/?q=idlib").text
    assert "<title>idlib: 5 articles" in page
    assert "5 articles for <q" in page
