"""Feeds of searches, and the files for browsers and robots."""

from __future__ import annotations

import datetime as dt
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from pytest_django import Settings

from articles.models import Article
from search.models import OutboxEntry
from tests.conftest import Ingest, damage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

Query = dict[str, str | bytes | int | Iterable[str | bytes | int]]

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = pytest.mark.parametrize("address", ["/feed.atom", "/feed.json"])


def items(client: Client, address: str = "/feed.json?q=idlib") -> list[str]:
    """The public ids of the articles in a feed."""
    found = client.get(address).json()["items"]
    return [item["url"].removeprefix("http://testserver/articles/").strip("/") for item in found]


def test_a_feed_is_the_search_with_what_was_added_last_first(client: Client) -> None:
    added = Article.objects.order_by("-sequence").values_list("public_id", flat=True)
    assert items(client) == list(added)
    assert len(client.get("/feed.json?q=idlib&outlet=tass&sort=oldest&page=9").json()["items"]) == 3


def test_an_old_article_that_is_added_today_comes_first(
    client: Client, ingest_paths: Ingest, write: Callable[[str, str], Path]
) -> None:
    before = items(client)
    with mock.patch(
        "django.utils.timezone.now", return_value=dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
    ):
        ingest_paths(
            write("old.txt", "Harbour Post\nMarch 3, 2014\n\nFerry to Idlib\n\nIt sailed.\n")
        )
    old = Article.objects.get(published__year=2014)
    assert items(client) == [old.public_id, *before]
    atom = ET.fromstring(client.get("/feed.atom?q=idlib").content)
    assert old.public_id in str(atom.findtext(f"{ATOM}entry/{ATOM}id"))


def test_a_restored_article_comes_first(client: Client) -> None:
    before = items(client)
    article = Article.objects.filter(public_id=before[-1])
    article.update(withdrawn_at=timezone.now())
    assert items(client) == before[:-1]
    article.update(withdrawn_at=None)
    assert items(client) == [before[-1], *before[:-1]]


def test_who_asks_for_what_is_new_reads_each_article_once_while_others_are_added(
    client: Client, ingest_paths: Ingest, write: Callable[[str, str], Path]
) -> None:
    paths = [
        write(f"{number}.txt", f"Lamp number {number}\n\nA zeppelin was seen {number} times.\n")
        for number in range(30)
    ]
    failures: list[BaseException] = []

    def add() -> None:
        try:
            for path in paths:
                ingest_paths(path)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    adding = threading.Thread(target=add)
    adding.start()
    seen: list[str] = []
    fed: list[str] = []
    last, is_done = 0, False
    while not is_done:
        is_done = not adding.is_alive()
        query: Query = {"q": "zeppelin", "sort": "added", "after": last, "per_page": 100}
        answer = client.get("/api/search", query).json()
        hits = [hit for hit in answer["hits"] if hit["sequence"] <= answer["up_to"]]
        seen += [hit["public_id"] for hit in reversed(hits)]
        last = answer["up_to"]
        # A feed reader knows what it has seen by the ids.
        fed += [
            each for each in reversed(items(client, "/feed.json?q=zeppelin")) if each not in fed
        ]
    adding.join()
    assert failures == []
    stored = Article.objects.filter(body__contains="zeppelin").order_by("sequence")
    assert seen == fed == list(stored.values_list("public_id", flat=True))
    assert len(seen) == 30


@pytest.mark.parametrize("address", ["/", "/api/search", "/export.jsonl"])
def test_pages_the_api_and_exports_are_sorted_by_addition(client: Client, address: str) -> None:
    query: Query = {"q": "idlib", "sort": "added"}
    answer = client.get(address, query)
    text = b"".join(answer).decode() if answer.streaming else answer.text
    added = list(Article.objects.order_by("-sequence").values_list("public_id", flat=True))
    assert sorted(added, key=text.index) == added
    assert client.get(address, query | {"after": 3}).status_code == 200


def test_a_search_for_what_is_new_says_so_and_can_be_widened(client: Client) -> None:
    page = client.get("/?q=idlib&after=3&sort=added")
    assert page.context["inquiry"].total == 2
    assert "added after number 3" in page.context["inquiry"].understood
    assert "/?q=idlib&amp;sort=added" in page.text
    assert client.get("/api/search?q=idlib&after=x").status_code == 400


