"""Texts that are too long for an address: posted by the form, or in an address all the same."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from articles.models import Article
from tests.conftest import lose

pytestmark = pytest.mark.usefixtures("seeds")

#: Longer than any address may be.
PADDING = " ".join(f"Unheard{place}" for place in range(1500))


@pytest.fixture
def monitor() -> Article:
    return Article.objects.get(headline__startswith="Russia backs")


def pasted(article: Article) -> str:
    return f"{article.body}\n\n{PADDING}"


def test_a_posted_search_is_answered_with_its_address(client: Client) -> None:
    fields = {"q": "idlib -“x y”", "outlet": ["tass", "unknown"], "date": "2020", "odd": "ä&b"}
    response = client.post("/", fields)
    assert response.status_code == 303
    where = urlsplit(response.headers["Location"])
    assert where.path == "/"
    assert parse_qs(where.query) == {
        "q": ["idlib -“x y”"],
        "outlet": ["tass", "unknown"],
        "date": ["2020"],
        "odd": ["ä&b"],
    }


def test_it_needs_no_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/", {"q": "idlib"}).status_code == 303


def test_a_pasted_article_is_found_first(client: Client, monitor: Article) -> None:
    text = pasted(monitor)
    assert len(text) > 12_000
    response = client.post("/", {"q": text, "sort": "relevance"})
    address = response.headers["Location"]
    assert len(address) < 2600
    assert len(parse_qs(urlsplit(address).query)["q"][0].split()) <= 30
    assert "sort=relevance" in address
    found = client.get(address).context["inquiry"].found
    assert found[0].article == monitor


def test_a_long_text_in_an_address_is_read_in_the_same_way(
    client: Client, monitor: Article
) -> None:
    text = pasted(monitor)
    posted = client.post("/", {"q": text}).headers["Location"]
    page = client.get("/", {"q": text})
    assert page.context["parameters"].url == posted
    assert page.context["inquiry"].found[0].article == monitor
    words = parse_qs(urlsplit(posted).query)["q"][0]
    note = f"The text is too long for a search, so these words stand for it: {words}."
    assert note in page.context["notes"]
    answered = client.get("/api/search", {"q": text}).json()
    assert answered["hits"][0]["public_id"] == monitor.public_id
    assert note in answered["notes"]
    export = client.get("/export.csv", {"q": text})
    assert export.headers["Archive-Total"] == str(answered["total"])


def test_without_an_index_the_address_is_short_too(
    client: Client, monitor: Article, index_folder: Path
) -> None:
    lose(index_folder)
    response = client.post("/", {"q": pasted(monitor)})
    assert response.status_code == 303
    assert len(response.headers["Location"]) < 2600
    assert client.get(response.headers["Location"]).status_code == 503
