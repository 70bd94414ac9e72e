"""With OIDC_ISSUER, people sign in with the accounts of their organisation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.archive import Archive
from tests.newsarchive.accounts.provider import CLIENT, SECRET, Provider, provider
from tests.newsarchive.accounts.serving import Browser, Page, served
from tests.paths import ROOT

#: An optional extra, tested in processes of its own.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def organisation() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture(scope="module")
def settings(organisation: Provider) -> dict[str, str]:
    return {
        "OIDC_ISSUER": organisation.url,
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_NAME": "the Quarry Lane Echo",
        "LOGIN_REQUIRED": "on",
    }


@pytest.fixture(scope="module")
def archive(empty_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return empty_archive.copy_to(tmp_path_factory.mktemp("oidc"))


@pytest.fixture(scope="module")
def server(archive: Archive, settings: dict[str, str]) -> Iterator[str]:
    with served(archive, **settings) as url:
        yield url


def add(
    archive: Archive, name: str, email: str, *, active: bool = True, superuser: bool = False
) -> None:
    """An account as an administrator makes it."""
    archive.execute(
        "INSERT INTO auth_user (username, email, password, is_active, is_superuser, is_staff,"
        " first_name, last_name, date_joined)"
        f" VALUES ('{name}', '{email}', '!', {active}, {superuser}, false, '', '', '2020-01-01')"
    )


def sign_in(
    server: str,
    organisation: Provider,
    fault: str = "",
    then: str = "/accounts/",
    userinfo: dict[str, Any] | None = None,
    **claims: Any,
) -> Page:
    """Sign in as the person of these claims."""
    organisation.person, organisation.fault, organisation.userinfo = claims, fault, userinfo or {}
    return Browser(server).get(f"/accounts/oidc/begin?next={then}")


def heading(page: Page) -> str:
    return page.text.partition("<h1>")[2].partition("</h1>")[0]


def test_the_sign_in_page_offers_it_and_leads_back(server: str, organisation: Provider) -> None:
    page = Browser(server).get("/outlets/")
    link = 'href="/accounts/oidc/begin?next=%2Foutlets%2F" rel="nofollow">'
    assert f"{link}Sign in with the Quarry Lane Echo</a>" in page.text
    back = sign_in(server, organisation, then="/outlets/", sub="7", preferred_username="olga")
    assert (back.status, back.url) == (200, f"{server}/outlets/")


def test_somebody_new_is_a_reader_and_the_same_one_next_time(
    archive: Archive, server: str, organisation: Provider
) -> None:
    claims: dict[str, Any] = {
        "sub": "1",
        "preferred_username": "nina",
        "name": "Nina Vale",
        "email": "n@a.example",
    }
    for _ in range(2):
        page = sign_in(server, organisation, **claims)
        assert heading(page) == "nina"
        assert "Reader. Reads and searches the archive." in page.text
    assert archive.execute(
        "SELECT username, first_name, is_staff, email FROM auth_user WHERE username LIKE 'nina%'",
    ) == [("nina", "Nina", 0, "n@a.example")]
    # The name at the provider may change, and may be that of another.
    page = sign_in(server, organisation, **(claims | {"preferred_username": "root"}))
    assert heading(page) == "nina"


@pytest.mark.parametrize(
    ("name", "claims", "shown"),
    [
        ("chief", {"sub": "2", "preferred_username": "chief"}, "chief-2"),
        ("Boss", {"sub": "3", "preferred_username": "boss"}, "boss-2"),
        ("x", {"sub": "4", "preferred_username": "<b>a b</b>"}, "-b-a-b-b-"),
        ("y", {"sub": "5"}, "person"),
        ("z", {"sub": "6", "email": "vera@a.example"}, "vera"),
    ],
    ids=["taken", "taken but for capitals", "markup", "no name", "an address"],
)
def test_a_name_of_the_provider_leads_into_no_account_that_is_here(
    archive: Archive,
    server: str,
    organisation: Provider,
    name: str,
    claims: dict[str, Any],
    shown: str,
) -> None:
    add(archive, name, "")
    assert heading(sign_in(server, organisation, **claims)) == shown


@pytest.mark.parametrize(
    ("name", "verified", "superuser", "shown"),
    [
        ("invited", True, 0, "invited"),
        ("doubtful", False, 0, "doubtful-2"),
        ("allrights", True, 1, "allrights-2"),
    ],
)
def test_a_verified_address_leads_to_the_account_that_was_made_for_it(
    archive: Archive,
    server: str,
    organisation: Provider,
    name: str,
    verified: bool,
    superuser: bool,
    shown: str,
) -> None:
    address = f"{name}@a.example"
    add(archive, name, address.upper(), superuser=superuser)
    page = sign_in(
        server, organisation,
        sub=name, preferred_username=name, email=address, email_verified=verified,
    )  # fmt: skip
    assert heading(page) == shown


def test_a_closed_account_stays_closed(
    archive: Archive, server: str, organisation: Provider
) -> None:
    claims: dict[str, Any] = {"sub": "closed", "preferred_username": "carl"}
    assert heading(sign_in(server, organisation, **claims)) == "carl"
    archive.execute("UPDATE auth_user SET is_active = false WHERE username = 'carl'")
    page = sign_in(server, organisation, **claims)
    assert page.url.startswith(f"{server}/accounts/login/")
    assert "This account is closed." in page.text


@pytest.mark.parametrize("verified", [True, False])
def test_a_closed_account_is_not_replaced_by_a_new_one(
    archive: Archive, server: str, organisation: Provider, verified: bool
) -> None:
    address = f"gone{verified}@a.example"
    add(archive, f"gone{verified}", address, active=False)
    page = sign_in(
        server, organisation, sub=address, email=address.upper(), email_verified=verified
    )  # fmt: skip
    assert "This account is closed." in page.text


def test_a_closed_account_without_an_address_is_not_replaced_by_a_new_one(
    archive: Archive, server: str, organisation: Provider
) -> None:
    add(archive, "Gone", "", active=False)
    claims: dict[str, Any] = {"sub": "gone", "preferred_username": "gone"}
    assert "This account is closed." in sign_in(server, organisation, **claims).text
    # Another person of that name, once the closed one is known to have another number.
    claims = {"sub": "first", "preferred_username": "namesake"}
    assert heading(sign_in(server, organisation, **claims)) == "namesake"
    archive.execute("UPDATE auth_user SET is_active = false WHERE username = 'namesake'")
    assert heading(sign_in(server, organisation, **claims | {"sub": "other"})) == "namesake-2"


@pytest.mark.parametrize(
    ("fault", "more", "sentence"),
    [
        ("denied", {}, "Your organisation did not sign you in. Try again."),
        ("audience", {}, "Your organisation did not sign you in. Try again."),
        ("broken", {}, "Your organisation’s sign-in cannot be reached. Try again later."),
        ("", {"userinfo": {"sub": "another"}}, "What your organisation says about you contradicts"),
    ],
    ids=["denied", "for another", "broken", "another person"],
)
def test_what_goes_wrong_is_said_on_the_sign_in_page(
    archive: Archive,
    server: str,
    organisation: Provider,
    fault: str,
    more: dict[str, Any],
    sentence: str,
) -> None:
    before = archive.execute("SELECT count(*) FROM auth_user")
    page = sign_in(server, organisation, fault, sub="8", preferred_username="otto", **more)
    assert page.status == 200
    assert page.url.startswith(f"{server}/accounts/login/")
    assert sentence in page.text
    assert archive.execute("SELECT count(*) FROM auth_user") == before


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/oidc/callback",
        "/accounts/oidc/callback?code=x&state=y",
        "/accounts/oidc/callback?error=access_denied",
    ],
)
def test_an_answer_that_nobody_asked_for_signs_nobody_in(server: str, path: str) -> None:
    page = Browser(server).get(path)
    assert page.url.startswith(f"{server}/accounts/login/")
    assert "did not sign you in" in page.text


def test_accounts_are_not_connected_by_hand(server: str, organisation: Provider) -> None:
    organisation.person, organisation.fault = {"sub": "9", "preferred_username": "ida"}, ""
    browser = Browser(server)
    browser.get("/accounts/oidc/begin")
    page = browser.get("/accounts/oidc/begin?process=connect")
    assert "Accounts cannot be connected by hand." in page.text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_next_leads_to_addresses_of_this_site_only(
    server: str, organisation: Provider, elsewhere: str
) -> None:
    page = sign_in(server, organisation, then=elsewhere, sub="1", preferred_username="nina")
    assert page.url == f"{server}/"


def test_it_adds_two_addresses_and_its_tables_have_a_decision(
    archive: Archive, settings: dict[str, str]
) -> None:
    code = """
