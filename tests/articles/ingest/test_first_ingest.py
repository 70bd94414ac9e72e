"""Everything that an ingest has stored is searchable afterwards, even without an index before."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from articles.ingest.ingest import BATCH_SIZE
from articles.ingest.workers import BEFORE_WORKERS
from search.engines.whoosh import writing
from search.index.outbox import BATCH, RUN_BATCH, SMALL
from tests.archive import Archive
from tests.paths import ROOT

#: One more than each threshold at which an ingest or an index works differently.
SIZES = sorted(
    {each + 1 for each in (BEFORE_WORKERS, BATCH_SIZE, BATCH, RUN_BATCH, SMALL, writing.ALONE)}
)


class NewArchive:
    """A new archive in its own folder, and its commands as an operator runs them."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.folder = archive.folder
        self.environment = {
            name: value
            for name, value in archive.environment.items()
            if not name.startswith("INGEST_")
        }

    def manage(self, *arguments: str | Path, code: int = 0) -> str:
        """Run a command that must exit with ``code``; returns its standard error."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    def records(self, count: int) -> Path:
        path = self.folder / f"{count}.jsonl"
        with path.open("w") as file:
            for number in range(count):
                headline, body = f"Ferry {number} is late", f"Ferry {number} left late on Monday."
                print(json.dumps({"headline": headline, "body": body}), file=file)
        return path


@pytest.fixture
def archive(transactional_db: None, empty_archive: Archive, tmp_path: Path) -> NewArchive:
    return NewArchive(empty_archive.copy_to(tmp_path))


@pytest.mark.parametrize(
    "size",
    [pytest.param(each, marks=() if each > SMALL else pytest.mark.slow) for each in SIZES],
)
def test_a_new_archive_of_any_size_is_searchable_after_its_first_ingest(
    archive: NewArchive, size: int
) -> None:
    assert f"created {size}," in archive.manage("ingest", archive.records(size))
    archive.archive.check()


def test_an_ingest_builds_an_index_that_was_lost_even_where_nothing_is_new(
    archive: NewArchive,
) -> None:
    records = archive.records(SMALL + 1)
    archive.manage("ingest", records)
    shutil.rmtree(archive.folder / "index")
    assert f"unchanged {SMALL + 1}," in archive.manage("ingest", records)
    archive.archive.check()
    archive.environment["SEARCH_URL"] = f"whoosh://{archive.folder}/elsewhere"
    archive.manage("drain")
    assert "up to date" in archive.manage("reindex", "--check")


def test_an_ingest_whose_articles_cannot_be_searched_says_so_and_exits_with_one(
    archive: NewArchive,
) -> None:
    (archive.folder / "index").write_text("This is a file where a folder should be.")
    output = archive.manage("ingest", archive.records(3), code=1)
    assert "created 3," in output
    assert "The articles are stored, but searches cannot find all of them." in output
    (archive.folder / "index").unlink()
    archive.manage("drain")
    archive.archive.check()


def test_a_dry_run_builds_no_index(archive: NewArchive) -> None:
    archive.manage("ingest", "--dry-run", archive.records(3))
    assert not (archive.folder / "index").exists()
