"""The marked list: it survives pages, searches and sessions, and is put in order, cited and saved."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article, Capture
from newsarchive.accounts.models import Token
from newsarchive.accounts.scopes import Scope
from newsarchive.desk.markedlist import AccountList, SessionList
from newsarchive.desk.models import Collection, Mark
from search.addresses.chosen import MOST_CHOSEN
from tests.conftest import damage
from tests.newsarchive.accounts.conftest import MakePerson
from tests.newsarchive.desk.conftest import OWN, change, counted, listed, public_ids

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

PASSWORD = "a long enough phrase"


@pytest.mark.parametrize(
    "path", ["/", "/?q=idlib", "/?q=idlib&sort=oldest", "/?q=kremlin&page=1", "/archive/", "{article}"]
)  # fmt: skip
def test_what_is_marked_stays_marked_on_every_page(client: Client, path: str) -> None:
    article = Article.objects.filter(outlet__slug="tass").order_by("pk")[0]
    change(client, on_page=article.public_id, id=article.public_id)
    page = client.get(path.format(article=article.get_absolute_url()))
    assert counted(page) == "1"
    ticked = page.text.count(f'value="{article.public_id}" checked')
    assert ticked == page.text.count(f'name="id" value="{article.public_id}"')


def test_a_page_without_script_stores_what_is_ticked_and_leads_on(client: Client) -> None:
    one, two, three, *_ = public_ids()
    change(client, on_page=f"{one} {two}", id=[one, two])
    answer = change(client, on_page=f"{two} {three}", id=[three], next="/?q=idlib&page=2")
    assert (answer.status_code, answer["Location"]) == (303, "/?q=idlib&page=2")
    assert "Your marked list has 2 articles." in client.get("/?q=idlib").text
    assert listed(client) == [one, three], "two was unticked on its page, one is on another"


def test_all_of_a_page_are_marked(client: Client) -> None:
    page = client.get("/?q=idlib")
    here = [each.article.public_id for each in page.context["inquiry"].found]
    change(client, on_page=" ".join(here), all_here="yes")
    assert listed(client) == here


@pytest.mark.parametrize(
    "query", [{"q": "idlib"}, {"q": "idlib", "sort": "oldest"}, {"outlet": "tass"}]
)
def test_all_results_are_marked_in_their_order(client: Client, query: dict[str, str]) -> None:
    found = client.get("/", query).context["inquiry"].found
    change(client, "/marked/results", **query, on_page="x", next="/")
    assert listed(client) == [each.article.public_id for each in found]


def test_a_search_that_cannot_be_answered_marks_nothing(
    client: Client, index_folder: object
) -> None:
    damage(index_folder)  # type: ignore[arg-type]  # the fixture of this test's index
    answer = client.post("/marked/results", {"q": "idlib"}, headers=OWN, follow=True)
    assert "Search is unavailable." in answer.text
    assert listed(client) == []


@pytest.mark.parametrize("sentence", ["If you sign in, it holds 10,000.", ""])
def test_a_full_list_says_what_did_not_fit(
    client: Client, reader: Client, monkeypatch: pytest.MonkeyPatch, sentence: str
) -> None:
    kind, asking = (SessionList, client) if sentence else (AccountList, reader)
    monkeypatch.setattr(kind, "most", 2 if sentence else 10_000)
    monkeypatch.setattr(AccountList, "most", 10_000 if sentence else 2)
    if not sentence:
        monkeypatch.setattr("newsarchive.desk.markedlist.MOST_IN_ACCOUNT", 2)
    ids = public_ids()
    change(asking, on_page=" ".join(ids), all_here="yes")
    page = asking.get("/marked/")
    assert "A marked list holds at most 2 articles: 3 articles did not fit." in page.text
    assert (sentence or "If you sign in, it") in page.text or not sentence
    assert [each.public_id for each, _ in page.context["references"]] == ids[:2]


def test_the_list_of_a_session_joins_that_of_the_account_at_signing_in(
    client: Client, make_person: MakePerson
) -> None:
    one, two, three, *_ = public_ids()
    user = make_person("rita", role=None)
    AccountList(user).add([Article.objects.get(public_id=two).pk])
    change(client, on_page=f"{one} {two} {three}", id=[two, one, three])

    client.post("/accounts/login/", {"username": "rita", "password": PASSWORD})

    assert listed(client) == [two, one, three]
    client.logout()
    assert listed(client) == []
    elsewhere = Client()
    elsewhere.force_login(user)
    assert listed(elsewhere) == [two, one, three]


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_list_is_put_in_order(client: Client, reader: Client, signed_in: bool) -> None:
    asking = reader if signed_in else client
    one, two, three, four, five = public_ids()
    change(asking, on_page="", id=[three, one, five, two, four])
    change(asking, up=five)
    change(asking, down=two)
    change(asking, up=three)
    change(asking, down=two)
    assert listed(asking) == [three, five, one, four, two]
    assert listed(asking, order="marked") == [three, one, five, two, four]
    newest = [each.public_id for each in Article.objects.newest_first()]
    assert listed(asking, order="newest") == newest
    dated = [each for each in newest if Article.objects.get(public_id=each).published]
    assert listed(asking, order="oldest")[: len(dated)] == dated[::-1]
    change(asking, remove=five)
    assert listed(asking) == [three, one, four, two]
    change(asking, clear="yes")
    assert listed(asking) == []


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_withdrawn_article_vanishes_with_a_word(
    client: Client, reader: Client, signed_in: bool
) -> None:
    asking = reader if signed_in else client
    one, two, three, *_ = public_ids()
    change(asking, on_page="", id=[one, two, three])
    Article.objects.filter(public_id=two).update(withdrawn_at=timezone.now())
    page = asking.get("/marked/")
    assert "1 marked article was withdrawn from the archive" in page.text
    assert two not in page.text.partition("<main")[2]
    assert counted(page) == "2"
    change(asking, down=one)
    assert listed(asking) == [three, one]

    Article.objects.filter(public_id=two).update(withdrawn_at=None)
    assert set(listed(asking)) == {one, two, three}, "it was restored"
    Article.objects.filter(public_id=two).update(withdrawn_at=timezone.now())
    change(asking, forget="yes")
    Article.objects.filter(public_id=two).update(withdrawn_at=None)
    assert listed(asking) == [three, one]


@pytest.mark.parametrize("extension", ["bib", "ris", "json", "csv", "jsonl"])
def test_the_list_is_saved_in_its_order_with_a_receipt(client: Client, extension: str) -> None:
    one, two, three, *_ = public_ids()
    change(client, on_page="", id=[three, one, two])
    file = client.get(f"/marked/export.{extension}")
    receipt = client.get("/marked/receipt.json").json()
    assert receipt["public_ids"] == [three, one, two]
    page = client.get("/marked/receipt/?order=own").text
    assert receipt["receipt"]["sha256"] in page
    assert 'href="/marked/receipt.json?order=own" download' in page
    assert receipt["receipt"]["understood"] == "3 articles of a marked list"
    assert receipt["receipt"]["sha256"] == file.headers["Archive-SHA256"]
    text = file.getvalue().decode()
    places = [text.index(each) for each in (three, one, two)]
    assert places == sorted(places)
    assert f"/marked/export.{extension}" in client.get("/marked/").text


def test_a_table_with_texts_can_be_saved(client: Client) -> None:
    article = Article.objects.order_by("pk")[0]
    change(client, mark=article.public_id)
    saved = dict(client.get("/marked/", {"order": "newest"}).context["saved"])
    address = saved["Table with texts (CSV)"]
    assert address == "/marked/export.csv?order=newest&texts=yes"
    assert article.paragraphs[0][:20] in client.get(address).getvalue().decode()


def test_an_unknown_format_is_not_found(client: Client) -> None:
    assert client.get("/marked/export.exe").status_code == 404


def test_a_program_saves_the_list_of_its_person(reader: Client) -> None:
    change(reader, on_page="", id=public_ids()[:2])
    _, secret = Token.make(User.objects.get(username="rita"), "program", [Scope.SEARCH])
    headers = {"authorization": f"Bearer {secret}"}
    receipt = Client().get("/marked/receipt.json", headers=headers).json()
    assert receipt["public_ids"] == public_ids()[:2]


def test_a_short_list_can_be_shared_and_taken_over(client: Client, reader: Client) -> None:
    ids = public_ids()[:3][::-1]
    change(client, on_page="", id=ids)
    address = client.get("/marked/").context["share_url"]
    page = reader.get(address)
    assert [article.public_id for article, _ in page.context["references"]] == ids
    change(reader, on_page=" ".join(ids), all_here="yes")
    assert listed(reader) == ids


def test_a_long_list_has_no_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarchive.desk.views.marked.MOST_CHOSEN", 2)
    change(client, on_page="", id=public_ids()[:3])
    page = client.get("/marked/")
    assert page.context["share_url"] == ""
    assert "A list of up to 2 articles can be shared" in page.text
    assert MOST_CHOSEN == 200


@pytest.mark.parametrize("style", ["apa", "mla", "chicago", "nonsense"])
def test_the_list_is_cited_in_each_style_and_found_by_reference_managers(
    client: Client, style: str
) -> None:
    change(client, on_page="", id=public_ids()[:2])
    page = client.get("/marked/", {"style": style}).text
    selection = client.get("/selection/", {"id": public_ids()[:2], "style": style})
    assert all(text for _, text in selection.context["references"])
    assert page.count('class="Z3988"') == 2
    own = client.get("/marked/", {"style": style}).context["references"]
    assert [text for _, text in own] == [text for _, text in selection.context["references"]]


# Forms of other sites


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"origin": "http://testserver"}, 303),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"origin": "https://news.example.org"}, 303),
        ({"origin": "https://desk.example.com"}, 303),
        ({"origin": "https://example.com.evil.example"}, 403),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"referer": "http://testserver/"}, 403),
    ],
)
def test_only_a_page_of_the_site_changes_the_list(
    reader: Client, settings: Settings, headers: dict[str, str], status: int
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://news.example.org", "https://*.example.com"]
    sent = {"mark": public_ids()[0]}
    for address in ("/marked/", "/marked/results"):
        answer = Client.post(reader, address, sent, headers=headers)
        assert answer.status_code == status
    assert bool(listed(reader)) == (status == 303)


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "http:///x", "\\\\evil", ""]
)  # fmt: skip
def test_no_form_leads_to_another_site(client: Client, to: str) -> None:
    assert change(client, mark=public_ids()[0], next=to)["Location"] == "/marked/"


# A script


def test_a_script_gets_the_state_of_what_it_asked_for(client: Client) -> None:
    one, two, *_ = public_ids()
    headers = {**OWN, "accept": "application/json"}
    marked = client.post("/marked/", {"mark": one}, headers=headers).json()
    assert marked == {"count": 1, "marked": [one], "sentence": ""}
    state = client.get("/marked/state.json", {"id": [one, two, "0", "<x>", "\0"]}).json()
    assert (state["count"], state["marked"]) == (1, [one])
    removed = client.post("/marked/", {"remove": one}, headers=headers).json()
    assert (removed["count"], removed["marked"]) == (0, [])
    assert "messages" not in client.cookies


def test_two_ticks_at_the_same_time_are_both_kept() -> None:
    one, two, *_ = Article.objects.order_by("pk").values_list("pk", flat=True)
    session = SessionStore()
    session.create()
    first, second = (SessionList(SessionStore(session.session_key)) for _ in range(2))
    assert first.count == second.count == 0, "both have read the session"
    first.add([one])
    second.add([two])
    assert SessionList(SessionStore(session.session_key)).entries() == [one, two]


@pytest.mark.parametrize(
    "sent",
    [{}, {"id": ["x" * 9999, "\0", "<b>"]}, {"mark": ""}, {"up": "?"}, {"on_page": "; drop"}],
)
def test_nothing_that_is_sent_fails(client: Client, sent: dict[str, Any]) -> None:
    assert change(client, **sent).status_code == 303
    assert listed(client) == []


# Caches, sessions and cost


@pytest.mark.parametrize(
    "path", ["/", "/?q=idlib", "/archive/", "/marked/", "/marked/state.json", "{article}"]
)
def test_those_without_a_list_cost_no_session_and_no_query_for_it(
    client: Client, path: str
) -> None:
    path = path.format(article=Article.objects.order_by("pk")[0].get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        page = client.get(path)
    assert page.status_code == 200
    assert not page.cookies and Session.objects.count() == 0
    assert [
        each["sql"] for each in captured if "desk_" in each["sql"] or "session" in each["sql"]
    ] == []
    if not path.startswith("/marked/"):
        assert "Cache-Control" not in page.headers, "caches may keep it, as before"
        assert "csrf" not in page.text


def test_a_page_that_shows_a_list_is_in_no_cache(client: Client) -> None:
    answer = change(client, mark=public_ids()[0])
    assert answer["Cache-Control"] == "private, no-store"
    for path in ("/", "/?q=idlib", "/marked/", "/marked/state.json", "/marked/export.bib"):
        assert client.get(path)["Cache-Control"] == "private, no-store"


def test_the_cookie_of_a_list_is_renewed_once_a_day(client: Client) -> None:
    one, two, three, *_ = public_ids()
    assert "sessionid" in change(client, mark=one).cookies
    assert "sessionid" not in change(client, mark=two).cookies
    session = client.session
    session["marked_on"] = "2020-03-04"
    session.save()
    assert "sessionid" in change(client, mark=three).cookies
    assert listed(client) == [one, two, three]


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_queries_of_a_page_do_not_grow_with_the_list(
    client: Client, reader: Client, signed_in: bool
) -> None:
    asking = reader if signed_in else client

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            asking.get(path)
        return len(captured)

    change(asking, mark=public_ids()[0])
    asking.get("/marked/")  # shows the message
    few = [queries(path) for path in ("/marked/", "/?q=idlib", "/marked/receipt.json")]
    change(asking, on_page="", id=public_ids())
    asking.get("/marked/")
    assert [queries(path) for path in ("/marked/", "/?q=idlib", "/marked/receipt.json")] == few
    assert max(few) <= 14


def test_a_list_is_deleted_with_its_account_and_its_articles(reader: Client) -> None:
    change(reader, on_page="", id=public_ids())
    assert Mark.objects.count() == 5
    User.objects.get(username="rita").delete()
    assert Mark.objects.count() == 0


def test_the_answers_are_json(client: Client) -> None:
    assert json.loads(client.get("/marked/state.json").content) == {
        "count": 0, "marked": [], "sentence": "",
    }  # fmt: skip


@pytest.mark.slow
def test_ten_thousand_marked_articles_are_shown_a_page_at_a_time(reader: Client) -> None:
    captures = Capture.objects.bulk_create(
        Capture(sha256=f"{number:064}", comparison_key=str(number), compressed=b"", encoding="")
        for number in range(10_000)
    )
    # Not by the QuerySet of articles, which would announce a change of the index.
    made: list[Article] = QuerySet[Article](Article).bulk_create(
        Article(
            public_id=f"a{number}",
            capture=capture,
            headline=f"Ferry {number}",
            sequence=number + 1_000,
        )
        for number, capture in enumerate(captures)
    )
    marks = AccountList(User.objects.get(username="rita"))
    assert marks.add([each.pk for each in made]).left_out == 0
    assert marks.add([Article.objects.earliest("pk").pk]).left_out == 1

    page = reader.get("/marked/", {"page": "120"})
    assert page.context["page"].start_index() == 5951
    assert next(each.public_id for each, _ in page.context["references"]) == "a5950"
    assert counted(page) == "10,000"
    assert len(page.content) < 150_000
    for order in ("marked", "oldest", "newest"):
        assert reader.get("/marked/", {"order": order}).context["total"] == 10_000
    with CaptureQueriesContext(connection) as captured:
        reader.get("/?q=idlib")
    # The largest statements that a page of results asks for: a count, and which of its hits.
    assert sum(len(each["sql"]) for each in captured if "desk_mark" in each["sql"]) < 2_000
    reader.post("/collections/", {"title": "All", "marked": "yes"})
    made_of_it = Collection.objects.get()
    assert made_of_it.entries.count() == 10_000
    assert reader.get(made_of_it.get_absolute_url(), {"page": 3}).context["rows"][0].number == 101
    change(reader, clear="yes")
    assert Mark.objects.count() == 0


def test_sessions_that_are_over_are_removed_when_a_new_one_begins(client: Client) -> None:
    over = SessionStore()
    over.set_expiry(-1)
    over.create()
    change(client, mark=public_ids()[0])
    assert [each.session_key for each in Session.objects.all()] == [client.session.session_key]
