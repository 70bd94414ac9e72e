"""Every address says who answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from newsarchive.accounts.addresses import ADDRESSES, Data, Pages
from newsarchive.desk.unsubscribing import path_for

ARGUMENTS: dict[str, list[Any]] = {
    "password-link": ["MQ", "x-y"],
    "token-revoke": [1],
    "person": [1],
    "article-short": ["0123456789"],
    "article": ["0123456789", "x"],
    "compare": ["0123456789", "9876543210"],
    "copies": ["0123456789"],
    "archive-year": [2020],
    "archive-month": [2020, 3],
    "outlet": ["x"],
    "sitemap-page": [1],
    "upload": ["x"],
    "marked-export": ["bib"],
    "collection": ["x"],
    "collection-edit": ["x"],
    "collection-dossier": ["x"],
    "collection-receipt-page": ["x"],
    "collection-follow": ["x"],
    "saved-search": ["x"],
    "unsubscribe": [path_for(0).split("/")[-2]],
    "upload-progress": ["x"],
    "upload-article": ["x", 0],
    "article-tags": ["0123456789"],
    "article-mentions": ["0123456789"],
    "note": [1],
}


def names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            yield pattern.name
        elif pattern.namespace != "admin":
            yield from names(pattern)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(names(get_resolver())) == set(ADDRESSES), "see newsarchive/accounts/addresses.py"


@pytest.mark.django_db
@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("name", [name for name, row in ADDRESSES.items() if row is Pages.OPEN])
def test_an_open_address_answers_strangers_of_a_closed_archive(client: Client, name: str) -> None:
    # A closed archive has no sitemap; the others are there only if a setting says so.
    absent = ("sitemap", "sitemap-page", "security-txt", "branding", "logo")
    expected = 404 if name in absent else 200
    assert client.get(reverse(name, args=ARGUMENTS.get(name))).status_code == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("name", [name for name, row in ADDRESSES.items() if row is Pages.PAGE])
def test_a_page_sends_strangers_of_a_closed_archive_to_the_sign_in_page(
    client: Client, name: str
) -> None:
    response = client.get(reverse(name, args=ARGUMENTS.get(name)))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/?next=")


def test_tokens_are_looked_at_before_people_are_sent_to_sign_in() -> None:
    order = [each.rpartition(".")[2] for each in settings.MIDDLEWARE]
    expected = ["AuthenticationMiddleware", "Tokens", "RateLimits", "Refusals"]
    assert [each for each in order if each in expected] == expected
    assert "LoginRequiredMiddleware" not in order[: order.index("Refusals")]


def test_addresses_for_programs_say_their_scope() -> None:
    assert {
        name for name, row in ADDRESSES.items() if isinstance(row, Data) and row.in_address
    } == {
        "feed-atom",
        "feed-json",
        "collection-atom",
        "collection-json",
    }
