"""A power failure at any moment: what was not flushed to the disk is lost, and the index opens.

The test stands in for the kernel. It notes which content of each file, and which names of each
folder, were flushed when, and makes the folder that would be found after a failure.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest

from search.engines.base import Mark, Update
from search.engines.whoosh import WhooshEngine
from search.query.clauses import Query
from tests.samples import sampled
from tests.search.engines.material import article


class Disk:
    """What is on the disk: ``files`` has the flushed content of each inode, ``folders`` the flushed
    names of each folder, with their inodes. A folder among them is an inode, too."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[int, bytes] = {}
        self.folders: dict[int, dict[str, tuple[int, bool]]] = {}
        self.number = 0

    def flush(self, descriptor: int) -> None:
        """Stands in for ``os.fsync``. Each call is a moment at which the power may fail."""
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        inode = os.fstat(descriptor).st_ino
        if path.is_dir():
            self.folders[inode] = {
                each.name: (each.stat().st_ino, each.is_dir()) for each in path.iterdir()
            }
        else:
            self.files[inode] = path.read_bytes()
        self.number += 1

    def found_after_failure(self, target: Path, rng: random.Random) -> None:
        """Make the folder as it may be found now: of what was not flushed, anything or nothing."""
        self._copy(self.root, target, rng)

    def _copy(self, source: Path, target: Path, rng: random.Random) -> None:
        target.mkdir(mode=0o700)
        now = {each.name: (each.stat().st_ino, each.is_dir()) for each in source.iterdir()}
        flushed = self.folders.get(source.stat().st_ino, {})
        for name in sorted({*now, *flushed}):
            # A name that was made, exchanged or removed since the last flush may be either.
            choices = [names[name] for names in (now, flushed) if name in names]
            if name not in now or name not in flushed:
                choices.append((0, False))
            inode, is_folder = rng.choice(choices)
            if is_folder and (source / name).is_dir():
                self._copy(source / name, target / name, rng)
            elif inode and not is_folder:
                (target / name).write_bytes(self._content(source / name, inode, rng))
                (target / name).chmod(0o600)

    def _content(self, path: Path, inode: int, rng: random.Random) -> bytes:
        if inode in self.files:
            return self.files[inode]
        try:
            content = path.read_bytes()
        except OSError:
            content = b"?" * 100
        # Blocks that were not written yet are zeros, or are missing at the end.
        return rng.choice([content, content[: len(content) // 2], bytes(len(content)), b""])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path / "index")
    with mock.patch("os.fsync", disk.flush):
        yield disk


def _change(engine: WhooshEngine, number: int) -> None:
    documents = [article(id_, f"war number{id_}") for id_ in range(number * 5, number * 5 + 9)]
    mark = Mark("archive", number, str(number))

    def replay(update: Update) -> None:
        update([], (), mark)

    if number % 5:
        engine.update(documents, [number], mark)
    else:
        engine.rebuild(documents, replay)


class PowerFailed(BaseException):
    """Nothing catches it, and what runs while it passes comes too late."""


@pytest.mark.parametrize("seed", sampled(range(30), every=4))
def test_after_a_power_failure_the_index_is_that_of_before_or_after_the_commit(
    tmp_path: Path, disk: Disk, seed: int
) -> None:
    rng = random.Random(seed)
    after = tmp_path / "after"
    engine = WhooshEngine(disk.root)
    with engine.writing():
        engine.rebuild([article(id_, "war") for id_ in range(1, 10)])
        engine.update([article(1, "war")], mark=Mark("archive", 0, "0"))
    states = {engine.mark(): dict(engine.versions())}
    number = rng.randint(1, 12)
    for earlier in range(1, number):
        _change(engine, earlier)
        states[engine.mark()] = dict(engine.versions())
    last, until = engine.mark(), disk.number + rng.randrange(14)

    def flush(descriptor: int) -> None:
        if disk.number >= until:
            if not after.exists():
                disk.found_after_failure(after, rng)
            raise PowerFailed
        disk.flush(descriptor)

    with mock.patch("os.fsync", flush), suppress(PowerFailed):
        _change(engine, number)
        states[engine.mark()] = dict(engine.versions())
    if not after.exists():
        disk.found_after_failure(after, rng)

    found = WhooshEngine(after)
    found.verify()
    mark = found.mark()
    assert mark == last or mark not in list(states)[:-1]
    if mark in states:
        assert dict(found.versions()) == states[mark]
    assert found.search(Query()).total == len(dict(found.versions()))
    found.update([article(1000, "peace")])
    assert 1000 in dict(found.versions())
