"""A results page without hits, and the parts of a search that can be removed."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import Asked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def test_it_lists_the_words_that_no_article_has_and_those_that_some_have(client: Client) -> None:
    zero = client.get('/?q="xylophone recital" kremlin&outlet=unknown').context["zero"]
    assert [part.label for part in zero.missing] == ["the phrase “xylophone recital”"]
    assert [part.label for part in zero.present] == ["“kremlin”"]


@pytest.mark.parametrize(
    ("query", "totals"),
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
def test_it_counts_the_results_without_each_filter(
    client: Client, query: str, totals: dict[str, int]
) -> None:
    page = client.get(f"/?{query}")
    assert {other.label: other.total for other in page.context["zero"].filters} == totals
    for other in page.context["zero"].filters:
        assert client.get(other.url).context["inquiry"].total == other.total


def test_it_does_not_mention_closest_articles_if_there_are_none(client: Client) -> None:
    page = client.get("/?q=codenamed izzeddin&date=1999").text
    assert "the best first" not in page


def test_it_is_not_computed_if_something_is_found(client: Client) -> None:
    assert client.get("/?q=idlib").context["zero"] is None


def test_it_asks_the_engine_once(client: Client, asked: Asked) -> None:
    client.get("/?q=idlib")
    assert (asked.searches, asked.totals) == (1, [])
    asked.clear()
    client.get("/?q=idlib&outlet=nobody&date=1999&from=1998")
    # The results, the search in whole captures, the rare words, and the parts with the filters.
    assert asked.searches == 1
    assert sorted(asked.totals) == [1, 1, 5]


@pytest.mark.parametrize("number", [2, 4, 8, 40])
def test_the_number_of_trips_to_the_engine_does_not_depend_on_the_words(
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


def test_the_title_has_the_words_and_the_heading_the_count(client: Client) -> None:
    page = client.get("/?q=idlib").text
    assert "<title>idlib: 5 articles" in page
    assert "5 articles for <q" in page
