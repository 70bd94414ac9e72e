"""Saved searches: stored with dates that stay relative, counted by what was added since."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Outlet
from newsarchive.desk import following
from newsarchive.desk.models import SavedSearch
from search.models import OutboxEntry
from tests.conftest import Ingest, damage
from tests.newsarchive.accounts.conftest import MakePerson
from tests.newsarchive.desk.conftest import change

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

HOSTILE = "<script>alert(1)</script>\"'><b>bold</b>"
Write = Callable[[str, str], Path]


def save(client: Client, **fields: Any) -> SavedSearch:
    answer = change(client, "/searches/save", **fields)
    assert answer.status_code == 302
    return SavedSearch.objects.latest("pk")


def new(client: Client) -> dict[str, int | None]:
    """What the list says is new, by name."""
    return {each.search.name: each.new for each in client.get("/searches/").context["rows"]}


@pytest.fixture
def add(ingest_paths: Ingest, write: Write) -> Callable[[str], Article]:
    def run(text: str) -> Article:
        ingest_paths(write(f"{text[:20]}.txt", f"{text}\n\nIt is said that {text} was there.\n"))
        return Article.objects.latest("sequence")

    return run


Add = Callable[[str], Article]


def test_what_is_in_the_archive_is_not_new_and_what_is_added_is(reader: Client, add: Add) -> None:
    save(reader, q="zeppelin", name="Airships")
    save(reader, q="idlib", name="Idlib")
    assert new(reader) == {"Airships": 0, "Idlib": 0}
    add("A zeppelin of 1931")
    assert new(reader) == {"Airships": 1, "Idlib": 0}
    page = reader.get("/searches/")
    (link,) = re.findall(
        r'<a class="new" href="([^"]+)"><b>1 new</b> since \d\d:\d\d</a>', page.text
    )
    found = reader.get(link.replace("&amp;", "&"))
    assert [each.article.title for each in found.context["inquiry"].found] == ["A zeppelin of 1931"]


def test_changes_that_the_index_lacks_make_nothing_new(reader: Client) -> None:
    for article in Article.objects.all():
        OutboxEntry.objects.create(article_id=article.pk)
    save(reader, q="idlib", name="Idlib")
    assert new(reader) == {"Idlib": 0}


def test_a_restored_article_is_new(reader: Client) -> None:
    article = Article.objects.filter(headline__startswith="Russia backs")
    article.update(withdrawn_at=timezone.now())
    save(reader, q="idlib", name="Idlib")
    article.update(withdrawn_at=None)
    assert new(reader) == {"Idlib": 1}


def test_a_search_is_seen_up_to_what_the_page_has_counted(reader: Client, add: Add) -> None:
    saved = save(reader, q="zeppelin", name="Airships")
    add("A zeppelin of 1931")
    up_to = reader.get("/searches/").context["up_to"]
    add("A zeppelin of 1932")
    reader.post("/searches/", {"seen": saved.key, "up_to": up_to})
    assert new(reader) == {"Airships": 1}
    up_to = reader.get("/searches/").context["up_to"]
    reader.post("/searches/", {"seen": "all", "up_to": up_to})
    assert new(reader) == {"Airships": 0}
    # An old page takes nothing back, and none is ahead of the archive.
    for sent in (1, 10**9, "x"):
        reader.post("/searches/", {"seen": saved.key, "up_to": sent})
    add("A zeppelin of 1933")
    assert new(reader) == {"Airships": 1}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "since 12:00"),
        (1, "since yesterday"),
        (3, "since Wednesday"),
        (30, "since 8 February 2020"),
    ],
)
def test_it_is_said_since_when(days: int, words: str) -> None:
    # A Saturday, later on the day.
    now = dt.datetime(2020, 3, 7 if days != 30 else 9, 18, tzinfo=dt.UTC)
    then = now.replace(hour=12) - dt.timedelta(days=days)
    with mock.patch("django.utils.timezone.now", return_value=now):
        assert following.since(then) == words


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"q": "idlib"}, {"q": ["idlib"]}),
        ({"q": "idlib", "from": "last week"}, {"q": ["idlib"], "from": ["last week"]}),
        ({"from": "past 30 days", "to": ""}, {"from": ["past 30 days"]}),
        ({"from": "2019", "to": "yesterday"}, {"from": ["2019"], "to": ["yesterday"]}),
        ({"from": "1 March 2020"}, {"from": ["2020-03-01"]}),
        ({"q": "x", "page": "3", "per_page": "50", "chart": "share", "after": "2"}, {"q": ["x"]}),
        ({"q": "x", "sort": "oldest", "match": "any"}, {"q": ["x"], "sort": ["oldest"], "match": ["any"]}),
        ({"q": "x", "date": "soon", "outlet": "tass"}, {"q": ["x"], "outlet": ["tass"]}),
    ],
)  # fmt: skip
def test_a_search_is_stored_as_its_address_but_relative_dates_stay(
    reader: Client, sent: dict[str, str], stored: dict[str, list[str]]
) -> None:
    assert parse_qs(save(reader, **sent).query) == stored


def test_a_relative_date_is_counted_from_the_day_on_which_one_looks(reader: Client) -> None:
    saved = save(reader, q="idlib", **{"from": "this month"})
    for year in (2020, 2031):
        now = dt.datetime(year, 3, 15, tzinfo=dt.UTC)
        with mock.patch("django.utils.timezone.now", return_value=now):
            assert str(saved.parameters.since) == f"{year}-03"
    page = reader.get("/searches/").text
    assert "<bdi>“this month”</bdi> counts from today" in page
    assert 'href="/?q=idlib&amp;from=this+month"' in page


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({"q": "idlib", "name": "  My\r\nBcc: x  "}, "My Bcc: x"),
        ({"q": "idlib"}, "idlib"),
        ({"outlet": "tass", "date": "2020"}, "tass, 2020"),
        ({}, "Everything new"),
        ({"name": "x" * 500}, "x" * 200),
    ],
)
def test_a_search_has_a_name_on_one_line(reader: Client, sent: dict[str, str], name: str) -> None:
    assert save(reader, **sent).name == name


def test_a_search_is_saved_from_the_results_page(reader: Client) -> None:
    page = reader.get("/?q=idlib&outlet=tass&page=1&chart=share").text
    form = page[page.index('action="/searches/save"') :].partition("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', form))
    assert fields == {"q": "idlib", "outlet": "tass", "name": "idlib"}
    assert save(reader, **fields).query == "q=idlib&outlet=tass"


def test_a_stranger_signs_in_first_and_then_names_the_search(
    client: Client, make_person: MakePerson
) -> None:
    page = client.get("/?q=idlib&outlet=tass").text
    link = "/searches/new?q=idlib&outlet=tass"
    assert f'href="{link.replace("&", "&amp;")}"' in page
    assert client.get(link).headers["Location"].startswith("/accounts/login/?next=/searches/new")
    client.force_login(make_person("rita", role=None))
    page = client.get(link).text
    assert 'name="outlet" value="tass"' in page and 'value="idlib"' in page
    answer = client.get("/?q=xylophone+zither")
    assert 'href="/searches/new?q=xylophone+zither"' in answer.text, "without results, too"


def test_another_site_saves_nothing(reader: Client) -> None:
    for headers in ({}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert reader.post("/searches/save", {"q": "x"}, headers=headers).status_code == 403
    assert not SavedSearch.objects.exists()
    assert reader.get("/searches/save").headers["Location"] == "/searches/"


def test_searches_are_renamed_redated_moved_and_deleted(reader: Client) -> None:
    first, second = save(reader, q="idlib"), save(reader, q="zeppelin")
    fields = {"name": "Ships", "since": "last week", "until": "", "alerts": "weekly"}
    reader.post(second.get_absolute_url(), fields)
    second.refresh_from_db()
    assert (second.name, second.query, second.alerts) == (
        "Ships",
        "q=zeppelin&from=last+week",
        "weekly",
    )
    reader.post("/searches/", {"up": second.key})
    assert list(new(reader)) == ["Ships", "idlib"]
    reader.post("/searches/", {"down": second.key})
    assert list(new(reader)) == ["idlib", "Ships"]
    reader.post(first.get_absolute_url(), {"delete": "yes"})
    assert len(new(reader)) == 2, "the box was not ticked"
    reader.post(first.get_absolute_url(), {"delete": "yes", "sure": "yes"})
    assert list(new(reader)) == ["Ships"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"since": "some day"}, "Enter a date such as"),
        ({"name": ""}, "This field is required"),
        ({"alerts": "hourly"}, "is not one of the available choices"),
    ],
)
def test_a_wrong_value_is_said_and_nothing_is_stored(
    reader: Client, wrong: dict[str, str], sentence: str
) -> None:
    saved = save(reader, q="idlib", name="Idlib")
    fields = {"name": "Other", "since": "", "until": "", "alerts": "daily"}
    answer = reader.post(saved.get_absolute_url(), fields | wrong)
    assert answer.status_code == 400
    assert sentence in answer.text
    saved.refresh_from_db()
    assert (saved.name, saved.alerts) == ("Idlib", "none")


def test_nobody_sees_or_changes_the_searches_of_others(
    reader: Client, make_person: MakePerson
) -> None:
    saved = save(reader, q="idlib", name="Secret")
    other = Client()
    other.force_login(make_person("otto", role=None))
    assert other.get(saved.get_absolute_url()).status_code == 404
    sent = {"delete": "yes", "sure": "yes"}
    assert other.post(saved.get_absolute_url(), sent).status_code == 404
    assert "Secret" not in other.get("/searches/").text
    before = SavedSearch.objects.values().get()
    other.post("/searches/", {"seen": saved.key, "up_to": 99, "down": saved.key})
    assert SavedSearch.objects.values().get() == before


def test_hostile_names_and_words_are_escaped(reader: Client) -> None:
    saved = save(reader, q=HOSTILE, name=HOSTILE)
    for address in ("/searches/", saved.get_absolute_url(), f"/searches/new?q={HOSTILE}"):
        page = reader.get(address).text
        assert "<script>alert" not in page and "<b>bold" not in page
        assert "&lt;script&gt;" in page


def test_an_outage_hides_the_numbers_and_nothing_else(reader: Client, index_folder: Path) -> None:
    save(reader, q="idlib", name="Idlib")
    damage(index_folder)
    page = reader.get("/searches/")
    assert page.status_code == 200
    assert new(reader) == {"Idlib": None}
    assert "Search is unavailable" in page.text and "nothing new" not in page.text


def test_there_is_a_most_number_of_searches(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST_SEARCHES", 2)
    for word in ("a", "b", "c"):
        change(reader, "/searches/save", q=word)
    assert SavedSearch.objects.count() == 2
    assert "there can be no more" in reader.get("/searches/").text


def test_a_merged_outlet_is_followed_under_its_new_name(reader: Client) -> None:
    save(reader, outlet="tass", name="TASS")
    heir = Outlet.objects.create(name="Zebra News")
    Outlet.objects.get(slug="tass").merge_into(heir)
    assert "from Zebra News" in reader.get("/searches/").text


def test_the_list_costs_as_many_queries_for_many_searches_as_for_one(reader: Client) -> None:
    def queries() -> int:
        reader.get("/searches/")
        with CaptureQueriesContext(connection) as captured:
            reader.get("/searches/")
        return len(captured)

    save(reader, q="idlib", outlet="tass")
    one = queries()
    owner = User.objects.get(username="rita")
    SavedSearch.objects.bulk_create(
        SavedSearch(
            owner=owner,
            name=f"{number}",
            query=f"q=idlib+{number}&outlet=tass",
            position=number,
            seen_up_to=number % 5,
            mailed_up_to=0,
        )
        for number in range(1, 60)
    )
    assert queries() == one
    page = reader.get("/searches/?page=2")
    assert len(page.context["rows"]) == 10
