"""An archive on a PostgreSQL that is killed, and one that moves there and back."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.archive import Archive
from tests.deploy.server import serving
from tests.services.archives import FILES, PostgresArchive, answer, captures, running, until
from tests.services.postgres import Postgres

pytestmark = pytest.mark.services


def test_workers_connect_again_or_say_why_they_end(archive: PostgresArchive) -> None:
    with (
        running(archive, "drain", "--every", "0.2") as drain,
        running(archive, "db_worker", "--no-reload") as tasks,
    ):
        until(lambda: archive.count("pg_stat_activity WHERE datname = current_database()") >= 4)
        archive.server.kill()
        until(lambda: tasks.poll() is not None)
        archive.server.start()
        archive.done("ingest", "seeds")
        archive.server.execute(
            archive.database,
            "INSERT INTO search_outboxentry (article_id, queued_at)"
            " SELECT id, now() FROM articles_article",
        )
        until(lambda: archive.count("search_outboxentry") == 0)
        assert drain.poll() is None
    said = (archive.folder / "db_worker.log").read_text()
    assert "is out of reach" in said
    assert "Check that its server runs" in said
    assert "Traceback" not in said + (archive.folder / "drain.log").read_text()


def kill_while_it_stores(archive: PostgresArchive, folder: Path) -> set[str]:
    """Kill the server in the middle of an ingest; returns the paths that it said were stored."""
    before = archive.count("articles_article")
    ingest = archive.start("ingest", "--json", folder)
    until(lambda: archive.count("articles_article") > before)
    archive.server.kill()
    out, err = ingest.communicate(timeout=120)
    assert ingest.returncode != 0
    assert "Traceback" not in err
    said = [json.loads(line) for line in out.splitlines()]
    return {each["source"] for each in said if each["outcome"] == "created"}


def test_a_killed_server_loses_nothing_and_pages_heal(archive: PostgresArchive) -> None:
    archive.done("ingest", "seeds")
    with serving(archive, WEB_WORKERS="1") as web:  # type: ignore[arg-type]  # it is used alike
        assert answer(web, "/?q=ship")[0] == 200
        for number in range(2):
            folder = captures(archive.folder, number * FILES)
            stored = kill_while_it_stores(archive, folder)
            for path in ("/?q=ship", "/archive/"):
                status, body = answer(web, path)
                assert status == 503, (path, status)
                assert "Nothing is lost; try again shortly." in body
            status, body = answer(web, "/api/search?q=ship")
            assert (status, "Nothing is lost" in body) == (503, True)
            assert answer(web, "/readyz")[0] == 503

            archive.server.start()
            assert stored <= archive.paths(), "what was reported as stored is lost"
            until(lambda: answer(web, "/?q=ship")[0] == 200)
            archive.done("ingest", folder)
            assert archive.count("articles_article") == (number + 1) * FILES + 5
        archive.done("reindex", "--check")
        status, body = answer(web, "/api/search?q=ferry+late")
        assert (status, json.loads(body)["total"]) == (200, 2 * FILES)


def rows_of(backup: Path) -> dict[str, Any]:
    """The number of rows and the hash of each table in a backup."""
    import zipfile

    with zipfile.ZipFile(backup) as file:
        tables = json.loads(file.read("manifest.json"))["tables"]
    return {each["model"]: (each["rows"], each["sha256"]) for each in tables}


@pytest.mark.django_db(transaction=True)
def test_an_archive_moves_to_postgresql_and_back(
    server: Postgres, archive_of_seeds: Archive, tmp_path: Path
) -> None:
    """The steps of docs/operations.md, *Moving*."""
    first = archive_of_seeds.copy_to(tmp_path)
    first.manage("backup", tmp_path / "1.zip")
    there = PostgresArchive.make(server, tmp_path / f"moved_{random.randrange(10**9)}")
    assert "Restored: " in there.done("restore", tmp_path / "1.zip")
    there.done("restore", "--compare", tmp_path / "1.zip")
    there.done("check_archive", "--all")
    there.done("reindex", "--check")
    there.done("backup", tmp_path / "2.zip")
    assert rows_of(tmp_path / "1.zip") == rows_of(tmp_path / "2.zip")

    (tmp_path / "back").mkdir()
    back = Archive(tmp_path / "back")
    back.manage("restore", tmp_path / "2.zip")
    back.manage("check_archive", "--all")
    back.manage("reindex", "--check")
    back.manage("backup", tmp_path / "3.zip")
    assert rows_of(tmp_path / "1.zip") == rows_of(tmp_path / "3.zip")
