"""Nodes are killed at random moments of ingests, edits and searches; pages go on.

NODE_KILLS says how often; with ``--log-cli-level=INFO`` the figures are shown.
"""

from __future__ import annotations

import json
import logging
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import pytest

from tests.deploy.server import serving
from tests.services import postgres
from tests.services.archives import PostgresArchive, answer, captures, until
from tests.services.opensearch.nodes import Nodes, nodes
from tests.services.patience import PATIENCE
from tests.services.readers import Readers

pytestmark = pytest.mark.skipif(not postgres.programs(), reason="PostgreSQL is not installed")

logger = logging.getLogger(__name__)

KILLS: Final = int(os.environ.get("NODE_KILLS", "1"))
FILES: Final = 60
SEARCH: Final = "/api/search?q=ferry+late"


@dataclass
class Counting(Readers):
    """Also compares totals with the number of articles that may be found: ``least`` to ``most``."""

    least: int = 0
    most: int = 0

    def examine(self, path: str, body: str) -> None:
        if path == SEARCH:
            # What is found can only have become more while it was asked for.
            total = json.loads(body)["total"]
            if not self.least <= total <= self.most:
                self.faults.append(f"{total} articles instead of {self.least} to {self.most}")


@pytest.fixture(scope="module")
def three() -> Iterator[Nodes]:
    with nodes(3) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def database() -> Iterator[postgres.Postgres]:
    with postgres.postgres() as started:
        yield started


@pytest.fixture
def archive(three: Nodes, database: postgres.Postgres, tmp_path: Path) -> PostgresArchive:
    name = f"nodes_{random.randrange(10**9)}"
    url = f"opensearch+http://{three.hosts}/{name}?shards=3&replicas=1"
    made = PostgresArchive.make(database, tmp_path / name, url)
    made.done("migrate")
    made.done("ingest", "seeds")
    return made


@pytest.mark.parametrize("which", ["another", "the manager"])
def test_one_of_three_nodes_dies_and_nothing_is_lost_or_wrong(
    three: Nodes, archive: PostgresArchive, which: str
) -> None:
    three.wait("green")
    began = time.monotonic()
    archive.done("ingest", captures(archive.folder, 0, FILES))
    seconds = time.monotonic() - began
    session = archive.signed_in()
    with serving(cast(Any, archive), WEB_WORKERS="2") as web:
        readers = Counting(web, session, ("ry again", "nodes", "OpenSearch"))
        readers.least = readers.most = FILES
        with readers.at_work():
            for number in range(1, KILLS + 1):
                readers.most = (number + 1) * FILES
                folder = captures(archive.folder, number * FILES, FILES)
                ingest = archive.start("ingest", "--json", folder)
                time.sleep(random.uniform(0.2, 1.2) * seconds)
                manager = three.manager()
                killed = manager if which == "the manager" else (manager + 1) % 3
                three.kill(killed)
                out, err = ingest.communicate(timeout=300)
                assert "Traceback" not in err
                assert out.count('"created"') == FILES
                # One that comes while people edit, or nobody can write, says so and is repeated.
                until(lambda: archive.manage("drain").returncode == 0, seconds=120)
                readers.least = (number + 1) * FILES
                three.start()
                three.wait("green")
                logger.info(
                    "kill %s of %s: %s, longest outage %.1f s, slowest answer %.1f s",
                    *(number, which, dict(readers.statuses)),
                    *(readers.longest_outage, readers.slowest),
                )
        assert readers.faults == []
        assert readers.statuses["search", 200]
        assert readers.statuses["edit", 302]
        # Searches are answered by the other copies; docs/operations.md has what was measured.
        assert readers.longest_outage < 2 * PATIENCE
        rows = archive.server.execute(
            archive.database, "SELECT id, headline FROM articles_article WHERE id <= 5"
        )
        assert readers.lost(dict(rows)) == []
        assert archive.count("articles_article") == (KILLS + 1) * FILES + 5
        archive.done("drain")
        archive.done("reindex", "--check")
        status, body = answer(web, SEARCH)
        assert (status, json.loads(body)["total"]) == (200, (KILLS + 1) * FILES)
    assert "Traceback" not in web.log.read_text()


def test_without_all_nodes_pages_say_so_and_heal_by_themselves(
    three: Nodes, archive: PostgresArchive
) -> None:
    archive.done("ingest", captures(archive.folder, 0, FILES))
    with serving(cast(Any, archive), WEB_WORKERS="1") as web:
        for number in range(3):
            three.kill(number)
        until(lambda: answer(web, "/?q=ferry")[0] == 503)
        _, page = answer(web, "/?q=ferry")
        assert "Nothing has to be rebuilt" in page
        # The table still knows headlines.
        assert "leaves the harbour late" in page
        assert answer(web, "/archive/")[0] == 200
        # What is added meanwhile waits.
        added = archive.manage("ingest", captures(archive.folder, FILES, FILES))
        assert "Traceback" not in added.stderr
        assert archive.count("articles_article") == 2 * FILES + 5
        three.start()
        until(lambda: answer(web, SEARCH)[0] == 200, seconds=120)
        archive.done("drain")
        assert json.loads(answer(web, SEARCH)[1])["total"] == 2 * FILES
        archive.done("reindex", "--check")
    assert "Traceback" not in web.log.read_text()
