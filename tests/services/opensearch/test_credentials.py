"""Certificates and passwords: asked for, checked, and never shown."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest.mock import Mock

import pytest
from django.test import Client
from django.test.utils import override_settings

from search.engines.base import EngineAway, State
from search.engines.opensearch import OpenSearchEngine
from search.query.clauses import Query
from tests.search.engines.material import article, found, term
from tests.services.opensearch.conftest import HOSTS
from tests.services.opensearch.tlsproxy import certificate, proxy

PASSWORD = "s3cret/pass@word"
QUOTED = "s3cret%2Fpass%40word"


class Secured(NamedTuple):
    port: int
    ca: Path

    def url(self, prefix: str, *, password: str = QUOTED, ca: Path | None = None) -> str:
        trusted = f"&ca={ca or self.ca}"
        return (
            f"opensearch+https://anna:{password}@127.0.0.1:{self.port}/{prefix}?replicas=0{trusted}"
        )


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    pair = certificate(tmp_path_factory.mktemp("certificate"))
    with proxy(HOSTS, pair, "anna", PASSWORD) as port:
        yield Secured(port, pair[0])


def test_an_index_is_built_and_searched_with_tls_and_a_password(
    secured: Secured, prefixes: Iterator[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    engine = OpenSearchEngine.from_url(secured.url(next(prefixes)))
    with engine.writing():
        engine.rebuild([article(1, "war")])
        engine.update([article(2, "peace")])
    assert found(engine, term("peace")) == [2]
    assert PASSWORD not in caplog.text
    assert QUOTED not in caplog.text


def test_a_wrong_password_is_named_as_such_and_not_shown(
    secured: Secured, prefixes: Iterator[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    engine = OpenSearchEngine.from_url(secured.url(next(prefixes), password="wr0ng-one"))
    with pytest.raises(EngineAway) as caught:
        engine.search(Query())
    assert "refuses the user" in caught.value.problem
    assert engine.status().state is State.AWAY
    assert "wr0ng-one" not in f"{caught.value!r} {caplog.text}"


def test_a_certificate_of_another_authority_is_refused(
    secured: Secured, prefixes: Iterator[str], tmp_path: Path
) -> None:
    other, _ = certificate(tmp_path)
    engine = OpenSearchEngine.from_url(secured.url(next(prefixes), ca=other))
    with pytest.raises(EngineAway, match="certificate") as caught:
        engine.search(Query())
    assert "`ca`" in caught.value.remedy


@pytest.mark.django_db
def test_no_page_shows_the_password(
    secured: Secured,
    prefixes: Iterator[str],
    client: Client,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = secured.url(next(prefixes), password="wr0ng-one")
    monkeypatch.setenv("SEARCH_URL", url)
    client.raise_request_exception = False
    with override_settings(SEARCH_URL=url, DEBUG=True):
        for address in ("/?q=war", "/api/search?q=war", "/healthz", "/export.csv?q=war"):
            assert "wr0ng-one" not in client.get(address).content.decode()
        assert client.get("/export.csv?q=war").status_code == 503
    assert "wr0ng-one" not in caplog.text


@pytest.mark.django_db
def test_an_error_page_of_debug_hides_the_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not a function of this file: the page shows the lines around it.
    failing = Mock(side_effect=RuntimeError("an error in a page"))
    monkeypatch.setattr("search.views.health.standing", failing)
    client.raise_request_exception = False
    url = "opensearch+https://anna:wr0ng-one@h/archive"
    with override_settings(SEARCH_URL=url, DEBUG=True):
        response = client.get("/healthz", SEARCH_URL=url)
    assert response.status_code == 500
    assert "an error in a page" in response.content.decode()
    assert "wr0ng-one" not in response.content.decode()
