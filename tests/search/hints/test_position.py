"""The position of an article among the results of a search."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from articles.models import Article
from search.addresses.parameters import Parameters
from search.addresses.reading import read
from search.hints.position import place_of
from search.inquiry.inquiry import inquire

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def asked(query: str) -> Parameters:
    return read(QueryDict(query))


def order(parameters: Parameters) -> list[Article]:
    return [found.article for found in inquire(parameters).found]


@pytest.mark.parametrize("query", ["q=idlib", "q=idlib&sort=oldest", "outlet=tass", "q="])
def test_the_number_is_that_on_the_page_of_results(query: str) -> None:
    parameters = asked(query)
    articles = order(parameters)
    for number, article in enumerate(articles, start=1):
        place = place_of(article, parameters)
        assert (place.number, place.total) == (number, len(articles))


def test_links_to_its_neighbours_contain_the_search() -> None:
    parameters = asked("q=idlib")
    first, second, third = order(parameters)[:3]
    place = place_of(second, parameters)
    assert place.previous == f"{first.get_absolute_url()}?q=idlib"
    assert place.following == f"{third.get_absolute_url()}?q=idlib"


def test_the_first_result_has_no_previous_one_and_the_last_no_following_one() -> None:
    parameters = asked("q=idlib")
    articles = order(parameters)
    assert place_of(articles[0], parameters).previous == ""
    assert place_of(articles[-1], parameters).following == ""


def test_the_link_to_a_neighbour_names_its_page_of_results() -> None:
    parameters = asked("q=idlib&per_page=2")
    articles = order(asked("q=idlib"))
    last_of_page = place_of(articles[1], parameters)
    assert last_of_page.following == f"{articles[2].get_absolute_url()}?q=idlib&per_page=2&page=2"
    first_of_next = place_of(articles[2], parameters.on_page(2))
    assert first_of_next.number == 3
    assert first_of_next.previous == f"{articles[1].get_absolute_url()}?q=idlib&per_page=2"


def test_an_article_is_found_whatever_page_its_address_names() -> None:
    parameters = asked("q=idlib&page=1&per_page=1")
    articles = order(asked("q=idlib"))
    assert place_of(articles[4], parameters).number == 5


def test_an_article_that_the_search_does_not_find_has_no_number() -> None:
    article = Article.objects.first()
    assert article is not None
    place = place_of(article, asked("q=xyzzy"))
    assert (place.number, place.previous, place.following) == (0, "", "")


def test_the_page_leads_to_the_next_result(client: Client) -> None:
    first, second = order(asked("q=idlib"))[:2]
    page = client.get(first.get_absolute_url(), {"q": "idlib"}).text
    assert "1 of 5" in page
    assert f'href="{second.get_absolute_url()}?q=idlib" rel="next"' in page
    assert 'rel="prev"' not in page


def test_without_a_search_the_page_has_no_links_to_neighbours(client: Client) -> None:
    article = order(asked("q=idlib"))[0]
    assert 'class="trail"' not in client.get(article.get_absolute_url()).text


def test_a_relaxed_search_marks_the_words_that_were_run(client: Client) -> None:
    query = "idlib xyzzy"
    article = order(asked(f"q={query}"))[0]
    response = client.get(article.get_absolute_url(), {"q": query})
    assert [(each.word, each.times > 0) for each in response.context["words"]] == [
        ("idlib", True),
        ("xyzzy", False),
    ]
    assert response.context["hits"] > 0
