"""The files of an index belong to the archive's user alone, and run no code when they are read."""

from __future__ import annotations

import os
import pickle
import stat
from pathlib import Path
from zlib import crc32

import pytest

from search.engines.base import EngineUnavailable, State
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.seals import checked, values_of
from search.engines.whoosh.storage import MappedStorage, refuse_if_shared
from search.query.clauses import Query
from tests.search.engines.material import article


class Planted:
    """A pickle of it creates a file when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    WhooshEngine(folder).rebuild([article(1, "war")])
    return folder


def _sealed(table: Path, content: bytes) -> None:
    """Replace a table of contents, and its checksum too."""
    table.write_bytes(content)
    (seal,) = table.parent.glob("seal-*.json")
    values = values_of(seal.read_bytes())
    values["files"][table.name] = [len(content), crc32(content)]
    seal.write_bytes(checked(values))


def test_a_planted_pickle_runs_nothing(folder: Path, tmp_path: Path) -> None:
    (table,) = folder.glob("gen-*/*.toc")
    content = table.read_bytes()
    head = content[: content.rindex(b"\x80\x05\x95")]
    _sealed(table, head + pickle.dumps(Planted(tmp_path / "ran"), 5))
    with pytest.raises(EngineUnavailable, match="is damaged"):
        WhooshEngine(folder).search(Query())
    assert not (tmp_path / "ran").exists()


def test_a_table_of_contents_of_an_older_whoosh_is_not_read(folder: Path) -> None:
    """Whoosh reads it with an unpickler of its own, which loads any class."""
    (table,) = folder.glob("gen-*/*.toc")
    content = bytearray(table.read_bytes())
    content[7:11] = (-110).to_bytes(4, "big", signed=True)
    _sealed(table, bytes(content))
    with pytest.raises(EngineUnavailable, match="toc of the search index is damaged"):
        WhooshEngine(folder).search(Query())


def test_an_open_file_unpickles_only_what_whoosh_writes(tmp_path: Path) -> None:
    storage = MappedStorage(str(tmp_path))
    with storage.create_file("extras") as file:
        file.write_pickle(Planted(tmp_path / "ran"))
    with pytest.raises(pickle.UnpicklingError, match="does not belong in an index"):
        storage.open_file("extras").read_pickle()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("where", ["", "gen-1", "gen-1/*.toc", "gen-1/*.trm"])
@pytest.mark.parametrize("mode", [stat.S_IWGRP, stat.S_IWOTH], ids=["group", "others"])
def test_what_others_can_write_is_refused(folder: Path, where: str, mode: int) -> None:
    (path,) = folder.glob(where) if where else [folder]
    path.chmod(path.stat().st_mode | mode)
    engine = WhooshEngine(folder)
    with pytest.raises(EngineUnavailable, match="Other users can write to") as caught:
        engine.search(Query())
    assert "chmod -R go-w" in caught.value.remedy
    assert str(folder) not in caught.value.remedy
    assert engine.status().state is State.DAMAGED
    path.chmod(path.stat().st_mode & ~mode)
    assert WhooshEngine(folder).search(Query()).total == 1


def test_nothing_is_written_to_a_folder_that_others_can_write(folder: Path) -> None:
    folder.chmod(0o777)
    engine = WhooshEngine(folder)
    with pytest.raises(EngineUnavailable, match="Other users can write to"), engine.writing():
        pass
    with pytest.raises(EngineUnavailable, match="Other users can write to"):
        engine.rebuild([])


def test_an_index_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        engine = WhooshEngine(tmp_path / "open" / "index")
        with engine.writing():
            engine.rebuild([article(1, "war")])
            engine.update([article(2, "war")])
    finally:
        os.umask(before)
    for path in [tmp_path / "open" / "index", *(tmp_path / "open" / "index").rglob("*")]:
        if path.name != "MAIN_WRITELOCK":  # it is empty
            assert not path.stat().st_mode & 0o077, path
    assert engine.search(Query()).total == 2


def test_what_another_user_owns_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    of_another = os.stat_result((0o100600, 1, 1, 1, 54321, 0, 0, 0, 0, 0))
    for user, is_refused in ((1000, True), (54321, False), (0, False)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        if is_refused:
            with pytest.raises(EngineUnavailable, match="Another user owns"):
                refuse_if_shared(Path("index"), of_another)
        else:
            refuse_if_shared(Path("index"), of_another)
