"""Wrong passwords are logged and counted, and then even the right one must wait."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from newsarchive.accounts import throttle
from newsarchive.accounts.roles import Role
from tests.newsarchive.accounts.conftest import PASSWORD, MakePerson

pytestmark = pytest.mark.django_db


def attempt(client: Client, name: str, password: str, address: str = "192.0.2.1") -> Any:
    return client.post(
        reverse("login"), {"username": name, "password": password}, REMOTE_ADDR=address
    )


def fail(client: Client, name: str, times: int, address: str = "192.0.2.1") -> None:
    for number in range(times):
        attempt(client, name, f"wrong {number}", address)


def test_after_thirty_wrong_passwords_the_right_one_is_refused_for_a_stated_time(
    client: Client, make_person: MakePerson
) -> None:
    make_person("rita")
    fail(client, "rita", 30)
    refused = attempt(client, "rita", PASSWORD)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
    assert "nobody can sign in with this name from here for 15 minutes" in refused.text
    assert "An administrator can lift this on the page “People”" in refused.text
    assert client.get(reverse("account")).status_code == 302


def test_it_ends_after_the_time_though_somebody_went_on_trying(
    client: Client, make_person: MakePerson, settings: Settings
) -> None:
    make_person("rita")
    fail(client, "rita", 10)
    waited = timezone.now() - settings.AXES_COOLOFF_TIME - dt.timedelta(seconds=1)
    AccessAttempt.objects.update(attempt_time=waited + dt.timedelta(seconds=2))
    fail(client, "rita", 5)
    assert attempt(client, "rita", PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=waited)
    assert attempt(client, "rita", PASSWORD).status_code == 302


def test_others_and_other_addresses_are_not_refused(
    client: Client, make_person: MakePerson
) -> None:
    make_person("rita")
    make_person("otto")
    fail(client, "rita", 30)
    assert attempt(client, "otto", PASSWORD).status_code == 302
    assert attempt(client, "rita", PASSWORD, "198.51.100.7").status_code == 302


@pytest.mark.slow
def test_many_addresses_together_lock_a_name_everywhere(
    client: Client, make_person: MakePerson
) -> None:
    make_person("rita")
    for number in range(20):
        fail(client, "rita", 5, f"192.0.2.{number}")
    assert attempt(client, "rita", PASSWORD, "198.51.100.7").status_code == 429


def test_another_browser_does_not_begin_anew(client: Client, make_person: MakePerson) -> None:
    make_person("rita")
    for number in range(10):
        client.post(
            reverse("login"),
            {"username": "rita", "password": "wrong"},
            headers={"user-agent": f"browser {number}"},
        )
    answer = client.post(reverse("login"), {"username": "rita", "password": PASSWORD})
    assert answer.status_code == 429


def test_a_few_mistakes_are_forgotten_with_the_right_password(
    client: Client, make_person: MakePerson
) -> None:
    make_person("rita")
    for _ in range(3):
        fail(client, "rita", 9)
        assert attempt(client, "rita", PASSWORD).status_code == 302


def test_an_administrator_lifts_it(
    client: Client, administrator: Client, make_person: MakePerson
) -> None:
    rita = make_person("rita")
    fail(client, "rita", 30)
    assert "locked" in administrator.get(reverse("people")).text
    page = reverse("person", args=[rita.pk])
    assert "Lift the lock" in administrator.get(page).text
    administrator.post(page, {"act": "unlock"})
    assert "Lift the lock" not in administrator.get(page).text
    assert attempt(client, "rita", PASSWORD).status_code == 302


def test_failures_and_locks_are_logged_in_one_line_each(
    client: Client, make_person: MakePerson, caplog: pytest.LogCaptureFixture
) -> None:
    make_person("rita")
    with caplog.at_level(logging.INFO, "newsarchive.accounts"):
        attempt(client, "ri\nta\x1b[2J", "secret phrase")
        fail(client, "rita", 10)
        attempt(client, "rita", PASSWORD, "198.51.100.7")
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("news")]
    assert lines[0] == r"Sign-in failed: 'ri\nta\x1b[2J' from 192.0.2.1"
    assert "Sign-in failed: 'rita' from 192.0.2.1" in lines
    assert "Sign-in locked after too many failures: 'rita' from 192.0.2.1" in lines
    assert lines[-1] == "Signed in: 'rita' from 198.51.100.7"
    assert "secret phrase" not in caplog.text


def test_what_was_typed_as_a_password_is_not_stored(client: Client) -> None:
    attempt(client, "rita", "secret phrase")
    (row,) = AccessAttempt.objects.values()
    assert "secret phrase" not in str(row)


@pytest.mark.parametrize("path", ["/search/help", "/outlets/", "/accounts/login/"])
def test_a_page_without_signing_in_costs_no_query_of_accounts(client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    tables = ("axes_", "auth_", "accounts_", "django_session")
    assert [each for each in queries.captured_queries for t in tables if t in each["sql"]] == []


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
        ("", "0.0.0.0"),
        ("unix:", "0.0.0.0"),
    ],
)
def test_a_client_is_an_address_or_a_network(rf: RequestFactory, remote: str, address: str) -> None:
    found = throttle.address_of(rf.get("/", REMOTE_ADDR=remote))
    assert found.replace("c000:207", "192.0.2.7") == address


def test_without_an_address_of_the_client_names_are_locked_all_the_same(
    client: Client, make_person: MakePerson
) -> None:
    make_person("rita", Role.READER)
    fail(client, "rita", 10, "")
    assert attempt(client, "rita", PASSWORD, "").status_code == 429