def test_atom_has_the_same_entries_with_absolute_addresses(client: Client) -> None:
    response = client.get("/feed.atom?q=idlib&outlet=tass")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(response.content)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    items = client.get("/feed.json?q=idlib&outlet=tass").json()["items"]
    assert ids == [item["id"] for item in items]
    assert all(str(each).startswith("http://testserver/articles/") for each in ids)
    assert root.findtext(f"{ATOM}id") == "http://testserver/feed.atom?q=idlib&outlet=tass"


@FEEDS
def test_an_unchanged_feed_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address, {"q": "summit"})
    again = client.get(address, {"q": "summit"}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(address, {"q": "summit"}, headers=since).status_code == 304
    before = {"If-Modified-Since": http_date(timezone.now().timestamp() - 86_400)}
    assert client.get(address, {"q": "summit"}, headers=before).status_code == 200


@FEEDS
def test_a_feed_that_lags_behind_its_articles_has_no_date(client: Client, address: str) -> None:
    OutboxEntry.objects.create(article_id=Article.objects.latest("pk").pk)
    response = client.get(address, {"q": "summit"})
    assert response.status_code == 200
    assert response.headers["ETag"] and "Last-Modified" not in response.headers


@FEEDS
def test_an_edited_article_keeps_its_id(client: Client, address: str) -> None:
    first = client.get(address, {"q": "summit"})
    article = Article.objects.get(headline__startswith="Russia backs")
    article.headline = "Xanadu summit planned"
    article.save()
    again = client.get(address, {"q": "summit"}, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "Xanadu summit planned" in again.text
    assert f"/articles/{article.public_id}/" in first.text
    assert f"/articles/{article.public_id}/" in again.text


@FEEDS
def test_a_withdrawn_article_leaves_the_feed_and_says_that_something_changed(
    client: Client, address: str
) -> None:
    article = Article.objects.get(headline__startswith="Russia backs")
    first = client.get(address)
    Article.objects.filter(pk=article.pk).update(withdrawn_at=timezone.now())
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert article.headline in first.text
    assert article.headline not in again.text


@FEEDS
def test_a_malformed_parameter_is_400_in_a_sentence(client: Client, address: str) -> None:
    response = client.get(address, {"date": "soon"})
    assert response.status_code == 400
    assert "was not used" in response.text
    assert response.headers["Content-Type"].startswith("text/plain")


@FEEDS
def test_an_engine_that_is_down_is_503_in_a_sentence(
    client: Client, index_folder: Path, address: str
) -> None:
    damage(index_folder)
    response = client.get(address, {"q": "idlib"})
    assert response.status_code == 503
    assert "Search is unavailable" in response.text
    assert str(index_folder) not in response.text


@FEEDS
def test_the_number_of_queries_does_not_grow_with_the_entries(client: Client, address: str) -> None:
    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address, {"q": query})
        return len(captured)

    assert queries("codenamed") == queries("idlib")


def test_the_results_page_names_its_feeds_to_programs_and_their_page_to_people(
    client: Client,
) -> None:
    page = client.get("/?q=idlib&outlet=tass&page=1").text
    head, _, body = page.partition("</head>")
    for address in ("/feed.atom?q=idlib&amp;outlet=tass", "/feed.json?q=idlib&amp;outlet=tass"):
        assert head.count(f'href="{address}"') == 1
    assert body.count('href="/follow/?q=idlib&amp;outlet=tass"') == 1


def test_a_browser_can_add_the_archive_to_its_search_engines(client: Client) -> None:
    assert 'rel="search"' in client.get("/").text
    response = client.get("/opensearch.xml")
    assert response.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ET.fromstring(response.content)
    templates = [url.get("template") for url in root.findall(f"{space}Url")]
    assert templates[0] == "http://testserver/?q={searchTerms}"
    assert len(str(root.findtext(f"{space}ShortName"))) <= 16


def test_robots_are_kept_out(client: Client) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_an_archive_with_login_shows_none_of_its_articles_to_strangers(
    client: Client, settings: Settings
) -> None:
    closed = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, closed]
    article = Article.objects.order_by("pk")[0]
    cited = f"/articles/{article.public_id}/cite.bib"
    for address in ("/feed.atom", "/feed.json", "/export.csv", "/export.jsonl", cited):
        assert client.get(address).status_code == 302
    for address in ("/robots.txt", "/opensearch.xml"):
        assert client.get(address).status_code == 200
