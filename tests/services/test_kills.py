"""PostgreSQL is killed at random moments of ingests, edits and searches.

DATABASE_KILLS says how often; the more, the rarer the moments that are met. With
``--log-cli-level=INFO`` it says how soon pages were back.
"""

from __future__ import annotations

import http.client
import json
import logging
import os
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final, cast

import pytest

from benchmarks import killedarchive
from benchmarks.killedchanges import ARTICLES, saved
from tests.deploy.server import Server, serving
from tests.services.archives import FILES, PostgresArchive, answer, captures, until

pytestmark = pytest.mark.services

logger = logging.getLogger(__name__)

KILLS: Final = int(os.environ.get("DATABASE_KILLS", "3"))
#: Seconds in which a page has to answer, on a machine with much else to do.
BOUND: Final = 30
PAGES: Final = ("/", "/?q=ship", "/archive/", "/api/search?q=ferry+late", "/?q=ferry&page=2")


@dataclass
class Readers:
    """Somebody who searches, and somebody who edits, until ``over``. ``saved``: by article, the
    number of the last edit that was acknowledged, and that of the last one sent."""

    web: Server
    session: str
    over: threading.Event = field(default_factory=threading.Event)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    slowest: float = 0
    faults: list[str] = field(default_factory=list)
    saved: dict[int, tuple[int, int]] = field(default_factory=dict)

    def search(self) -> None:
        for number in count():
            if self.over.is_set():
                return
            began = time.monotonic()
            path = PAGES[number % len(PAGES)]
            status, body = answer(self.web, path)
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.statuses["search", status] += 1
            if status not in (200, 503):
                self.faults.append(f"{status} for {path}: {body[:200]}")
            elif status == 503 and "try again" not in body:
                self.faults.append(f"{path} does not say what to do: {body[:200]}")

    def edit(self) -> None:
        browser = killedarchive.Server(self.web.port, cast(Any, None), self.session)
        for number in count(1):
            if self.over.is_set():
                return
            key = number % 5 + 1
            before, _ = self.saved.get(key, (0, 0))
            change = saved(f"{ARTICLES}{key}/change/", "version", headline=f"Edit {number}")
            with suppress(RuntimeError, OSError, http.client.HTTPException):
                address, fields = change(browser)
                self.saved[key] = before, number
                status = browser.post(address, fields)
                self.statuses["edit", status] += 1
                if status == http.client.FOUND:
                    self.saved[key] = number, number
                elif status not in (200, 503):
                    self.faults.append(f"{status} for an edit")


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
        threads = [threading.Thread(target=each) for each in (readers.search, readers.edit)]
        for each in threads:
            each.start()
        try:
            for number in range(1, KILLS + 1):
                kill_in_the_middle(archive, number, random.uniform(0.2, 1.2) * seconds)
                back = time.monotonic()
                until(lambda: answer(web, "/archive/")[0] == 200)
                logger.info("kill %s: pages %.1f s later", number, time.monotonic() - back)
        finally:
            readers.over.set()
            for each in threads:
                each.join()
        logger.info("%s, slowest %.1f s", dict(readers.statuses), readers.slowest)
        assert not readers.faults
        assert readers.slowest < BOUND
        assert readers.statuses["search", 200]
        assert readers.statuses["edit", 302]
        rows = archive.server.execute(
            archive.database, "SELECT id, headline FROM articles_article WHERE id <= 5"
        )
        headlines = dict(rows)
        for key, (acknowledged, sent) in readers.saved.items():
            number = int(headlines[key].removeprefix("Edit ")) if acknowledged else sent
            assert acknowledged <= number <= sent, (key, headlines[key], acknowledged, sent)
        archive.done("drain")
        archive.done("reindex", "--check")
        status, body = answer(web, "/api/search?q=ferry+late")
        assert (status, json.loads(body)["total"]) == (200, (KILLS + 1) * FILES)
    assert "Traceback" not in web.log.read_text()
