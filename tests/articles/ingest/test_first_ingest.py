"""Everything that an ingest has stored is searchable afterwards, even without an index before."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from articles.ingest.ingest import BATCH_SIZE
from articles.workers import BEFORE_WORKERS
from search.engines.whoosh import writing
from search.index.draining import BATCH
from search.index.outbox import RUN_BATCH, SMALL
from tests.archive import Archive
from tests.commandline import command
from tests.paths import ROOT
from tests.samples import sampled

pytestmark = pytest.mark.django_db(transaction=True)

#: One more than each threshold at which an ingest or an index works differently.
SIZES = sorted(
    {each + 1 for each in (BEFORE_WORKERS, BATCH_SIZE, BATCH, RUN_BATCH, SMALL, writing.ALONE)}
)

Records = Callable[[int], Path]


@pytest.fixture
def records(write: Callable[[str, str], Path]) -> Records:
    """Writes a file of so many records."""

    def run(count: int) -> Path:
        lines = [
            json.dumps(
                {
                    "headline": f"Ferry {number} is late",
                    "body": f"Ferry {number} left late on Monday.",
                }
            )
            for number in range(count)
        ]
        return write(f"{count}.jsonl", "\n".join(lines))

    return run


@pytest.fixture
def archive(empty_archive: Archive, tmp_path: Path, settings: Settings) -> Archive:
    archive = empty_archive.copy_to(tmp_path)
    settings.SEARCH_URL = archive.search_url
    return archive


def ingest(archive: Archive, path: Path) -> str:
    """Ingest in a process of its own, with workers, as an operator does; returns what it says."""
    environment = {
        name: value for name, value in archive.environment.items() if not name.startswith("INGEST_")
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "ingest", str(path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("size", sampled(SIZES, [BATCH_SIZE + 1]))
def test_a_new_archive_of_any_size_is_searchable_after_its_first_ingest(
    archive: Archive, records: Records, size: int
) -> None:
    assert f"created {size}," in ingest(archive, records(size))
    archive.check()


@pytest.mark.slow
def test_an_ingest_builds_an_index_that_was_lost_even_where_nothing_is_new(
    archive: Archive, records: Records, settings: Settings, tmp_path: Path
) -> None:
    path = records(SMALL + 1)
    assert f"created {SMALL + 1}," in command("ingest", str(path)).err
    shutil.rmtree(archive.index)
    again = command("ingest", str(path))
    assert (again.code, f"unchanged {SMALL + 1}," in again.err) == (0, True), again.err
    assert "up to date" in command("reindex", "--check").err
    settings.SEARCH_URL = f"whoosh://{tmp_path}/elsewhere"
    assert command("drain").code == 0
    assert "up to date" in command("reindex", "--check").err


def test_an_ingest_whose_articles_cannot_be_searched_says_so_and_exits_with_one(
    archive: Archive, records: Records
) -> None:
    archive.index.write_text("This is a file where a folder should be.")
    done = command("ingest", str(records(3)))
    assert done.code == 1
    assert "created 3," in done.err
    assert "The articles are stored, but searches cannot find all of them." in done.err
    archive.index.unlink()
    assert command("drain").code == 0
    assert "up to date" in command("reindex", "--check").err


def test_a_dry_run_builds_no_index(archive: Archive, records: Records) -> None:
    assert command("ingest", "--dry-run", str(records(3))).code == 0
    assert not archive.index.exists()
