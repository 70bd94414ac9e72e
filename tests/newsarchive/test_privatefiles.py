"""The database, its log, the index and backups can be read by the archive's user only."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.paths import SEEDS


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.slow
@pytest.mark.sqlite
def test_whatever_commands_make_is_private(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "made" / "here")
    archive.manage("migrate")
    with closing(sqlite3.connect(archive.database)) as reader:
        # While somebody reads, the log is not removed.
        reader.execute("SELECT count(*) FROM articles_article").fetchone()
        archive.manage("ingest", SEEDS)
        archive.manage("backup", archive.folder / "b.zip")
        files = [each for each in archive.folder.rglob("*") if each.is_file()]
        folders = [tmp_path / "made", archive.folder]
        folders += [each for each in archive.folder.rglob("*") if each.is_dir()]
        assert {each.name for each in files} >= {"archive.sqlite3", "archive.sqlite3-wal", "b.zip"}
        assert archive.index in folders
        open_to_others = {str(each): oct(mode(each)) for each in files + folders}
        assert {name: each for name, each in open_to_others.items() if each[-2:] != "00"} == {}


@pytest.mark.sqlite
def test_what_others_could_read_is_mended(empty_archive: Archive, tmp_path: Path) -> None:
    archive = empty_archive.copy_to(tmp_path)
    archive.index.mkdir()
    log = archive.database.with_name("archive.sqlite3-wal")
    log.touch()
    for path in (archive.database, log):
        path.chmod(0o644)
    archive.index.chmod(0o755)
    tmp_path.chmod(0o755)
    archive.manage("version")
    assert (mode(archive.database), mode(log), mode(archive.index)) == (0o600, 0o600, 0o700)
    assert mode(tmp_path) == 0o755, "the operator's folder may hold other things"


@pytest.mark.parametrize("writable", [pytest.param(0o777, marks=pytest.mark.slow), 0o770])
def test_a_folder_in_which_others_could_write_is_not_made_to_look_safe(
    empty_archive: Archive, tmp_path: Path, writable: int
) -> None:
    archive = empty_archive.copy_to(tmp_path)
    archive.index.mkdir()
    archive.index.chmod(writable)
    archive.manage("version")
    assert mode(archive.index) == writable
