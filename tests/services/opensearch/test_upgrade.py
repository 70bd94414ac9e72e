"""A version with another schema takes over while the archive is served."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from benchmarks import killedarchive
from benchmarks.killedchanges import ARTICLES, saved
from tests.deploy.server import Server, serving
from tests.services import postgres
from tests.services.archives import PostgresArchive, answer, captures
from tests.services.opensearch.conftest import HOSTS

pytestmark = pytest.mark.skipif(not postgres.programs(), reason="PostgreSQL is not installed")

FILES = 20
SEARCH = "/api/search?q=ferry+late"


@pytest.fixture
def older(tmp_path: Path) -> Iterator[PostgresArchive]:
    """An archive of an older version."""
    name = f"upgrade_{random.randrange(10**9)}"
    url = f"opensearch+http://{HOSTS}/{name}?replicas=0"
    with postgres.postgres() as server:
        archive = PostgresArchive.make(server, tmp_path / name, url)
        archive = archive.of_version("tests.services.opensearch.olderversion")
        archive.done("migrate")
        archive.done("ingest", captures(archive.folder, 0, FILES))
        yield archive


def edited(web: Server, session: str, headline: str) -> None:
    browser = killedarchive.Server(web.port, cast(Any, None), session)
    request = saved(f"{ARTICLES}1/change/", "version", headline=headline)
    assert browser.post(*request(browser)) == 302


def found(web: Server, search: str) -> int:
    status, body = answer(web, search)
    assert status == 200, body
    return int(json.loads(body)["total"])


def test_no_answer_is_wrong_while_a_newer_version_takes_over(older: PostgresArchive) -> None:
    newer = older.of_version("newsarchive.settings")
    session = older.signed_in()
    answers: list[tuple[int, str]] = []
    over = threading.Event()
    with serving(cast(Any, older), WEB_WORKERS="1") as before:

        def ask() -> None:
            while not over.is_set():
                answers.append(answer(before, SEARCH))

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            # The newer version does not read what it did not write, and leaves it alone.
            assert "another version" in newer.manage("reindex", "--check").stderr
            edited(before, session, "Lighthouse of the old version")
            assert found(before, "/api/search?q=lighthouse") == 1
            newer.done("reindex")
            # The older version goes on for readers of articles, and for editors.
            status, page = answer(before, "/?q=ferry")
            assert status == 503
            assert "Start this process again" in page
            edited(before, session, "Lighthouse of both versions")
            for command in (["drain"], ["reindex", "--if-needed"], ["reindex", "--check"]):
                ended = older.manage(*command)
                assert ended.returncode == 1, command
                assert "newer version" in ended.stderr, command
        finally:
            over.set()
            asking.join()
        with serving(cast(Any, newer), WEB_WORKERS="1") as after:
            newer.done("drain")
            assert found(after, SEARCH) == FILES
            assert found(after, "/api/search?q=%22both+versions%22") == 1
            newer.done("reindex", "--check")
    assert {status for status, _ in answers} == {200, 503}
    assert {json.loads(body)["total"] for status, body in answers if status == 200} == {FILES}
