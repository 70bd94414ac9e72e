"""What an operator gets by default, in processes of their own: debug pages, https, and the checks."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.paths import ROOT
from tests.ports import free_port
from tests.samples import sampled

DEBUG_PAGE = "Using the URLconf defined in"
HTTPS = {"CSRF_TRUSTED_ORIGINS": "https://archive.example.org"}
STRONG = "x" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def environment(empty_archive: Archive, tmp_path: Path) -> dict[str, str]:
    """An archive whose file of settings asks for debug pages, as earlier versions wrote it."""
    archive = empty_archive.copy_to(tmp_path)
    file = tmp_path / "settings"
    file.write_text(f"DEBUG=on\nSECRET_KEY={STRONG}\n")
    clean = {name: value for name, value in archive.environment.items() if name != "SECRET_KEY"}
    return clean | {"ENV_FILE": str(file), "LOG_LEVEL": "CRITICAL"}


@contextmanager
def serving(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline:
                with socket.socket() as probe:
                    if not probe.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def missing_page(port: int) -> str:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/no/such/page", timeout=120)
    except urllib.error.HTTPError as error:
        assert error.code == 404
        return error.read().decode()
    raise AssertionError("the page exists")


@pytest.mark.parametrize(
    ("server", "asked", "is_debug"),
    sampled(
        [
            ("gunicorn", {}, False),
            ("gunicorn", {"DEBUG": "on"}, True),
            ("runserver", {}, True),
            ("runserver", {"DEBUG": "off"}, False),
        ],
        every=2,
    ),
    ids=["gunicorn", "gunicorn, asked by name", "runserver", "runserver, asked not to"],
)
def test_debug_pages_are_only_shown_by_runserver_or_if_asked_by_name(
    environment: dict[str, str], server: str, asked: dict[str, str], is_debug: bool
) -> None:
    port = free_port()
    address = f"127.0.0.1:{port}"
    commands = {
        "gunicorn": ["-m", "gunicorn", "--bind", address, "newsarchive.wsgi"],
        "runserver": ["manage.py", "runserver", address, "--noreload"],
    }
    with serving(commands[server], port, environment | asked):
        assert (DEBUG_PAGE in missing_page(port)) is is_debug


def check(environment: dict[str, str], **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment | settings, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("settings", sampled([HTTPS | {"ALLOWED_HOSTS": "archive.example.org"}, {}], every=2),
                         ids=["behind https", "on this machine"])  # fmt: skip
def test_a_deployment_has_no_warning(environment: dict[str, str], settings: dict[str, str]) -> None:
    done = check(environment, **settings)
    assert done.returncode == 0, done.stderr
    # Three are silenced or more, but none unknown to Django.
    assert "no issues" in done.stdout + done.stderr


@pytest.mark.slow
def test_other_hosts_without_https_are_warned_of(environment: dict[str, str]) -> None:
    done = check(environment, ALLOWED_HOSTS="localhost,archive.lan")
    assert done.returncode != 0
    assert (
        "(newsarchive.W001) Passwords and sessions of archive.lan cross the network" in done.stderr
    )
    assert "CSRF_TRUSTED_ORIGINS=https://archive.lan" in done.stderr


#: What a request asks for: a path, and the scheme that the proxy says.
Asked = tuple[str, str]
ASKED: dict[Asked, list[str]] = {
    ("/accounts/login/", "https"): ["200", "-", "max-age=2592000", "0"],
    ("/?q=x", "http"): ["301", "https://archive.example.org/?q=x", "-", "0"],
    ("/healthz", "http"): ["200", "-", "-", "0"],
}


def answers(environment: dict[str, str], *asked: Asked) -> list[list[str]]:
    """The status, Location, Strict-Transport-Security, and the number of cookies not secure of
    each answer of one process."""
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        f"for path, scheme in {asked!r}:\n"
        "    r = Client().get(path, headers={'host': 'archive.example.org',\n"
        "                                    'x_forwarded_proto': scheme})\n"
        "    print(r.status_code, r.headers.get('Location', '-'),\n"
        "          r.headers.get('Strict-Transport-Security', '-'),\n"
        "          sum(not c['secure'] for c in r.cookies.values()), sep='|')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True,
        env=environment | HTTPS | {"ALLOWED_HOSTS": "archive.example.org"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [line.split("|") for line in done.stdout.strip().splitlines()]


def test_https_brings_hsts_secure_cookies_and_a_redirect(environment: dict[str, str]) -> None:
    assert answers(environment, *ASKED) == list(ASKED.values())


@pytest.mark.slow
def test_hsts_is_a_setting(environment: dict[str, str]) -> None:
    (found,) = answers(environment | {"HSTS_SECONDS": "0"}, ("/accounts/login/", "https"))
    assert found[2] == "-"


@pytest.mark.slow
def test_https_is_only_believed_from_the_proxy(environment: dict[str, str]) -> None:
    (found,) = answers(environment | {"TRUSTED_PROXIES": "10.0.0.1"}, ("/?q=x", "https"))
    assert found[0] == "301"