import json, django; django.setup()
from django.urls import get_resolver
from newsarchive.accounts.addresses import ADDRESSES
from newsarchive.operations.contents import CONTENTS, stored_models
names = {p.name for r in get_resolver().url_patterns for p in getattr(r, "url_patterns", [r])
         if getattr(r, "namespace", None) != "admin"}
undecided = {m._meta.label_lower for m in stored_models()} - CONTENTS.keys()
print(json.dumps([sorted(names - ADDRESSES.keys()), sorted(undecided)]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=archive.environment | settings, capture_output=True, text=True,
    )  # fmt: skip
    added, undecided = json.loads(done.stdout or done.stderr)
    assert added == ["openid_connect_callback", "openid_connect_login"]
    assert undecided == []


@pytest.mark.parametrize(
    "changes",
    [{"OIDC_CLIENT_ID": ""}, {"OIDC_CLIENT_SECRET": ""}, {"OIDC_ISSUER": "id.example.org"}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_wrong_setting_is_said(changes: dict[str, str]) -> None:
    good = {"OIDC_ISSUER": "https://a.example", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    done = subprocess.run(
        [sys.executable, "-c", "import newsarchive.settings"],
        cwd=ROOT, env=os.environ | good | changes, capture_output=True, text=True,
    )  # fmt: skip
    assert "OIDC_ISSUER must be an address such as https://id.example.org, and" in done.stderr
