"""With SECOND_FACTOR=on, staff give a code of an authenticator app; off, nothing of it is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from base64 import b32decode
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django_otp.oath import totp

from tests.archive import Archive
from tests.newsarchive.accounts.serving import Browser, Page, served
from tests.paths import ROOT

#: An optional extra, tested in processes of its own.
pytestmark = pytest.mark.slow

ON = {"SECOND_FACTOR": "on"}
PASSWORD = "a long enough phrase"
_KEY = re.compile(r"<code>([A-Z2-7]{32})</code>")
PEOPLE = """
from django.contrib.auth.models import User
from newsarchive.accounts import roles
from newsarchive.accounts.models import Token
for name, role in (("edda", "editor"), ("egon", "editor"), ("ada", "administrator"), ("rita", "reader")):
    user = User.objects.create(username=name, password=%r)
    roles.give(user, roles.Role(role))
print(Token.make(User.objects.get(username="edda"), "cron", ["search", "monitor"])[1])
"""


def run(archive: Archive, code: str, **settings: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT, env=archive.environment | settings, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def archive(empty_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return empty_archive.copy_to(tmp_path_factory.mktemp("factor"))


@pytest.fixture(scope="module")
def server(archive: Archive) -> Iterator[str]:
    with served(archive, **ON) as url:
        yield url


@pytest.fixture(scope="module")
def secret(archive: Archive, server: str) -> str:
    """The secret of edda's token; makes all accounts."""
    hasher = PBKDF2PasswordHasher()
    encoded = hasher.encode(PASSWORD, hasher.salt(), iterations=1000)
    return run(archive, PEOPLE % encoded, **ON).strip()


def code_of(key: str, steps: int = 0) -> str:
    """The code that an app shows, or one of some steps of half a minute later."""
    return f"{totp(b32decode(key), drift=steps):06d}"


def key_on(page: Page) -> str:
    found = _KEY.search(page.text)
    assert found, page.text
    return found[1]


def test_staff_set_up_an_app_and_then_give_codes(server: str, secret: str) -> None:
    edda = Browser(server)
    page = edda.sign_in("edda", PASSWORD, "/admin/articles/outlet/")
    assert "/accounts/second-factor/?next=/admin/articles/outlet/" in page.url
    key = key_on(page)
    assert 'src="data:image/svg+xml' in page.text
    assert key_on(edda.get("/accounts/second-factor/")) == key

    wrong = edda.send(page, code="000000", next="/admin/articles/outlet/")
    assert "This code is wrong" in wrong.text
    time.sleep(1.1)  # the wait after a wrong code
    first = code_of(key)
    page = edda.send(wrong, code=first, next="/admin/articles/outlet/")
    assert (page.status, page.url) == (200, f"{server}/admin/articles/outlet/")

    # Somewhere else, the password alone opens nothing, and a code that was used works no more.
    again = Browser(server)
    page = again.sign_in("edda", PASSWORD)
    assert "Give the code that your authenticator app shows" in page.text
    assert key not in page.text
    for path in ("/", "/admin/", "/accounts/", "/accounts/tokens/", "/accounts/password/"):
        assert "/accounts/second-factor/" in again.get(path).url
    data = again.get("/api/search?q=x")
    assert (data.status, data.text[:10]) == (403, "First give")
    page = again.send(page, code=first)
    assert "was used already" in page.text
    time.sleep(1.1)
    page = again.send(page, code=f" {code_of(key, 1)[:3]} {code_of(key, 1)[3:]} ")
    assert page.url == f"{server}/accounts/"
    assert again.get("/admin/").status == 200


def test_wrong_codes_must_wait(server: str, secret: str) -> None:
    egon = Browser(server)
    page = egon.sign_in("egon", PASSWORD)
    key = key_on(page)
    for _ in range(3):
        page = egon.send(page, code="000000")
    page = egon.send(page, code=code_of(key))
    assert "Too many wrong codes: wait a little" in page.text


