"""The network between the archive and PostgreSQL is slow, cut, or silent."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, cast

import pytest

from tests.deploy.server import Server, serving
from tests.services.archives import FILES, PostgresArchive, answer, captures, until
from tests.services.patience import PATIENCE
from tests.services.postgres import Postgres
from tests.services.proxy import Network, Proxy, proxied

pytestmark = pytest.mark.services

PAGES: Final = ("/", "/?q=ship", "/archive/", "/api/search?q=ship", "/readyz", "/healthz")
#: Seconds in which a page has to answer: those of a statement and of the grace after it, and as
#: many for a machine with much else to do.
BOUND: Final = 20 * PATIENCE


@pytest.fixture(scope="module")
def cut(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresArchive]:
    """An archive whose processes reach the server through ``network``."""
    folder = tmp_path_factory.mktemp("archives") / f"cut_{random.randrange(10**9)}"
    made = PostgresArchive.make(server, folder)
    made.done("migrate")
    made.done("ingest", "seeds")
    yield made


@pytest.fixture(scope="module")
def network(server: Postgres) -> Iterator[Proxy]:
    with proxied(server.port) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def web(cut: PostgresArchive, network: Proxy) -> Iterator[Server]:
    behind = cast(Any, cut.behind(network.port))
    with serving(behind, WEB_WORKERS="1", DATABASE_SECONDS="3") as served:
        yield served
    assert "Traceback" not in served.log.read_text()


def asked(web: Server) -> dict[str, tuple[int, str, float]]:
    """The status, the body and the seconds of each page, asked for at once."""

    def ask(path: str) -> tuple[int, str, float]:
        began = time.monotonic()
        status, body = answer(web, path)
        return status, body, time.monotonic() - began

    with ThreadPoolExecutor(len(PAGES)) as pool:
        return dict(zip(PAGES, pool.map(ask, PAGES), strict=True))


def is_well(web: Server) -> bool:
    return all(status == 200 for status, _, _ in asked(web).values())


@pytest.mark.parametrize("state", [Network.RESET, Network.SILENT, Network.REFUSED])
def test_pages_say_in_time_that_the_archive_is_away_and_heal(
    web: Server, network: Proxy, state: Network
) -> None:
    until(lambda: is_well(web))
    network.become(state)
    try:
        for path, (status, body, seconds) in asked(web).items():
            assert status == 503, (path, status, body[:200])
            assert seconds < BOUND, path
            if path not in ("/readyz", "/healthz"):
                assert "Nothing is lost; try again shortly." in body
    finally:
        network.become(Network.WELL)
    until(lambda: is_well(web))


def test_a_slow_network_makes_pages_slow_and_not_wrong(web: Server, network: Proxy) -> None:
    until(lambda: is_well(web))
    network.become(Network.SLOW)
    try:
        assert is_well(web)
    finally:
        network.become(Network.WELL)


def test_a_network_that_changes_in_the_middle_of_requests_gives_pages_or_503(
    web: Server, network: Proxy
) -> None:
    until(lambda: is_well(web))
    over = threading.Event()
    found: list[tuple[int, str, float]] = []

    def read() -> None:
        while not over.is_set():
            found.extend(asked(web).values())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(6):
            network.become(random.choice([Network.RESET, Network.SILENT, Network.REFUSED]))
            time.sleep(random.uniform(0, 2))
            network.become(random.choice([Network.WELL, Network.SLOW]))
            time.sleep(random.uniform(0, 2))
    finally:
        network.become(Network.WELL)
        over.set()
        reader.join()
    assert {status for status, _, _ in found} <= {200, 503}
    assert max(seconds for _, _, seconds in found) < BOUND
    until(lambda: is_well(web))


@pytest.mark.parametrize("state", [Network.RESET, Network.SILENT])
def test_an_ingest_that_is_cut_off_says_so_and_the_next_one_does_the_rest(
    cut: PostgresArchive, network: Proxy, tmp_path: Path, state: Network
) -> None:
    before = cut.count("articles_article")
    folder = captures(tmp_path, before)
    ingest = cut.behind(network.port).start("ingest", "--json", folder)
    until(lambda: cut.count("articles_article") > before)
    network.become(state)
    time.sleep(1)
    network.become(Network.WELL)
    out, err = ingest.communicate(timeout=120)
    assert "Traceback" not in err
    lines = [json.loads(line) for line in out.splitlines()]
    assert {each["source"] for each in lines if each["outcome"] == "created"} <= cut.paths()
    cut.done("ingest", folder)
    assert cut.count("articles_article") == before + FILES
    cut.done("reindex", "--check")
