"""A newer version comes while the older one serves: each migrates, serves, ingests and edits beside
the other, and readers ask all the while, as through a proxy that asks the next server after a 503.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, cast

import pytest

from benchmarks import killedarchive
from benchmarks.killedchanges import ARTICLES, saved
from tests.deploy.server import Server, serving
from tests.paths import ROOT
from tests.services.archives import FILES, PostgresArchive, answer, captures, running, until

pytestmark = pytest.mark.services

PROGRAM: Final = ("newsarchive", "articles", "search", "templates", "deploy")
SCHEMA: Final = re.compile(r"schema_version\((\d+)\)")
#: An additive migration: what the older version writes gets the column's default.
MIGRATION: Final = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "{last}")]
    operations = [
        migrations.AddField("article", "shade", models.CharField(max_length=9, db_default="grey")),
        migrations.AddIndex("article", models.Index(fields=["shade"], name="article_shade")),
    ]
"""
SEARCH: Final = "/api/search?q=ferry+late"
#: A reader who meets both servers at the moment of the change is sent on twice.
TRIES: Final = 3


def newer_program(folder: Path) -> Path:
    """A copy of the program with one more migration and another schema of the index."""
    for each in PROGRAM:
        shutil.copytree(ROOT / each, folder / each, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", folder)
    schema = folder / "search/engines/whoosh/schema.py"
    text, changed = SCHEMA.subn(lambda found: f"schema_version(1{found[1]})", schema.read_text())
    assert changed == 1
    schema.write_text(text)
    migrations = folder / "articles/migrations"
    last = max(path.stem for path in migrations.glob("0*.py"))
    (migrations / "9999_shade.py").write_text(MIGRATION.format(last=last))
    return folder


@dataclass
class Readers:
    """Somebody who searches on the ``hosts``, and goes on to the next one after a 503."""

    hosts: list[Server]
    faults: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def search(self) -> None:
        asked = 0
        while not self.over.wait(0.05):
            hosts, tries, status = list(self.hosts), 0, 503
            while status == 503 and tries < TRIES:
                tries += 1
                asked += 1
                status, body = answer(hosts[asked % len(hosts)], SEARCH)
                self.statuses[status] += 1
            if status != 200 or json.loads(body)["total"] != FILES:
                self.faults.append(f"{status} after {tries} tries: {body[:300]}")


@contextmanager
def reading(*hosts: Server) -> Iterator[Readers]:
    readers = Readers(list(hosts))
    thread = threading.Thread(target=readers.search)
    thread.start()
    try:
        yield readers
    finally:
        readers.over.set()
        thread.join()


def edit(host: Server, session: str, headline: str) -> None:
    browser = killedarchive.Server(host.port, cast(Any, None), session)
    assert (
        browser.post(*saved(f"{ARTICLES}1/change/", "version", headline=headline)(browser)) == 302
    )


def total(host: Server, words: str) -> int:
    status, body = answer(host, f"/api/search?q={words}")
    assert status == 200, body
    return int(json.loads(body)["total"])


def trams(folder: Path, first: int) -> Path:
    below = folder / f"trams {first}"
    below.mkdir()
    for number in range(first, first + 10):
        text = (
            f"Tram {number} waits\n\n3 May 2021\n\nTram {number} waited for rain number {number}.\n"
        )
        (below / f"{number}.txt").write_text(text)
    return below


def test_no_answer_is_empty_or_wrong_while_a_newer_version_comes(
    archive: PostgresArchive, tmp_path: Path
) -> None:
    old, new = archive, replace(archive, root=newer_program(tmp_path / "newer"))
    old.done("ingest", "seeds")
    old.done("ingest", captures(old.folder, 0))
    session = old.signed_in()
    with (
        serving(cast(Any, old), WEB_WORKERS="1") as first,
        running(old, "drain", "--every", "0.5"),
        reading(first) as readers,
    ):
        new.done("migrate")
        old.done("ingest", trams(old.folder, 0))
        edit(first, session, "By the old, tables are new")
        assert total(first, "tram") == 10

        with serving(cast(Any, new), WEB_WORKERS="1") as second:
            readers.hosts.append(second)
            status, body = answer(second, SEARCH)
            assert status == 503
            assert "manage.py reindex" in body
            assert answer(second, "/readyz")[0] == 503
            edit(first, session, "By the old, beside the new")

            assert "articles indexed" in new.done("reindex", "--if-needed")
            assert answer(second, "/readyz")[0] == 200
            status, body = answer(first, SEARCH)
            assert status == 503
            assert "newer version" in body
            assert answer(first, "/readyz")[0] == 503

            # The old program changes articles, and leaves the index to the new one.
            stored = old.manage("ingest", trams(old.folder, 10))
            assert stored.returncode == 1
            assert "The articles are stored" in stored.stderr
            assert "newer version" in stored.stderr
            edit(first, session, "By the old, index is new")
            refused = old.manage("reindex", "--if-needed")
            assert refused.returncode == 1
            assert "newer version" in refused.stderr
            with running(new, "drain", "--every", "0.2"):
                until(lambda: archive.count("search_outboxentry") == 0, 300)
            assert total(second, "tram") == 20
            assert total(second, "%22By+the+old,+index+is+new%22") == 1

            readers.hosts.remove(first)
            edit(second, session, "By the new")
            assert total(second, "%22By+the+new%22") == 1
            new.done("reindex", "--check")
            new.done("check_archive", "--all")
            readers.over.set()
    assert not readers.faults
    assert readers.statuses[200]
    assert readers.statuses[503], "nobody was asked while one of the two was refused"
