"""The settings of the database, from DATABASE_URL and the settings beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from newsarchive.databasesettings import checked, postgresql
from tests.newsarchive.test_settings import settings as in_a_process

URL = "postgres://ana:secret@db.example.org:5433/archive"


def read(url: str, **options: Any) -> dict[str, Any]:
    database = checked(environ.Env.db_url_config(url))
    return postgresql(database, **{"pool": 0, "seconds": 0, "pooler": False} | options)


def test_an_address_of_postgresql_is_read() -> None:
    found = read(URL)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    names = ("HOST", "PORT", "NAME", "USER", "PASSWORD")
    parts = ("db.example.org", 5433, "archive", "ana", "secret")
    assert tuple(found[name] for name in names) == parts


def test_connections_are_kept_and_looked_at_before_they_are_used_again() -> None:
    found = read(URL)
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)
    assert not found["DISABLE_SERVER_SIDE_CURSORS"]
    assert found["OPTIONS"]["options"] == "-c lock_timeout=20000"


def test_threads_may_share_connections() -> None:
    found = read(URL, pool=8)
    assert found["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 8, "timeout": 5}
    assert found["CONN_MAX_AGE"] == 0, "Django refuses a pool of connections that are kept"


def test_long_statements_may_be_ended() -> None:
    assert "-c statement_timeout=1500" in read(URL, seconds=1.5)["OPTIONS"]["options"]


def test_threads_do_not_wait_for_ever_for_a_server_that_says_nothing() -> None:
    found = read(URL, pool=8, seconds=1.5)["OPTIONS"]["pool"]
    assert found["connection_class"].patience == 6.5


def test_a_pooler_gets_no_options_of_a_session_and_no_cursors_of_the_server() -> None:
    found = read(URL, pooler=True)
    assert found["DISABLE_SERVER_SIDE_CURSORS"]
    assert "options" not in found["OPTIONS"]


def test_the_address_may_have_options_of_its_own() -> None:
    found = read(f"{URL}?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=2")
    names = ("sslmode", "sslrootcert", "connect_timeout")
    assert [found["OPTIONS"][name] for name in names] == ["verify-full", "/etc/ca.pem", 2]


@pytest.mark.parametrize("options", [{"pool": -1}, {"seconds": -1}])
def test_negative_numbers_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ImproperlyConfigured, match="must be 0 or more"):
        read(URL, **options)


@pytest.mark.parametrize("url", ["mysql://a@b/c", "oracle://a@b/c"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"sqlite:.* or postgres:"):
        read(url)


def test_with_postgresql_the_index_must_be_named() -> None:
    done = in_a_process(SECRET_KEY="s", DATABASE_URL=URL)
    assert done.returncode != 0
    assert "With PostgreSQL, SEARCH_URL must say where the index is" in done.stderr


@pytest.mark.parametrize(("imports", "pool"), [("", "None"), ("newsarchive.wsgi, ", "8")])
def test_only_the_web_server_shares_connections(tmp_path: Path, imports: str, pool: str) -> None:
    code = (
        f"import {imports}newsarchive.settings as s; "
        "print((s.DATABASES['default']['OPTIONS'].get('pool') or {}).get('max_size'))"
    )
    done = in_a_process(
        code,
        DJANGO_SETTINGS_MODULE="newsarchive.settings",
        SECRET_KEY="s",
        DATABASE_URL=URL,
        SEARCH_URL=f"whoosh://{tmp_path}/index",
        UPLOAD_FOLDER=str(tmp_path / "uploads"),
    )
    assert done.stdout.strip() == pool, done.stderr
