"""Pages and the API of an archive in several languages."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from search.hints.related import related_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

GERMAN = """Die Häuser am Hafen brannten nieder. Feuerwehrleute löschten die Speicher der Reederei
Quastmann, und Taucher bargen die Frachter der Reederei."""


@pytest.fixture
def german(seeds: object) -> list[Article]:
    """Two of the articles, now in German."""
    articles = list(Article.objects.order_by("pk")[:2])
    for number, article in enumerate(articles):
        article.headline = f"Brand der Speicherhäuser {number}"
        article.body, article.language = GERMAN, "de"
        article.save()
    return articles


def facets(client: Client, address: str) -> dict[str, list[tuple[str, int]]]:
    answer = client.get(address).json()
    return {
        facet["name"]: [(value["value"], value["count"]) for value in facet["values"]]
        for facet in answer["facets"]
    }


def test_an_archive_of_one_language_offers_none(client: Client) -> None:
    assert "lang" not in facets(client, "/api/search?q=idlib")
    assert "Language" not in client.get("/?q=idlib").content.decode()


@pytest.mark.usefixtures("german")
def test_languages_are_a_facet_and_a_filter(client: Client) -> None:
    assert facets(client, "/api/search?q=")["lang"] == [("en", 3), ("de", 2)]
    assert client.get("/api/search?q=&lang=de").json()["total"] == 2
    assert client.get("/api/search?q=&lang=de&lang=en").json()["total"] == 5
    assert client.get("/api/search?q=lang:german").json()["total"] == 2
    assert client.get("/api/search?q=Haus+-lang:de").json()["total"] == 0
    assert client.get("/api/search?q=&lang=german").status_code == 400
    narrowed = client.get("/api/search?q=&lang=de").json()
    assert narrowed["understood"] == "all articles, in German"


@pytest.mark.usefixtures("german")
def test_a_page_marks_words_in_the_language_of_the_article(client: Client) -> None:
    page = client.get("/", {"q": "Speicher Häusern", "lang": "de"}).content.decode()
    assert "<mark>Häuser</mark>" in page and "<mark>Speicher</mark>" in page
    assert "\x1f" not in page and "|de" not in page


def test_the_page_of_an_article_marks_words_in_its_language(
    client: Client, german: list[Article]
) -> None:
    page = client.get(german[0].get_absolute_url(), {"q": "Haus"}).content.decode()
    assert ">Häuser</mark>" in page
    assert "\x1f" not in page


def test_related_articles_share_words_of_any_language(german: list[Article]) -> None:
    (related,) = [each for each in related_to(german[0]) if each.article == german[1]]
    assert related.words
    assert not any("\x1f" in word for word in related.words)
    assert not {"der", "die", "und"} & {word.lower() for word in related.words}


@pytest.mark.usefixtures("german")
def test_suggestions_are_words_as_people_write_them(client: Client) -> None:
    answer = client.get("/api/suggest", {"q": "speicherh"}).json()
    assert [each["text"] for each in answer["suggestions"]][:1] == ["speicherhauser"]


@pytest.mark.usefixtures("german")
def test_a_misspelt_word_of_another_language_is_corrected(client: Client) -> None:
    page = client.get("/", {"q": "Reederai Taucher"}).content.decode()
    assert "reederei" in page.lower()
    assert "\x1f" not in page