def test_readers_and_tokens_are_not_asked(server: str, secret: str) -> None:
    rita = Browser(server)
    assert rita.sign_in("rita", PASSWORD, "/accounts/tokens/").url == f"{server}/accounts/tokens/"
    assert "/accounts/second-factor/" not in rita.get("/").url
    program = Browser(server)
    answer = program.get("/export.nothing", Authorization=f"Bearer {secret}")
    assert answer.status == 404


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/"])
def test_the_page_leads_nowhere_else(server: str, secret: str, path: str) -> None:
    egon = Browser(server)
    page = egon.sign_in("egon", PASSWORD)
    page = egon.get(f"/accounts/second-factor/?next={path}")
    assert "evil" not in page.text.split("<main")[1]


def test_a_lost_app_is_removed_by_an_administrator_or_an_operator(
    archive: Archive, server: str, secret: str
) -> None:
    ada = Browser(server)
    page = ada.sign_in("ada", PASSWORD, "/accounts/people/")
    people = ada.send(page, code=code_of(key_on(page)), next="/accounts/people/")
    number = re.search(r'/accounts/people/(\d+)/"><strong>edda', people.text)
    assert number
    run(archive, """
from django.contrib.auth.models import User
from django_otp.plugins.otp_totp.models import TOTPDevice
TOTPDevice.objects.all().filter(user__username="edda").delete()
TOTPDevice.objects.create(user=User.objects.get(username="edda"), name="lost", confirmed=True)
""", **ON)  # fmt: skip
    page = ada.get(f"/accounts/people/{number[1]}/")
    page = ada.send(page, act="factor")
    assert "edda sets up another authenticator app" in page.text
    assert "Remove the authenticator app" not in page.text
    assert _KEY.search(Browser(server).sign_in("edda", PASSWORD).text)

    done = archive.manage("second_factor", "remove", "ada", **ON)
    assert "The authenticator app of 'ada' was removed." in done.stderr
    assert "/accounts/second-factor/" in ada.get("/accounts/people/").url


def test_an_app_shows_whose_account_it_is(archive: Archive) -> None:
    code = (
        "from django.contrib.auth.models import User\n"
        "from django_otp.plugins.otp_totp.models import TOTPDevice\n"
        "print(TOTPDevice(user=User(username='edda')).config_url)"
    )
    shown = run(archive, code, **ON)
    assert shown.startswith("otpauth://totp/News%20archive%3Aedda?"), shown


def test_it_adds_one_address_and_backups_leave_its_keys_out(archive: Archive) -> None:
    code = """
import json
from django.urls import get_resolver
from newsarchive.accounts.addresses import ADDRESSES
from newsarchive.operations.contents import CONTENTS, LeftOut, stored_models
names = {p.name for r in get_resolver().url_patterns for p in getattr(r, "url_patterns", [r])
         if getattr(r, "namespace", None) != "admin"}
kept = [m._meta.label_lower for m in stored_models()
        if m._meta.app_label == "otp_totp" and not isinstance(CONTENTS[m._meta.label_lower], LeftOut)]
print(json.dumps([sorted(names - ADDRESSES.keys()), kept]))
"""
    added, kept = json.loads(run(archive, code, **ON))
    assert added == ["second-factor"]
    assert kept == []


def test_off_means_not_imported(archive: Archive) -> None:
    code = """
import sys
from django.test import Client
assert Client(headers={"host": "localhost"}).get("/accounts/login/").status_code == 200
print([name for name in sys.modules if name.split(".")[0] in ("django_otp", "segno", "allauth")])
"""
    assert run(archive, code).strip() == "[]"


def test_without_its_packages_the_setting_says_what_to_type(archive: Archive) -> None:
    code = (
        "import importlib.util, sys; found = importlib.util.find_spec;"
        "importlib.util.find_spec = lambda name: None if name == 'segno' else found(name);"
        "import newsarchive.settings"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=archive.environment | ON, capture_output=True, text=True,
    )  # fmt: skip
    assert "SECOND_FACTOR needs more packages. Type: python3 -m pip" in done.stderr
    assert "requirements-extras.txt" in done.stderr
    assert (ROOT / "requirements-extras.txt").exists()
