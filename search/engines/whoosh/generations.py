"""Generations: whole indexes side by side, and the pointer to the one in use."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from whoosh.index import FileIndex

from search.engines.base import EngineUnavailable, IndexMissing, IndexOutdated
from search.engines.whoosh.codec import MappedStorage, is_newest
from search.engines.whoosh.failures import LAST_RESORT, REMEDY
from search.engines.whoosh.schema import SCHEMA, SCHEMA_VERSION
from search.engines.whoosh.snapshots import Snapshot

_NAME = re.compile(r"gen-(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pointer:
    """The content of the file ``current``. ``build`` is unique even if a folder's name is
    reused."""

    folder: str
    schema_version: int
    build: str


class Generation:
    """An index in its own folder."""

    def __init__(self, path: Path, build: str, *, create: bool = False) -> None:
        """Open or create an index.

        Raises FileNotFoundError or EmptyIndexError if there is none to open.
        """
        self.path = path
        self.build = build
        storage = MappedStorage(str(path))
        self.index = FileIndex.create(storage, SCHEMA) if create else FileIndex(storage, SCHEMA)
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    def snapshot(self) -> Snapshot:
        """The last commit of the index, by any process; see ``Snapshot.open``."""
        if self._is_old(self._snapshot):
            with self._opening:
                if self._is_old(self._snapshot):
                    self._snapshot = Snapshot.open(
                        self.index, self._snapshot, f"{self.path.name}-{self.build[:8]}"
                    )
        assert self._snapshot is not None
        return self._snapshot

    def _is_old(self, snapshot: Snapshot | None) -> bool:
        return snapshot is None or not is_newest(self.index, snapshot.number)


class Folder:
    """The folder of an engine, which contains ``gen-N/`` and ``current``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / "current"

    def pointer(self) -> Pointer:
        """The pointer to the generation in use.

        Raises IndexMissing if there is none, IndexOutdated if it has another schema, and
        Raises EngineUnavailable if it cannot be read or is damaged.
        """
        try:
            text = self._pointer.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing("There is no search index.", REMEDY) from None
        except OSError as error:
            raise EngineUnavailable(
                f"{self._pointer} cannot be read ({error.strerror}).",
                f"Check the disk of the index. {LAST_RESORT}",
            ) from error
        try:
            pointer = Pointer(**json.loads(text))
            valid = _NAME.fullmatch(pointer.folder) is not None
        except (ValueError, TypeError):
            valid = False
        if not valid:
            raise EngineUnavailable(f"{self._pointer} is damaged.", REMEDY)
        if pointer.schema_version != SCHEMA_VERSION:
            raise IndexOutdated(
                "Another version of this program made the search index.",
                REMEDY,
            )
        return pointer

    def new_generation(self) -> Generation:
        """Create an empty index with a greater number than any in the folder."""
        self.path.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(name[4:]) for name in self._names()), default=0)
        path = self.path / f"gen-{number}"
        path.mkdir()
        return Generation(path, uuid.uuid4().hex, create=True)

    def use(self, generation: Generation) -> None:
        """Point to a complete generation. The switch is atomic for all processes, and neither the
        generation nor the pointer is lost in a power failure."""
        pointer = Pointer(generation.path.name, SCHEMA_VERSION, generation.build)
        draft = self.path / "current.new"
        draft.write_text(json.dumps(asdict(pointer)), encoding="ascii")
        for path in (*generation.path.iterdir(), generation.path, draft):
            sync(path)
        draft.replace(self._pointer)
        sync(self.path)

    def sweep(self) -> None:
        """Remove every generation but the one in use: unfinished builds and old ones.

        Searches that have one open can finish.
        """
        in_use = self._in_use()
        for name in self._names():
            if name != in_use:
                shutil.rmtree(self.path / name, ignore_errors=True)

    def _in_use(self) -> str | None:
        """The folder that the pointer names, whatever its schema: a process that runs another
        version of this program may still search it."""
        try:
            return str(json.loads(self._pointer.read_bytes())["folder"])
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return None

    def _names(self) -> list[str]:
        try:
            return [path.name for path in self.path.iterdir() if _NAME.fullmatch(path.name)]
        except FileNotFoundError:
            return []


def sync(path: Path) -> None:
    """Flush a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
