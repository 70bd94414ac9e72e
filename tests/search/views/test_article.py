"""The page of an article."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from articles.facts import pins
from articles.models import Article
from tests.conftest import lose

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


@pytest.fixture
def monitor() -> Article:
    return Article.objects.get(headline__startswith="Russia backs")


def test_it_shows_every_fact_and_where_it_comes_from(client: Client, monitor: Article) -> None:
    page = client.get(monitor.get_absolute_url()).text
    assert "Russia backs holding summit over Syria’s Idlib" in page
    assert "Middle East Monitor" in page
    assert "24 February 2020" in page
    assert "Collapsed and damaged buildings" in page
    assert "003_fbd89dbef9d0d176.txt" in page
    assert 'href="#L7"' in page
    assert "Creating new perspectives since 2009" in page, "the source shows what was dropped"


def test_its_words_are_marked_and_each_mark_leads_to_the_next(
    client: Client, monitor: Article
) -> None:
    response = client.get(monitor.get_absolute_url(), {"q": "erdogan"})
    hits = response.context["hits"]
    assert hits > 1
    for number in range(1, hits + 1):
        assert f'id="hit-{number}"' in response.text
    assert 'href="#hit-2"' in response.text


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "de"), ("pt-BR", "pt-BR"), ("en", ""), ("", ""), ("German", ""), ('d" onclick="x', "")],
)
def test_text_of_another_language_says_so_in_its_markup(
    client: Client, monitor: Article, language: str, shown: str
) -> None:
    monitor.language = language
    monitor.save()
    page = client.get(monitor.get_absolute_url()).text
    results = client.get("/", {"q": "idlib"}).text
    marked = f' lang="{shown}"'
    assert (f'<h1 dir="auto"{marked}>' in page) == bool(shown)
    assert (f'<div class="text" dir="auto"{marked}>' in page) == bool(shown)
    assert (f'<h2 dir="auto"{marked}>' in results) == bool(shown)


@pytest.mark.parametrize(("body", "noted"), [("The ferry sailed.", True), ("", False)])
def test_a_title_made_of_first_words_says_so_if_there_are_any(
    client: Client, monitor: Article, body: str, noted: bool
) -> None:
    monitor.headline, monitor.body = "", body
    monitor.save()
    page = client.get(monitor.get_absolute_url()).text
    assert ("these are the first words of its text" in page) == noted


@pytest.mark.parametrize(
    "query", ['byline:"joe bloggs"', "byline:doe", "dateline:zahle", "outlet:monitor"]
)
def test_matches_outside_the_story_are_marked_too(
    client: Client, monitor: Article, query: str
) -> None:
    monitor.byline, monitor.dateline = ["Ann Doe", "Joe Bloggs"], "ZAHLE, Lebanon"
    monitor.save()
    assert client.get("/", {"q": query}).context["inquiry"].total == 1
    response = client.get(monitor.get_absolute_url(), {"q": query})
    assert response.context["hits"] == 1
    assert '<mark id="hit-1">' in response.text
    assert "No match in this text" not in response.text


def test_a_marked_outlet_holds_no_link_within_its_link(client: Client, monitor: Article) -> None:
    page = client.get(monitor.get_absolute_url(), {"q": "outlet:monitor OR erdogan"}).text
    kicker = page.split('class="kicker"')[1].split("</p>")[0]
    assert 'href="#hit-2"' in kicker
    assert monitor.outlet and monitor.outlet.get_absolute_url() in kicker
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", kicker, re.DOTALL)


def test_marks_are_numbered_in_the_order_of_the_page(client: Client, monitor: Article) -> None:
    monitor.byline, monitor.dateline = ["Ann Idlib"], "IDLIB, Syria"
    monitor.captions = ["A street of Idlib"]
    monitor.save()
    page = client.get(monitor.get_absolute_url(), {"q": "idlib OR monitor OR source:idlib"}).text
    numbers = [int(number) for number in re.findall(r'id="hit-(\d+)"', page)]
    assert len(numbers) > 8
    assert numbers == list(range(1, len(numbers) + 1))


def test_words_the_query_excludes_are_not_marked(client: Client, monitor: Article) -> None:
    response = client.get(monitor.get_absolute_url(), {"q": "summit -erdogan"})
    assert "Erdogan</mark>" not in response.text


def test_another_slug_redirects_to_the_current_one_and_keeps_the_search(
    client: Client, monitor: Article
) -> None:
    response = client.get(f"/articles/{monitor.public_id}/old-title/?q=idlib")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{monitor.get_absolute_url()}?q=idlib"
    assert client.get(f"/articles/{monitor.public_id}/").status_code == 302


def test_a_withdrawn_article_is_410_and_shows_none_of_its_text(
    client: Client, monitor: Article
) -> None:
    address = monitor.get_absolute_url()
    Article.objects.filter(pk=monitor.pk).update(withdrawn_at=timezone.now())
    response = client.get(address)
    assert response.status_code == 410
    assert "summit" not in response.text.lower()
    for page in ("/", "/?q=summit", "/archive/2020/", "/outlets/"):
        assert monitor.headline not in client.get(page).text


def test_an_unknown_id_is_not_found(client: Client) -> None:
    assert client.get("/articles/ffffffffff/x/").status_code == 404


def test_a_fact_set_by_a_person_says_so_without_the_name(client: Client, monitor: Article) -> None:
    pins.edit_published(monitor, None)
    pins.pin(monitor, "published", "ann")
    monitor.save()
    page = client.get(monitor.get_absolute_url()).text
    assert "Set by an editor" in page
    assert "ann" not in page.split("Where each fact comes from")[1].split("The source file")[0]
    assert "undated" in page.lower()


def test_an_undecided_date_shows_its_candidates_and_no_date(client: Client) -> None:
    article = Article.objects.get(headline__startswith="Putin, Erdogan meet")
    if article.published is None:
        page = client.get(article.get_absolute_url()).text
        assert article.published_candidates
        assert "undated" in page.lower()
    else:
        assert article.published_basis == "inferred"


def test_the_number_of_queries_does_not_depend_on_the_text(
    client: Client, monitor: Article
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(monitor.get_absolute_url(), {"q": "idlib"})
    monitor.body = "\n\n".join(["idlib"] * 500)
    monitor.save()
    with CaptureQueriesContext(connection) as many:
        client.get(monitor.get_absolute_url(), {"q": "idlib"})
    assert len(few) == len(many)


def test_the_matches_of_each_word_are_counted(client: Client, monitor: Article) -> None:
    response = client.get(monitor.get_absolute_url(), {"q": 'syria* "northern syria" turkey'})
    words = response.context["words"]
    assert [each.word for each in words] == ["syria*", "“northern syria”", "turkey"]
    assert sum(each.times for each in words) == response.context["hits"]
    for each in words:
        assert each.times == 0 or f'href="#hit-{each.first}"' in response.text


def test_every_paragraph_can_be_linked_to(client: Client, monitor: Article) -> None:
    page = client.get(monitor.get_absolute_url()).text
    for number in range(1, len(monitor.paragraphs) + 1):
        assert f'<p id="p{number}"' in page
        assert f'href="#p{number}"' in page


def test_it_can_be_read_without_the_engine(
    client: Client, monitor: Article, index_folder: Path
) -> None:
    lose(index_folder)
    response = client.get(monitor.get_absolute_url(), {"q": "idlib"})
    assert response.status_code == 200
    assert "<mark" in response.text


def test_a_text_too_long_for_the_index_says_so(client: Client, monitor: Article) -> None:
    note = "Only the first 100,000 words of this text can be searched."
    assert note not in client.get(monitor.get_absolute_url()).text
    Article.objects.filter(pk=monitor.pk).update(body="word " * 100_001)
    assert note in client.get(monitor.get_absolute_url()).text
