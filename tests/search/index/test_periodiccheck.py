"""The thread that reads the files of the index again while the archive is served."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from search.engines import get_engine
from search.engines.base import State
from search.index import periodiccheck
from search.index.agreement import DISAGREED, standing
from tests.search.index.test_agreement import CASES

pytestmark = pytest.mark.django_db(transaction=True)


def _damage(index: Path) -> None:
    (path,) = list(index.glob("gen-*/*.pst"))[:1]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def test_damage_to_an_open_index_is_found_and_announced(
    seeds: object, index_folder: Path, client: Client
) -> None:
    assert client.get("/?q=idlib").status_code == 200
    periodiccheck.look()
    assert client.get("/?q=idlib").status_code == 200
    _damage(index_folder)
    periodiccheck.look()
    assert client.get("/?q=idlib").status_code == 503
    assert client.get("/healthz").status_code == 503
    page = client.get("/outlets/")
    assert page.status_code == 200
    assert "The search index is damaged." in page.text
    get_engine().rebuild([])


@pytest.fixture
def thread(settings: Settings) -> Iterator[None]:
    """The next request starts the thread, which ends with the test."""
    settings.INDEX_CHECK_EVERY = 0.2
    yield
    periodiccheck.stop()
    for each in threading.enumerate():
        if each.name == "index watch":
            each.join(timeout=20)
    DISAGREED.clear()


def test_the_first_request_starts_one_thread_that_finds_damage(
    seeds: object, index_folder: Path, client: Client, thread: None
) -> None:
    for _ in range(3):
        client.get("/?q=idlib")
    assert [each.name for each in threading.enumerate()].count("index watch") == 1
    _damage(index_folder)
    assert _until(lambda: client.get("/?q=idlib").status_code == 503)


def test_a_search_wakes_it_and_a_small_archive_is_healed(
    seeds: object, index_folder: Path, tmp_path: Path, client: Client, thread: None,
    settings: Settings,
) -> None:  # fmt: skip
    settings.INDEX_CHECK_EVERY = 3600
    make, _ = CASES["an older database"]
    make(tmp_path, index_folder)
    assert client.get("/?q=idlib").status_code == 503
    assert _until(lambda: standing().state is State.READY)
    assert client.get("/?q=idlib").status_code == 200
