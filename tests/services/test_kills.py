"""PostgreSQL is killed at random moments of ingests, edits and searches.

DATABASE_KILLS says how often; the more, the rarer the moments that are met. With
``--log-cli-level=INFO`` it says how soon pages were back.
"""

from __future__ import annotations

import json
import logging
import os
import random
import time
from typing import Any, Final, cast

import pytest

from tests.deploy.server import serving
from tests.services.archives import FILES, PostgresArchive, answer, captures, until
from tests.services.patience import PATIENCE
from tests.services.readers import Readers

pytestmark = pytest.mark.services

logger = logging.getLogger(__name__)

KILLS: Final = int(os.environ.get("DATABASE_KILLS", "3"))
#: Seconds in which a page has to answer, on a machine with much else to do.
BOUND: Final = 30 * PATIENCE


def kill_in_the_middle(archive: PostgresArchive, number: int, moment: float) -> None:
    """Kill the server so many seconds after an ingest began, and ingest what is missing."""
    folder = captures(archive.folder, number * FILES)
    ingest = archive.start("ingest", "--json", folder)
    time.sleep(moment)
    archive.server.kill()
    time.sleep(random.random())
    archive.server.start()
    out, err = ingest.communicate(timeout=120)
    assert "Traceback" not in err
    lines = [json.loads(line) for line in out.splitlines() if line.endswith("}")]
    stored = {each["source"] for each in lines if each["outcome"] == "created"}
    assert stored <= archive.paths(), "what was reported as stored is lost"
    archive.done("ingest", folder)
    assert archive.count("articles_article") == (number + 1) * FILES + 5


def test_nothing_that_was_acknowledged_is_lost_and_pages_say_what_is_wrong(
    archive: PostgresArchive,
) -> None:
    archive.done("ingest", "seeds")
    began = time.monotonic()
    archive.done("ingest", captures(archive.folder, 0))
    seconds = time.monotonic() - began
    session = archive.signed_in()
    with serving(cast(Any, archive), WEB_WORKERS="2") as web:
        readers = Readers(web, session)
        with readers.at_work():
            for number in range(1, KILLS + 1):
                kill_in_the_middle(archive, number, random.uniform(0.2, 1.2) * seconds)
                back = time.monotonic()
                until(lambda: answer(web, "/archive/")[0] == 200)
                logger.info("kill %s: pages %.1f s later", number, time.monotonic() - back)
        logger.info("%s, slowest %.1f s", dict(readers.statuses), readers.slowest)
        assert not readers.faults
        assert readers.slowest < BOUND
        assert readers.statuses["search", 200]
        assert readers.statuses["edit", 302]
        rows = archive.server.execute(
            archive.database, "SELECT id, headline FROM articles_article WHERE id <= 5"
        )
        assert readers.lost(dict(rows)) == []
        archive.done("drain")
        archive.done("reindex", "--check")
        status, body = answer(web, "/api/search?q=ferry+late")
        assert (status, json.loads(body)["total"]) == (200, (KILLS + 1) * FILES)
    assert "Traceback" not in web.log.read_text()
