"""The address of the client, with and without proxies in front."""

from __future__ import annotations

import logging
import subprocess
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from newsarchive.doors.proxies import HEADERS, TrustedProxies, client_address, trust
from tests.newsarchive.test_settings import settings

PROXIES = ["127.0.0.1", "10.0.0.0/8", "2001:db8::1"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.2.3.4", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9,10.2.3.4 , 10.9.9.9", "203.0.113.9"),
        ("127.0.0.1", "10.2.3.4", "10.2.3.4"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, <script>", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "203.0.113.9, " + "10.1.1.1, " * 50 + "10.1.1.1", "10.1.1.1"),
    ],
)
def test_the_client_is_the_last_address_that_is_no_trusted_proxy(
    peer: str, forwarded: str, client: str
) -> None:
    assert client_address(peer, forwarded, trust(PROXIES)) == client


@pytest.mark.parametrize(
    ("proxies", "peer", "is_trusted"),
    [
        (PROXIES, "127.0.0.1", True),
        (PROXIES, "10.200.1.1", True),
        (PROXIES, "::ffff:10.200.1.1", True),
        (PROXIES, "11.0.0.1", False),
        (PROXIES, "2001:db8::1", True),
        (PROXIES, "2001:db8::2", False),
        (PROXIES, "", False),
        (["unix"], "", True),
        (["unix"], "127.0.0.1", False),
        ([], "127.0.0.1", False),
        (PROXIES, "no address", False),
    ],
)
def test_only_proxies_that_are_named_are_trusted(
    proxies: list[str], peer: str, is_trusted: bool
) -> None:
    assert trust(proxies)(peer) is is_trusted


def through(peer: str, **headers: Any) -> dict[str, str]:
    """META as a view sees it."""
    seen: dict[str, str] = {}

    def view(request: HttpRequest) -> HttpResponse:
        seen.update({k: v for k, v in request.META.items() if k in (*HEADERS, "REMOTE_ADDR")})
        return HttpResponse()

    TrustedProxies(view)(RequestFactory(REMOTE_ADDR=peer, **headers).get("/"))
    return seen


SENT = dict.fromkeys(HEADERS, "203.0.113.9")


@override_settings(TRUSTED_PROXIES=PROXIES)
def test_a_trusted_proxy_is_believed() -> None:
    assert through("10.0.0.1", **SENT) == {**SENT, "REMOTE_ADDR": "203.0.113.9"}


@override_settings(TRUSTED_PROXIES=PROXIES)
def test_no_header_of_a_proxy_is_believed_from_others() -> None:
    assert through("198.51.100.1", **SENT) == {"REMOTE_ADDR": "198.51.100.1"}


@override_settings(TRUSTED_PROXIES=[])
def test_a_proxy_that_is_not_named_is_reported_once(caplog: pytest.LogCaptureFixture) -> None:
    middleware = TrustedProxies(lambda request: HttpResponse())
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            middleware(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="203.0.113.9"))
    [record] = caplog.records
    assert "X-Forwarded-For from 127.0.0.1 is not believed" in record.message
    assert "TRUSTED_PROXIES" in record.message


def proxies_with(**environment: str) -> subprocess.CompletedProcess[str]:
    code = "import newsarchive.settings as s; print(*s.TRUSTED_PROXIES)"
    return settings(code, SECRET_KEY="s", **environment)


def test_with_https_a_proxy_on_this_machine_is_trusted() -> None:
    assert proxies_with().stdout.strip() == ""
    with_https = proxies_with(CSRF_TRUSTED_ORIGINS="https://archive.example.org")
    assert with_https.stdout.split() == ["127.0.0.1", "::1", "unix"]
    assert proxies_with(TRUSTED_PROXIES="10.0.0.2,unix").stdout.split() == ["10.0.0.2", "unix"]


def test_a_proxy_that_is_no_address_is_refused() -> None:
    assert (
        "TRUSTED_PROXIES: 'proxy.lan' does not appear"
        in proxies_with(TRUSTED_PROXIES="proxy.lan").stderr
    )
