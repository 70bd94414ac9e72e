"""PostgreSQL behind a PgBouncer that pools transactions, with DATABASE_POOLER=on."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from benchmarks import killedarchive
from benchmarks.killedchanges import ARTICLES, saved
from tests.deploy.server import serving
from tests.services import pgbouncer
from tests.services.archives import FILES, PostgresArchive, answer, captures, running, until
from tests.services.postgres import Postgres

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(
        pgbouncer.program() is None,
        reason=f"PgBouncer is not installed. Type: sudo {pgbouncer.INSTALL}",
    ),
]


@pytest.fixture
def port(server: Postgres) -> Iterator[int]:
    with pgbouncer.pgbouncer(server) as port:
        yield port


@pytest.fixture
def archive(server: Postgres, port: int, tmp_path: Path) -> PostgresArchive:
    direct = PostgresArchive.make(server, tmp_path / f"pooled_{random.randrange(10**9)}")
    pooled = direct.behind(port, DATABASE_POOLER="on")
    until(lambda: pooled.manage("migrate").returncode == 0, 300)
    return pooled


def test_all_that_an_archive_does_works_through_a_pooler(archive: PostgresArchive) -> None:
    archive.done("ingest", "seeds")
    session = archive.signed_in()
    folders = [captures(archive.folder, number * FILES) for number in range(2)]
    both = archive.folder / "both"
    shutil.copytree(folders[0], both)
    for path in folders[1].iterdir():
        (both / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with (
        serving(cast(Any, archive), WEB_WORKERS="2", DATABASE_POOL="8") as web,
        running(archive, "drain", "--every", "0.3"),
        running(archive, "db_worker", "--no-reload") as tasks,
    ):
        ingests = [archive.start("ingest", each) for each in (*folders, both)]
        browser = killedarchive.Server(web.port, cast(Any, None), session)
        edits = 0
        while any(each.poll() is None for each in ingests):
            edits += 1
            change = saved(f"{ARTICLES}1/change/", "version", headline=f"Edit {edits}")
            assert browser.post(*change(browser)) == 302
            assert answer(web, "/archive/")[0] == 200
        for each in ingests:
            _, err = each.communicate(timeout=300)
            assert each.returncode == 0, err
        # No text twice: the turn to write is kept in its transaction.
        assert archive.count("articles_article") == 2 * FILES + 5
        until(lambda: archive.count("search_outboxentry") == 0, 300)
        status, body = answer(web, "/api/search?q=ferry+late")
        assert (status, json.loads(body)["total"]) == (200, 2 * FILES)
        # More rows than one fetch of a cursor has.
        status, body = answer(web, "/export.csv?q=ferry+late")
        assert (status, body.count("leaves the harbour")) == (200, 2 * FILES)
        assert tasks.poll() is None
        used = archive.count("pg_stat_activity WHERE datname = current_database()")
        assert used <= pgbouncer.POOL + 1, "connections are not shared"
    for command in ("learn", "copies", "mentions", "reindex", "clearsessions"):
        archive.done(command)
    archive.done("reindex", "--check")
    archive.done("check_archive", "--all")
    archive.done("backup", archive.folder / "backup.zip")
    archive.done("restore", "--compare", archive.folder / "backup.zip")


def test_a_lock_among_machines_is_held_through_a_pooler_and_ends_with_its_holder(
    archive: PostgresArchive,
) -> None:
    drop = archive.folder / "drop"
    drop.mkdir()
    with running(archive, "watch", "--settle", "0", str(drop)) as first:
        (drop / "1.txt").write_text("Ferry waits\n\n3 May 2021\n\nThe ferry waited.\n")
        until(lambda: archive.count("articles_article") == 1, 300)
        refused = archive.manage("watch", "--once", "--settle", "0", drop)
        assert refused.returncode == 1
        assert "Another process" in refused.stderr
        first.kill()
        first.wait()
    until(lambda: archive.manage("watch", "--once", "--settle", "0", drop).returncode == 0, 300)


def test_without_the_setting_the_pooler_is_named(archive: PostgresArchive) -> None:
    refused = archive.behind(archive.port).manage("drain")
    assert refused.returncode == 1
    assert "DATABASE_POOLER=on" in refused.stderr
    assert "Traceback" not in refused.stderr
