"""The settings in the environment of an operator, read by a new process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.paths import ROOT
from tests.samples import sampled

SHOW = (
    "import json, newsarchive.settings as s; print(json.dumps([s.DEBUG, s.SECRET_KEY, "
    "s.ALLOWED_HOSTS, str(s.DATABASES['default']['NAME']), s.SEARCH_URL, s.SESSION_COOKIE_SECURE]))"
)


def settings(code: str = SHOW, **environment: str) -> subprocess.CompletedProcess[str]:
    names = ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SEARCH_URL", "ENV_FILE")
    clean = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=clean | {"ENV_FILE": os.devnull} | environment,
        capture_output=True,
        text=True,
    )


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite3"
    debug, _, hosts, *_ = json.loads(settings(SECRET_KEY="s", DATABASE_URL=url).stdout)
    assert debug is False
    assert hosts == ["localhost", "127.0.0.1", "[::1]"]


def test_without_a_secret_key_it_says_how_to_get_one() -> None:
    done = settings()
    assert done.returncode != 0
    assert "SECRET_KEY is not set. `python3 dev.py setup` writes one" in done.stderr


def test_the_command_line_says_it_without_a_traceback() -> None:
    done = settings(
        "import sys; sys.argv = ['manage.py', 'migrate']; import manage; manage.main()",
        DJANGO_SETTINGS_MODULE="newsarchive.settings",
    )
    assert done.returncode != 0
    assert done.stderr.startswith("There is an error in the settings: SECRET_KEY is not set.")


def test_the_index_is_beside_the_database_by_default(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/archive.sqlite3"
    shown = json.loads(settings(SECRET_KEY="s", DATABASE_URL=url).stdout)
    assert shown[3] == f"{tmp_path}/deep/archive.sqlite3"
    assert shown[4] == f"whoosh://{tmp_path}/deep/index"


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"SECRET_KEY=file\nDEBUG=on\nDATABASE_URL=sqlite:///{tmp_path}/a.sqlite3\n")
    shown = json.loads(settings(ENV_FILE=str(file), SECRET_KEY="real").stdout)
    assert shown[:2] == [False, "real"], "only a process asks for debug pages, not the file"


def test_cookies_are_secure_behind_https(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite3"
    done = settings(SECRET_KEY="s", DATABASE_URL=url, CSRF_TRUSTED_ORIGINS="https://a.example")
    assert json.loads(done.stdout)[5] is True


@pytest.mark.slow
def test_a_closed_archive_lets_nobody_read_without_an_account(
    empty_archive: Archive, tmp_path: Path
) -> None:
    archive = empty_archive.copy_to(tmp_path)
    statuses = {"/": 302, "/?q=x": 302, "/api/search?q=x": 401, "/healthz": 200}
    code = (
        "import django; django.setup(); from django.test import Client; "
        "client = Client(headers={'host': 'localhost'}); import json; "
        f"print(json.dumps({{path: client.get(path).status_code for path in {list(statuses)}}}))"
    )
    done = settings(
        code,
        DJANGO_SETTINGS_MODULE="newsarchive.settings",
        SECRET_KEY="s",
        LOGIN_REQUIRED="on",
        DATABASE_URL=archive.environment["DATABASE_URL"],
        SEARCH_URL=archive.search_url,
    )
    assert json.loads(done.stdout or "{}") == statuses, done.stderr


@pytest.mark.parametrize(
    ("typed", "path", "static"),
    [("", None, "/static/"), ("/archive/", "/archive", "/archive/static/")],
    ids=["at the root", "below a path"],
)
def test_a_site_may_have_the_archive_below_a_path(
    tmp_path: Path, typed: str, path: str | None, static: str
) -> None:
    code = (
        "import json, newsarchive.settings as s;"
        "print(json.dumps([s.FORCE_SCRIPT_NAME, s.STATIC_URL]))"
    )
    url = f"sqlite:///{tmp_path}/a.sqlite3"
    done = settings(code, SECRET_KEY="s", DATABASE_URL=url, SCRIPT_NAME=typed)
    assert json.loads(done.stdout) == [path, static]


@pytest.mark.parametrize("typed", sampled(["archive", "//example.org"], ["archive"]))
def test_an_invalid_path_is_refused(tmp_path: Path, typed: str) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite3"
    done = settings(SECRET_KEY="s", DATABASE_URL=url, SCRIPT_NAME=typed)
    assert f"SCRIPT_NAME must be a path such as /archive, not {typed!r}." in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    sampled(
        [
            ("EMAIL_URL", "mail.example.org", "EMAIL_URL must be an address such as smtp+tls://"),
            ("EMAIL_URL", "pigeon://mail.example.org", "EMAIL_URL must be an address such as"),
            ("EMAIL_URL", "smtp://mail.example.org:x", "EMAIL_URL must be an address such as"),
            ("LOGIN_FAILURES", "0", "LOGIN_FAILURES and LOGIN_WAIT must be 1 or more."),
            ("LOGIN_WAIT", "-1", "LOGIN_FAILURES and LOGIN_WAIT must be 1 or more."),
            ("INGEST_NICENESS", "-5", "INGEST_NICENESS must be a number from 0 to 19."),
        ],
        every=4,
    ),
)
def test_a_wrong_setting_of_accounts_is_said(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite3"
    done = settings(SECRET_KEY="s", DATABASE_URL=url, **{name: value})
    assert sentence in done.stderr


def test_an_e_mail_address_sets_the_server_that_sends(tmp_path: Path) -> None:
    code = (
        "import json, newsarchive.settings as s;"
        "print(json.dumps([s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.DEFAULT_FROM_EMAIL]))"
    )
    done = settings(
        code,
        SECRET_KEY="s",
        DATABASE_URL=f"sqlite:///{tmp_path}/a.sqlite3",
        EMAIL_URL="smtp+tls://ada:secret@mail.example.org:587",
        DEFAULT_FROM_EMAIL="archive@example.org",
    )
    assert json.loads(done.stdout) == ["mail.example.org", 587, True, "archive@example.org"]
