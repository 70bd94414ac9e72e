"""Whom to tell about a weakness."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client, override_settings

from tests.newsarchive.test_settings import settings

pytestmark = pytest.mark.django_db


def test_without_a_contact_there_is_no_file(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


@override_settings(SECURITY_CONTACT=["mailto:security@example.org", "https://example.org/report"])
def test_the_file_names_the_contacts_and_when_it_is_stale(client: Client) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[:2] == [
        "Contact: mailto:security@example.org",
        "Contact: https://example.org/report",
    ]
    expires = dt.datetime.fromisoformat(lines[2].removeprefix("Expires: "))
    left = expires - dt.datetime.now(dt.UTC)
    assert dt.timedelta(days=100) < left < dt.timedelta(days=365)
    assert lines[3] == "Canonical: http://testserver/.well-known/security.txt"


@pytest.mark.parametrize("typed", ["security@example.org", "http://example.org", "mailto:a\x1bb"])
def test_what_is_no_contact_is_refused(typed: str) -> None:
    done = settings(SECRET_KEY="s", SECURITY_CONTACT=typed)
    assert "SECURITY_CONTACT must be an address such as mailto:" in done.stderr
