"""`/api/suggest`: words, outlets and headlines while a search is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Outlet
from tests.conftest import lose

pytestmark = pytest.mark.django_db(transaction=True)


def suggested(client: Client, q: str, kind: str) -> list[str]:
    response = client.get("/api/suggest", {"q": q})
    assert response.status_code == 200
    return [each["text"] for each in response.json()["suggestions"] if each["kind"] == kind]


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("idl", "word", "idlib"),
        ("Turkey idl", "word", "Turkey idlib"),
        ('"operation spri', "word", '"operation spring'),
        ("Erdoğ", "word", "erdogan"),
        ("tas", "outlet", "TASS"),
        ("moscow ti", "outlet", "The Moscow Times"),
        (
            "kremlin tur",
            "headline",
            "Kremlin to Turkey: Help Stop Attacks on Syrian and Russian Forces in Idlib",
        ),
        (
            "russian forces ",
            "headline",
            "Kremlin to Turkey: Help Stop Attacks on Syrian and Russian Forces in Idlib",
        ),
    ],
)
def test_a_text_gets_the_suggestion(client: Client, typed: str, kind: str, expected: str) -> None:
    assert expected in suggested(client, typed, kind)


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize(
    "typed", ["", "i", " ", "((", "zzzz", "\x00", "北", "-" * 5000, "idlib " * 50 + "tur"]
)
def test_nothing_is_suggested_for(client: Client, typed: str) -> None:
    assert client.get("/api/suggest", {"q": typed}).json() == {"suggestions": []}


@pytest.mark.usefixtures("seeds")
def test_every_suggestion_leads_to_a_page(client: Client) -> None:
    found = client.get("/api/suggest", {"q": "tur"}).json()["suggestions"]
    assert {each["kind"] for each in found} == {"word", "headline"}
    for each in found:
        assert client.get(each["url"]).status_code == 200


@pytest.mark.usefixtures("seeds")
def test_a_finished_word_is_not_completed(client: Client) -> None:
    assert suggested(client, "tur ", "word") == []


@pytest.mark.usefixtures("seeds")
def test_an_outlet_without_articles_is_not_suggested(client: Client) -> None:
    Outlet.objects.create(name="Tashkent Herald")
    assert suggested(client, "tas", "outlet") == ["TASS"]


@pytest.mark.usefixtures("seeds")
def test_a_withdrawn_article_is_not_suggested(client: Client) -> None:
    Article.objects.update(withdrawn_at="2021-01-01T00:00:00Z")
    assert suggested(client, "kremlin", "headline") == []


@pytest.mark.usefixtures("seeds")
def test_only_browsers_may_cache_it_and_for_a_minute(client: Client) -> None:
    assert client.get("/api/suggest?q=idl")["Cache-Control"] == "private, max-age=60"


@pytest.mark.usefixtures("seeds")
def test_an_engine_that_is_down_is_503_and_not_an_empty_list(
    client: Client, index_folder: Path
) -> None:
    lose(index_folder)
    assert client.get("/api/suggest?q=idl").status_code == 503


def test_only_get_and_head_are_allowed(client: Client) -> None:
    assert client.post("/api/suggest").status_code == 405


@pytest.mark.usefixtures("seeds")
def test_no_page_proposes_a_word_of_a_withdrawn_article(client: Client) -> None:
    rare = "Quibbletonian"
    article = Article.objects.order_by("pk")[0]
    article.headline, article.body = f"{rare} in Idlib", f"The {rare} said so."
    article.byline = [f"Ann {rare}"]
    article.save()
    assert rare.lower() in suggested(client, "quib", "word")
    addresses = [
        *("/api/suggest?q=quib", "/api/suggest?q=quibbleton", "/?q=quibbletonien"),
        *("/?q=quibbletonien+idlib", "/?q=quibbl*+idlib", "/?q=quibbletonien~", "/search/help"),
        *(each.get_absolute_url() for each in Article.objects.all() if each != article),
    ]
    naming = [each for each in addresses if rare.lower() in client.get(each).text.lower()]
    assert len(naming) >= 5
    article.withdrawn_at = timezone.now()
    article.save()
    assert [each for each in naming if rare.lower() in client.get(each).text.lower()] == []
