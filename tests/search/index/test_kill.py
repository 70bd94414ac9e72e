"""kill -9 at any moment of an ingest or a drain: afterwards the index equals the table."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from django.test import override_settings

from articles.ingest.ingest import BATCH_SIZE, ingest
from articles.models import Article
from articles.readers import find
from tests.archive import Archive
from tests.commandline import command
from tests.paths import ROOT

FILES = 300

STORY = """Ferry {number} leaves the harbour late

{day} May 2021

Ferry {number} left the harbour late on Monday because its captain had lost the only key to the bridge.

Passengers of line {line} waited for an hour and were given tea by the harbour master and his daughter.
"""


#: Returns True when it is time to kill the process that works on an archive.
Moment = Callable[[], bool]


def captures(folder: Path) -> Path:
    below = folder / "captures"
    below.mkdir()
    for number in range(FILES):
        text = STORY.format(number=number, line=number * 7 + 1, day=number % 28 + 1)
        (below / f"{number}.txt").write_text(text)
    return below


def count(archive: Archive, table: str) -> int:
    ((found,),) = archive.execute(f"SELECT count(*) FROM {table}")
    return int(found)


def written(archive: Archive) -> dict[Path, int]:
    """The modification times of the files of the index."""
    files = {}
    # The ingest removes files and folders meanwhile. Path.rglob fails for such a folder.
    for folder, _, names in os.walk(archive.index):
        for each in (Path(folder) / name for name in names):
            with suppress(FileNotFoundError):
                files[each] = each.stat().st_mtime_ns
    return files


def stored(archive: Archive, least: int) -> Moment:
    return lambda: count(archive, "articles_article") >= least


def index_changed(archive: Archive, times: int) -> Moment:
    """The moment at which the files of the index have been seen to change ``times`` times."""
    last, left = None, times

    def has_come() -> bool:
        nonlocal last, left
        now = written(archive)
        left -= last is not None and now != last
        last = now
        return left <= 0

    return has_come


def old_files_go(archive: Archive) -> Moment:
    """The moment at which the first old file of the index is removed, after a commit."""
    before: set[Path] = set()

    def has_come() -> bool:
        now = written(archive).keys()
        before.update(() if before else now)
        return not before <= now

    return has_come


def settled(archive: Archive) -> Moment:
    return lambda: count(archive, "search_outboxentry") == 0


def was_killed(archive: Archive, moment: Moment, *arguments: str | Path) -> bool:
    """Run a command and kill it when the moment has come; False if it ended before."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=archive.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and not moment():
        time.sleep(0.004)
    alive = process.poll() is None
    process.kill()
    process.wait()
    return alive


def assert_in_step() -> None:
    assert command("drain").code == 0
    done = command("reindex", "--check")
    assert done.code == 0, done.out


def assert_ingest_survives(archive: Archive, folder: Path, moments: Iterable[Moment]) -> None:
    killed = 0
    for moment in moments:
        killed += was_killed(archive, moment, "ingest", folder)
        assert count(archive, "articles_article") == count(archive, "articles_capture")
    assert killed > 1, "no kill came in time to hit an ingest at work"
    archive.restore()
    with override_settings(SEARCH_URL=archive.search_url):
        assert command("ingest", str(folder)).code == 0
        assert Article.objects.count() == FILES
        assert_in_step()


@pytest.mark.slow
def test_an_ingest_killed_at_critical_moments_loses_and_duplicates_nothing(
    transactional_db: None, empty_archive: Archive, tmp_path: Path
) -> None:
    archive = empty_archive.copy_to(tmp_path)
    moments = [
        stored(archive, 1),  # which more than one process has read
        stored(archive, FILES),  # and not all of it indexed
        index_changed(archive, times=5),
    ]
    assert_ingest_survives(archive, captures(tmp_path), moments)


@pytest.mark.slow
def test_an_ingest_killed_at_any_moment_loses_and_duplicates_nothing(
    transactional_db: None, empty_archive: Archive, tmp_path: Path
) -> None:
    archive, chance = empty_archive.copy_to(tmp_path), random.Random(2020)
    moments = [stored(archive, 2 * BATCH_SIZE)]
    moments += [stored(archive, least) for least in sorted(chance.sample(range(1, FILES), 6))]
    moments += [index_changed(archive, chance.randint(1, 20)) for _ in range(3)]
    assert_ingest_survives(archive, captures(tmp_path), moments)


@pytest.fixture
def filled(transactional_db: None, tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    with override_settings(SEARCH_URL=archive.search_url):
        list(ingest(find([captures(tmp_path)])))
    return archive.keep()


def change_all(archive: Archive) -> None:
    """Change all articles, like a process that died before it could drain."""
    archive.execute(
        "UPDATE articles_article SET version = version + 1;"
        "INSERT INTO search_outboxentry (article_id, queued_at)"
        " SELECT id, '2021-05-01 00:00:00' FROM articles_article"
    )


def assert_drain_survives(archive: Archive, moments: Iterable[Moment]) -> None:
    killed = 0
    for moment in moments:
        change_all(archive)
        killed += was_killed(archive, moment, "drain")
    assert killed > 1, "no kill came in time to hit a drain at work"
    archive.restore()
    with override_settings(SEARCH_URL=archive.search_url):
        assert_in_step()


@pytest.mark.slow
def test_a_drain_killed_at_critical_moments_loses_and_duplicates_nothing(filled: Archive) -> None:
    moments = [
        index_changed(filled, times=1),  # it has the lock
        index_changed(filled, times=5),  # it writes
        old_files_go(filled),  # the changes are in the index but still in the outbox
        settled(filled),
    ]
    assert_drain_survives(filled, moments)


@pytest.mark.slow
def test_a_drain_killed_at_any_moment_loses_and_duplicates_nothing(filled: Archive) -> None:
    chance = random.Random(2021)
    assert_drain_survives(filled, [index_changed(filled, chance.randint(1, 25)) for _ in range(12)])
