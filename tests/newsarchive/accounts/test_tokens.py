"""Programs read with tokens: personal, hashed, revocable, and with scopes."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from newsarchive.accounts.addresses import ADDRESSES, Data
from newsarchive.accounts.models import Token, TokenQuerySet
from newsarchive.accounts.roles import Role
from newsarchive.accounts.scopes import Scope
from tests.newsarchive.accounts.conftest import MakePerson, MakeSecret

pytestmark = pytest.mark.django_db

#: An address of each name that is for programs.
DATA = {
    "cite": "/articles/0123456789/cite.bib",
    "api-search": "/api/search?q=idlib",
    "api-suggest": "/api/suggest?q=idl",
    "feed-atom": "/feed.atom?q=idlib",
    "feed-json": "/feed.json?q=idlib",
    "export": "/export.csv?q=idlib",
    "receipt": "/receipt.json?q=idlib",
    "coverage-csv": "/coverage.csv",
    "names-csv": "/names.csv?q=idlib",
    "trends-csv": "/trends.csv?line=q%3Didlib",
    "trends-svg": "/trends.svg?line=q%3Didlib",
    "metrics": "/metrics",
    "marked-export": "/marked/export.bib",
    "marked-receipt": "/marked/receipt.json",
    "collection-export": "/collections/x/export.bib",
    "collection-receipt": "/collections/x/receipt.json",
    "collection-atom": "/collections/x/feed.atom",
    "collection-json": "/collections/x/feed.json",
    "api-captures": "/api/captures",
    "api-capture": "/api/captures/x",
}
#: What those answer that have nothing to show for GET, to programs that may ask.
NOT_FOUND = {"cite": 404, "api-captures": 405, "api-capture": 404} | dict.fromkeys(
    ("collection-export", "collection-receipt", "collection-atom", "collection-json"), 404
)
#: Answered with 404 and without a query, once the token is accepted.
NOTHING = "/export.nothing"
CLOSED = {name: row for name, row in ADDRESSES.items() if isinstance(row, Data) and not row.is_open}


def bearing(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def sentence(response: Any) -> str:
    if response.headers["Content-Type"].startswith("application/json"):
        (text,) = json.loads(response.content)["errors"]
        return str(text)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return str(response.text)


def test_each_closed_address_is_tried() -> None:
    assert set(DATA) == set(CLOSED)


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_archive_answers_programs_without_a_token_with_401(
    client: Client, name: str, method: str
) -> None:
    response = getattr(client, method)(DATA[name])
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="News archive"'
    if method == "get":
        assert "http://testserver/accounts/tokens/ makes one" in sentence(response)
        is_json = response.headers["Content-Type"] == "application/json"
        assert is_json == CLOSED[name].as_json


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("closed", "seeds")
@pytest.mark.parametrize("name", CLOSED)
def test_a_token_of_the_right_scope_gets_the_answer(
    client: Client, make_person: MakePerson, make_secret: MakeSecret, name: str
) -> None:
    needs_rights = CLOSED[name].scope in (Scope.MONITOR, Scope.ADD)
    role = Role.EDITOR if needs_rights else Role.READER
    secret = make_secret(make_person("rita", role), CLOSED[name].scope)
    response = client.get(DATA[name], headers=bearing(secret))
    assert response.status_code == NOT_FOUND.get(name, 200)
    assert "private" in response.headers["Cache-Control"]
    assert "Authorization" in response.headers["Vary"]


@pytest.mark.parametrize("name", DATA)
def test_another_scope_is_refused_in_an_open_archive_too(
    client: Client, make_person: MakePerson, make_secret: MakeSecret, name: str
) -> None:
    scope = CLOSED[name].scope
    others = [each for each in Scope if each is not scope]
    secret = make_secret(make_person("ada", Role.ADMINISTRATOR), *others)
    response = client.get(DATA[name], headers=bearing(secret))
    assert response.status_code == 403
    assert response.headers["WWW-Authenticate"] == (
        f'Bearer realm="News archive", error="insufficient_scope", scope="{scope}"'
    )
    assert f"needs a token with the scope “{scope}”" in sentence(response)


@pytest.mark.parametrize("secret", ["", "archive_", "archive_x", "é", "a b", "x" * 5000])
def test_a_wrong_token_is_told_so_in_an_open_archive_too(client: Client, secret: str) -> None:
    response = client.get("/api/search?q=x", headers=bearing(secret))
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]
    assert "This token is not valid" in sentence(response)


@pytest.mark.usefixtures("closed")
def test_other_schemes_are_those_of_a_proxy(client: Client) -> None:
    response = client.get("/api/search?q=x", headers={"authorization": "Basic cml0YTp4"})
    assert "Programs send a token" in sentence(response)


@pytest.mark.usefixtures("closed")
def test_a_session_reads_data_too(client: Client, make_person: MakePerson) -> None:
    client.force_login(make_person("rita"))
    assert client.get(NOTHING).status_code == 404


@pytest.mark.usefixtures("closed")
def test_a_token_opens_no_page_for_people(
    client: Client, make_person: MakePerson, make_secret: MakeSecret
) -> None:
    secret = make_secret(make_person("ada", Role.ADMINISTRATOR), *Scope)
    for page in ("/", "/archive/", "/accounts/tokens/", "/accounts/people/", "/admin/"):
        response = client.get(page, headers=bearing(secret))
        assert response.status_code == 302
        assert "login" in response.headers["Location"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("closed", "seeds")
@pytest.mark.parametrize("name", ["feed-atom", "feed-json"])
def test_a_feed_takes_the_token_in_its_address_and_does_not_repeat_it(
    client: Client, make_person: MakePerson, make_secret: MakeSecret, name: str
) -> None:
    secret = make_secret(make_person("rita"), Scope.FEED)
    response = client.get(f"{DATA[name]}&token={secret}")
    assert response.status_code == 200
    assert secret not in response.text
    assert client.get(f"{DATA[name]}&token=x").status_code == 401


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("name", [name for name in DATA if not CLOSED[name].in_address])
def test_other_addresses_take_no_token_in_the_address(
    client: Client, make_person: MakePerson, make_secret: MakeSecret, name: str
) -> None:
    secret = make_secret(make_person("rita"), Scope.SEARCH)
    joined = "&" if "?" in DATA[name] else "?"
    assert client.get(f"{DATA[name]}{joined}token={secret}").status_code == 401


def test_only_a_hash_is_stored(make_person: MakePerson, make_secret: MakeSecret) -> None:
    secret = make_secret(make_person("rita"), Scope.FEED)
    (row,) = Token.objects.values()
    assert secret not in str(row)
    assert len(secret) > 50


def test_a_demotion_takes_effect_at_once(make_person: MakePerson) -> None:
    editor = make_person("edda", Role.EDITOR)
    _, secret = Token.make(editor, "monitor", [Scope.MONITOR])

    def allowed() -> bool:
        token = Token.objects.of_secret(secret)
        return token is not None and token.allows(Scope.MONITOR)

    assert allowed()
    editor.groups.clear()
    assert not allowed()


def test_a_use_is_stored_once_an_hour(
    client: Client,
    make_person: MakePerson,
    make_secret: MakeSecret,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    headers = bearing(make_secret(make_person("rita"), Scope.SEARCH))
    with django_assert_num_queries(2):
        client.get(NOTHING, headers=headers)
    first = Token.objects.get().used_at
    assert first is not None
    with django_assert_num_queries(1):
        client.get(NOTHING, headers=headers)
    assert Token.objects.get().used_at == first
    Token.objects.update(used_at=timezone.now() - dt.timedelta(minutes=61))
    client.get(NOTHING, headers=headers)
    later = Token.objects.get().used_at
    assert later is not None and later > first


def test_a_use_that_cannot_be_stored_does_not_keep_a_program_from_reading(
    client: Client, make_person: MakePerson, make_secret: MakeSecret
) -> None:
    headers = bearing(make_secret(make_person("rita"), Scope.SEARCH))
    with mock.patch.object(TokenQuerySet, "update", side_effect=DatabaseError("busy")):
        assert client.get(NOTHING, headers=headers).status_code == 404


def test_data_of_an_open_archive_costs_no_query_for_tokens(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get(NOTHING)


# The page


def make(client: Client, *scopes: str, label: str = "feed reader") -> Any:
    return client.post(reverse("tokens"), {"label": label, "scopes": scopes})


def test_a_token_is_made_shown_once_used_and_revoked(
    client: Client, make_person: MakePerson
) -> None:
    client.force_login(make_person("rita"))
    page = make(client, "search", "feed")
    found = re.search(r"<code>(archive_[\w-]{43})</code>", page.text)
    assert found
    secret = found[1]
    assert secret not in client.get(reverse("tokens")).text
    token = Token.objects.get()
    assert (token.label, token.scopes) == ("feed reader", ["search", "feed"])
    assert client.get(NOTHING, headers=bearing(secret)).status_code == 404

    client.post(reverse("token-revoke", args=[token.pk]))

    assert client.get(NOTHING, headers=bearing(secret)).status_code == 401


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.READER, ["search", "feed"]),
        (Role.EDITOR, ["search", "feed", "add", "monitor"]),
        (Role.ADMINISTRATOR, ["search", "feed", "add", "monitor"]),
    ],
)
def test_a_person_gives_no_scope_that_the_role_lacks(
    client: Client, make_person: MakePerson, role: Role, offered: list[str]
) -> None:
    client.force_login(make_person("rita", role))
    page = client.get(reverse("tokens"))
    assert [str(value) for value, _ in page.context["form"].fields["scopes"].choices] == offered
    for scope in Scope:
        make(client, scope)
    assert {scope for token in Token.objects.all() for scope in token.scopes} == set(offered)


def test_a_token_needs_a_scope_and_a_label(client: Client, make_person: MakePerson) -> None:
    client.force_login(make_person("rita"))
    assert "Choose at least one." in make(client).text
    assert "This field is required" in make(client, "feed", label="").text
    assert Token.objects.count() == 0


def test_nobody_revokes_the_token_of_another(client: Client, make_person: MakePerson) -> None:
    token, _ = Token.make(make_person("otto"), "his", [Scope.FEED])
    client.force_login(make_person("rita"))
    assert client.post(reverse("token-revoke", args=[token.pk])).status_code == 404
    assert "his" not in client.get(reverse("tokens")).text
    assert Token.objects.count() == 1


def test_admin_lists_tokens_and_deletion_revokes(
    administrator: Client, make_person: MakePerson
) -> None:
    token, secret = Token.make(make_person("otto"), "his", [Scope.FEED])
    assert "his" in administrator.get("/admin/accounts/token/").text
    assert administrator.get("/admin/accounts/token/add/").status_code == 403
    administrator.post(f"/admin/accounts/token/{token.pk}/delete/", {"post": "yes"})
    assert Token.objects.of_secret(secret) is None
    assert User.objects.filter(username="otto").exists()
