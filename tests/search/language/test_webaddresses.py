"""Web addresses in searches."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from search.language.webaddresses import address_in, article_in


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.harbour.example/2019/03/ferry", "harbour.example/2019/03/ferry"),
        ("http://harbour.example/2019/03/ferry/", "harbour.example/2019/03/ferry"),
        ("harbour.example/ferry#top", "harbour.example/ferry"),
        ("harbour.example/?id=3&utm_source=mail&page=2", "harbour.example?id=3&page=2"),
        ("harbour.example/ferry?fbclid=x", "harbour.example/ferry"),
        ("https://harbour.example/ferry.", "harbour.example/ferry"),
        ("www.harbour.example", "harbour.example"),
        ("http://localhost:8000/x", "localhost:8000/x"),
        ("harbour.example", None),
        ("minutes_2019.pdf", None),
        ("and/or", None),
        ("AC/DC", None),
        ("2019/03/04", None),
        ("145.20/30", None),
        ("1.58-1/2", None),
        ("holt@harbour.example", None),
        ("", None),
    ],
)
def test_an_address_is_recognised(text: str, address: str | None) -> None:
    assert address_in(text) == address


@pytest.mark.parametrize(
    ("text", "public_id"),
    [
        ("https://archive.example/articles/1d8d8a340e/quaymaster-resigns/?q=ferry#b", "1d8d8a340e"),
        ("http://localhost:8000/news/articles/1d8d8a340e/", "1d8d8a340e"),
        ("/articles/1d8d8a340e", "1d8d8a340e"),
        ("articles/1d8d8a340e/", "1d8d8a340e"),
        ("https://harbour.example/articles/ferry", None),
        ("1d8d8a340e", None),
    ],
)
def test_the_address_of_an_article_is_recognised(text: str, public_id: str | None) -> None:
    assert article_in(text) == public_id


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
def test_an_article_is_found_by_its_addresses(client: Client) -> None:
    article, other = Article.objects.order_by("pk")[:2]
    article.url = "https://www.harbour.example/2019/03/ferry?utm_source=feed"
    article.save()
    other.url = "https://harbour.example/2019/04/tram"
    other.save()

    def found(q: str) -> list[int]:
        return [each.article.pk for each in client.get("/", {"q": q}).context["inquiry"].found]

    path = article.get_absolute_url()
    for q in (path, f"http://testserver{path}?q=war", f"testserver/articles/{article.public_id}/"):
        assert found(q) == [article.pk]
    for q in ("http://harbour.example/2019/03/ferry/", "www.harbour.example/2019/03/ferry#b"):
        assert found(q) == [article.pk]
    assert found("url:ferry") == found("site:harbour.example -url:tram") == [article.pk]
    assert sorted(found("site:www.harbour.example")) == [article.pk, other.pk]
