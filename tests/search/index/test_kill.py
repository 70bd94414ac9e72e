"""kill -9 at any moment of an ingest or a drain: afterwards index equals table, nothing doubled."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest
from django.test import override_settings

from articles.ingest.ingest import BATCH_SIZE, ingest
from articles.readers import find
from tests.archive import Archive
from tests.paths import ROOT

FILES = 400

STORY = """Ferry {number} leaves the harbour late

{day} May 2021

Ferry {number} left the harbour late on Monday because its captain had lost the only key to the bridge.

Passengers of line {line} waited for an hour and were given tea by the harbour master and his daughter.
"""


#: True when the moment has come to kill a process that works on an archive.
Moment = Callable[[Archive], bool]


def captures(folder: Path) -> Path:
    below = folder / "captures"
    below.mkdir()
    for number in range(FILES):
        text = STORY.format(number=number, line=number * 7 + 1, day=number % 28 + 1)
        (below / f"{number}.txt").write_text(text)
    return below


def count(archive: Archive, table: str) -> int:
    with closing(sqlite3.connect(archive.database)) as connection:
        (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found)


def written(archive: Archive) -> dict[Path, int]:
    """The files of the index, each with the time of its last change."""
    try:
        return {each: each.stat().st_mtime_ns for each in archive.index.rglob("*")}
    except FileNotFoundError:  # one that was removed meanwhile
        return {}


def stored(least: int) -> Moment:
    return lambda archive: count(archive, "articles_article") >= least


def after(seconds: float) -> Moment:
    until = time.monotonic() + seconds
    return lambda archive: time.monotonic() >= until


def index_changes(archive: Archive, seconds: float = 0) -> Moment:
    """So long after the index is first written to."""
    before, seen = written(archive), 0.0

    def has_come(archive: Archive) -> bool:
        nonlocal seen
        if not seen and written(archive) != before:
            seen = time.monotonic()
        return bool(seen) and time.monotonic() >= seen + seconds

    return has_come


def was_killed(archive: Archive, moment: Moment, *arguments: str | Path) -> bool:
    """Run a command and kill it when the moment has come; False if it ended before."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=archive.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and not moment(archive):
        time.sleep(0.001)
    alive = process.poll() is None
    process.kill()
    process.wait()
    return alive


def assert_in_step(archive: Archive) -> None:
    archive.manage("drain")
    archive.manage("reindex", "--check")


def assert_ingest_survives(archive: Archive, folder: Path, moments: Iterable[Moment]) -> None:
    killed = 0
    for moment in moments:
        killed += was_killed(archive, moment, "ingest", folder)
        assert count(archive, "articles_article") == count(archive, "articles_capture")
    assert killed > 1, "no kill came in time to hit an ingest at work"
    archive.manage("ingest", folder)
    assert count(archive, "articles_article") == FILES
    assert_in_step(archive)


def test_an_ingest_killed_where_it_matters_loses_and_doubles_nothing(
    empty_archive: Archive, tmp_path: Path
) -> None:
    archive = empty_archive.copy_to(tmp_path)
    moments = [
        stored(1),
        stored(2 * BATCH_SIZE),  # by more than one process
        stored(FILES),  # and nothing of it indexed
        index_changes(archive, seconds=0.02),
    ]
    assert_ingest_survives(archive, captures(tmp_path), moments)


@pytest.mark.slow
def test_an_ingest_killed_at_any_moment_loses_and_doubles_nothing(
    empty_archive: Archive, tmp_path: Path
) -> None:
    archive, folder = empty_archive.copy_to(tmp_path), captures(tmp_path)
    began = time.monotonic()
    archive.manage("ingest", "--dry-run", folder)
    whole, chance = time.monotonic() - began, random.Random(2020)
    moments = (after(chance.uniform(0.3, 1.5) * whole) for _ in range(6))
    assert_ingest_survives(archive, folder, moments)


@pytest.fixture
def filled(transactional_db: None, tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    with override_settings(SEARCH_URL=archive.search_url):
        list(ingest(find([captures(tmp_path)])))
    return archive.keep()


def change_all(archive: Archive) -> None:
    """As a change does whose process died before it drained."""
    with closing(sqlite3.connect(archive.database)) as connection, connection:
        connection.execute("UPDATE articles_article SET version = version + 1")
        connection.execute(
            "INSERT INTO search_outboxentry (article_id, queued_at) "
            "SELECT id, '2021-05-01 00:00:00' FROM articles_article"
        )


@pytest.mark.parametrize("kills", [3, pytest.param(12, marks=pytest.mark.slow)])
def test_a_drain_killed_while_it_writes_loses_and_doubles_nothing(
    filled: Archive, kills: int
) -> None:
    chance = random.Random(2021)
    killed = 0
    for _ in range(kills):
        change_all(filled)
        # The lock is the first thing that it writes.
        moment = index_changes(filled, seconds=chance.uniform(0, 0.3))
        killed += was_killed(filled, moment, "drain")
    assert killed > 0, "no kill came in time to hit a drain at work"
    assert_in_step(filled)
