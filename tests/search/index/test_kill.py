"""kill -9 at any moment of an ingest or a drain: afterwards index equals table, nothing doubled."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.paths import ROOT

FILES = 400
KILLS = 6

STORY = """Ferry {number} leaves the harbour late

{day} May 2021

Ferry {number} left the harbour late on Monday because its captain had lost the only key to the bridge.

Passengers of line {line} waited for an hour and were given tea by the harbour master and his daughter.
"""


class Archive:
    """An archive of its own, driven by processes as an operator would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "archive.sqlite3"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SEARCH_URL": f"whoosh://{folder}/index",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def run_and_kill(self, after: float, *arguments: str) -> bool:
        """Start a command and kill it once work has begun; True if it was still at work."""
        process = self.start(*arguments)
        time.sleep(after)
        alive = process.poll() is None
        process.kill()
        process.communicate()
        return alive

    def count(self, table: str) -> int:
        with sqlite3.connect(self.database) as connection:
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(count)

    def assert_in_step(self) -> None:
        code, _, err = self.run("drain")
        assert code == 0, err
        code, out, err = self.run("reindex", "--check")
        assert code == 0, out + err


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    assert archive.run("migrate")[0] == 0
    captures = tmp_path / "captures"
    captures.mkdir()
    for number in range(FILES):
        text = STORY.format(number=number, line=number * 7 + 1, day=number % 28 + 1)
        (captures / f"{number}.txt").write_text(text)
    return archive


def test_an_ingest_killed_again_and_again_loses_and_doubles_nothing(archive: Archive) -> None:
    moments = random.Random(2020)
    began = time.monotonic()
    archive.run("ingest", "--dry-run", str(archive.folder / "captures"))
    whole = time.monotonic() - began
    killed = 0
    for _ in range(KILLS):
        after = moments.uniform(0.3, 1.5) * whole
        killed += archive.run_and_kill(after, "ingest", str(archive.folder / "captures"))
        assert archive.count("articles_article") == archive.count("articles_capture")
    assert killed > 0, "no kill came in time to hit an ingest at work"

    code, _, err = archive.run("ingest", str(archive.folder / "captures"))
    assert code == 0, err
    assert archive.count("articles_article") == FILES
    archive.assert_in_step()


def test_a_drain_killed_again_and_again_loses_and_doubles_nothing(archive: Archive) -> None:
    code, _, err = archive.run("ingest", str(archive.folder / "captures"))
    assert code == 0, err
    moments = random.Random(2021)
    killed = 0
    for _ in range(KILLS):
        with sqlite3.connect(archive.database) as connection:
            # As a change does whose process died before it drained.
            connection.execute("UPDATE articles_article SET version = version + 1")
            connection.execute(
                "INSERT INTO search_outboxentry (article_id, queued_at) "
                "SELECT id, '2021-05-01 00:00:00' FROM articles_article"
            )
        process = archive.start("drain")
        while archive.count("search_outboxentry") == FILES and process.poll() is None:
            time.sleep(moments.uniform(0.001, 0.05))
            if moments.random() < 0.1:
                break
        killed += process.poll() is None
        process.kill()
        process.communicate()
    assert killed > 0, "no kill came in time to hit a drain at work"
    archive.assert_in_step()
