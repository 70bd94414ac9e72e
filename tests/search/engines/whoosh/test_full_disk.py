"""A disk that is full at any moment of a commit: the index stays as it was, and nothing is left."""

from __future__ import annotations

import errno
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import EngineUnavailable, State
from search.engines.whoosh import WhooshEngine, storage
from search.engines.whoosh.seals import values_of
from search.query.clauses import Query
from tests.samples import sampled
from tests.search.engines.material import article

#: Moments of each commit, as shares of the bytes that it writes.
MOMENTS = [0.0, 0.02, 0.3, 0.7, 0.95, 0.999]


class Disk:
    """Counts the bytes written to an index, and refuses those beyond ``space``."""

    def __init__(self) -> None:
        self.space: float = float("inf")
        self.written = 0

    def new_file(self, path: Path) -> io.BufferedWriter:
        return io.BufferedWriter(_File(path, self))


class _File(io.FileIO):
    def __init__(self, path: Path, disk: Disk) -> None:
        super().__init__(path, "w")
        path.chmod(storage.PRIVATE_FILE)
        self._disk = disk

    def write(self, data: object) -> int:
        size = memoryview(data).nbytes  # type: ignore[arg-type]  # a buffer
        if self._disk.written + size > self._disk.space:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._disk.written += size
        return super().write(data)  # type: ignore[arg-type]  # a buffer


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr(storage, "private_file", disk.new_file)
    return disk


def _update(engine: WhooshEngine) -> None:
    engine.update([article(id_, f"war number{id_}", version=2) for id_ in range(5, 60)], [2, 3])


def _merge(engine: WhooshEngine) -> None:
    for batch in range(12):
        engine.update([article(100 + batch * 20 + id_, "war") for id_ in range(20)])


def _rebuild(engine: WhooshEngine) -> None:
    engine.rebuild(article(id_, f"war number{id_}") for id_ in range(1, 90))


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


# Whoosh leaves a temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("write", [_update, _merge, _rebuild])
@pytest.mark.parametrize("moment", sampled(MOMENTS, every=3))
def test_a_commit_that_fails_leaves_the_index_as_it_was(
    tmp_path: Path, disk: Disk, write: Callable[[WhooshEngine], None], moment: float
) -> None:
    folder = tmp_path / "index"
    engine = WhooshEngine(folder)
    engine.rebuild([article(id_, f"war number{id_}") for id_ in range(1, 40)])
    engine.update([article(1, "peace")])
    shutil.copytree(folder, tmp_path / "other")
    before = disk.written
    write(WhooshEngine(tmp_path / "other"))
    needed = disk.written - before

    disk.space = disk.written + moment * needed
    kept, versions = _files(folder), dict(engine.versions())
    with pytest.raises(EngineUnavailable, match="No space left on device"):
        write(engine)
    if write is not _merge:  # some of its commits succeed
        assert _files(folder) == kept
        assert dict(engine.versions()) == versions
    assert not list(folder.rglob("*.new"))
    fresh = WhooshEngine(folder)
    fresh.verify()
    assert fresh.status().state is State.READY
    # Exactly the files of the last commit are there.
    (seal,) = folder.glob("gen-*/seal-*.json")
    assert {path.name for path in seal.parent.iterdir() if path.is_file()} == {
        *values_of(seal.read_bytes())["files"], seal.name, "MAIN_WRITELOCK"
    }  # fmt: skip

    disk.space = float("inf")
    write(engine)
    assert dict(engine.versions()) == dict(WhooshEngine(tmp_path / "other").versions())
    assert engine.search(Query()).total == len(dict(engine.versions()))
