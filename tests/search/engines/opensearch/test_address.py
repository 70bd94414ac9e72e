"""What a SEARCH_URL of OpenSearch says, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from search.engines import get_engine
from search.engines.opensearch import OpenSearchEngine
from search.engines.opensearch.address import Address
from search.engines.registry import shown


def test_an_address_has_hosts_a_prefix_and_options(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.touch()
    url = f"opensearch+https://an%40na:p%3A%2F@h1:9201,h2,[::1]:9203/my-archive?ca={ca}&replicas=2"
    assert Address.from_url(f"{url}&shards=3&timeout=5") == Address(
        (("h1", 9201), ("h2", 9200), ("::1", 9203)),
        "my-archive",
        tls=True,
        user="an@na",
        password="p:/",
        ca=str(ca),
        shards=3,
        replicas=2,
        timeout=5.0,
    )
    plain = Address.from_url("opensearch+http://search/archive")
    assert plain == Address((("search", 9200),), "archive", tls=False)


def test_a_password_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("pass:word\n")
    url = f"opensearch+https://anna@h/archive?password_file={tmp_path / 'secret'}"
    address = Address.from_url(url)
    assert (address.user, address.password) == ("anna", "pass:word")
    assert "pass:word" not in repr(address)


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("opensearch+http://h", "ends in /PREFIX"),
        ("opensearch+http://h/", "ends in /PREFIX"),
        ("opensearch+http://h/Archive", "small letters"),
        ("opensearch+http://h/a/b", "small letters"),
        ("opensearch+http:///archive", "needs hosts"),
        ("opensearch+http://h1,,h2/archive", "needs hosts"),
        ("opensearch+http://h:99999/archive", "needs hosts"),
        ("opensearch+http://u:s3cr@t@h:x/archive", "%40"),
        ("opensearch+http://u:s3cr/t@h/archive", "%2F"),
        ("opensearch+http://u:s3cr#t@h/archive", "%23"),
        ("opensearch+http://:s3crt@h/archive", "needs a user"),
        ("opensearch+http://h/archive?replicas=many", "replicas is a whole number from 0 to 10"),
        ("opensearch+http://h/archive?shards=0", "shards is a whole number from 1 to 100"),
        ("opensearch+http://h/archive?replica=1", "no option 'replica'"),
        ("opensearch+http://h/archive?shards=1&shards=2", "each option once"),
        ("opensearch+http://h/archive?ca=/etc/ca.pem", "begins with opensearch+https"),
        ("opensearch+https://h/archive?ca=/nowhere/ca.pem", "cannot be read: /nowhere/ca.pem"),
        ("opensearch+https://u@h/archive?password_file=/nowhere", "cannot be read: /nowhere"),
        ("opensearch+https://u:s3crt@h/archive?password_file=/x", "no other password"),
    ],
)
def test_any_other_address_is_refused_with_a_hint_and_without_its_password(
    settings: Settings, url: str, hint: str
) -> None:
    settings.SEARCH_URL = url
    with pytest.raises(ImproperlyConfigured) as caught:
        get_engine()
    assert hint in str(caught.value)
    assert OpenSearchEngine.address in str(caught.value)
    assert "s3cr" not in str(caught.value)


def test_an_address_is_shown_without_user_and_password() -> None:
    assert shown("opensearch+https://u:p@ss@h1,h2/archive") == "opensearch+https://h1,h2/archive"
    assert shown("whoosh:///srv/index") == "whoosh:///srv/index"
