"""Readers and staff sign in on one page, which leads back to where they came from."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from newsarchive.accounts.roles import Role
from tests.newsarchive.accounts.conftest import PASSWORD, MakePerson

pytestmark = pytest.mark.django_db


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> str:
    """Sign in; returns where the answer leads, "" if nowhere."""
    response = client.post(reverse("login"), {"username": name, "password": password, **more})
    return response.headers.get("Location", "")


@pytest.mark.usefixtures("closed")
def test_a_reader_who_is_not_staff_signs_in_and_reads_a_closed_archive(
    client: Client, make_person: MakePerson
) -> None:
    make_person("rita")
    asked = client.get("/archive/")
    assert asked.headers["Location"] == "/accounts/login/?next=/archive/"

    assert sign_in(client, "rita", next="/archive/") == "/archive/"
    assert client.get("/archive/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil"]
)
def test_next_leads_to_addresses_of_this_site_only(
    client: Client, make_person: MakePerson, elsewhere: str
) -> None:
    make_person("rita")
    assert sign_in(client, "rita", next=elsewhere) == "/"


def test_admin_sends_people_to_the_same_page_and_back(
    client: Client, make_person: MakePerson
) -> None:
    make_person("edda", Role.EDITOR)
    page = client.get("/admin/articles/article/", follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/login/?next=/admin/articles/article/"
    assert sign_in(client, "edda", next="/admin/articles/article/") == "/admin/articles/article/"
    assert client.get("/admin/articles/article/").status_code == 200


def test_a_reader_at_the_door_of_admin_is_told_why_it_stays_closed(
    client: Client, make_person: MakePerson
) -> None:
    client.force_login(make_person("rita"))
    page = client.get("/admin/", follow=True)
    assert page.status_code == 200
    assert "You are signed in as rita. If this account may not open" in page.text


def test_public_pages_link_to_signing_in_and_then_to_the_account(
    client: Client, make_person: MakePerson
) -> None:
    page = client.get("/outlets/?page=1").text
    assert 'href="/accounts/login/?next=/outlets/%3Fpage%3D1"' in page
    client.force_login(make_person("rita"))
    page = client.get("/outlets/").text
    assert 'href="/accounts/"' in page
    assert "/accounts/login/" not in page


def test_signing_out_needs_a_post(client: Client, make_person: MakePerson) -> None:
    client.force_login(make_person("rita"))
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).headers["Location"] == "/"
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "at least 12 characters"),
        ("123456789012345", "entirely numeric"),
        ("passwordpassword", ""),
        ("rita-rita-rita", "too similar to the username"),
    ],
)
def test_a_password_is_long_and_not_the_name(
    client: Client, make_person: MakePerson, password: str, problem: str
) -> None:
    client.force_login(make_person("rita-rita-rita"))
    page = client.post(
        reverse("password-change"),
        {"old_password": PASSWORD, "new_password1": password, "new_password2": password},
    )
    if problem:
        assert problem in page.text
    else:
        assert page.headers["Location"] == reverse("account")


def test_a_closed_account_is_signed_out_at_once(client: Client, make_person: MakePerson) -> None:
    user = make_person("rita")
    client.force_login(user)
    assert client.get(reverse("account")).status_code == 200
    user.is_active = False
    user.save()
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize("name", ["account", "tokens", "people", "password-change", "login"])
def test_no_cache_keeps_a_page_of_accounts(administrator: Client, name: str) -> None:
    response = administrator.get(reverse(name))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_sign_in_forms_need_their_token(make_person: MakePerson) -> None:
    make_person("rita")
    strict = Client(enforce_csrf_checks=True)
    assert (
        strict.post(reverse("login"), {"username": "rita", "password": PASSWORD}).status_code == 403
    )
