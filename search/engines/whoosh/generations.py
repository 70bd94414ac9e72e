"""Generations: whole indexes side by side, and the pointer to the one in use."""

from __future__ import annotations

import json
import re
import shutil
import threading
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoosh.index import FileIndex

from search.engines.base import (
    EngineAway,
    EngineUnavailable,
    IndexMissing,
    IndexOutdated,
    Mark,
    schemas_before,
)
from search.engines.whoosh.codec import last_commit, table_of_contents
from search.engines.whoosh.failures import LAST_RESORT, REMEDY
from search.engines.whoosh.schema import SCHEMA, SCHEMA_VERSION
from search.engines.whoosh.seals import Seal, checked, values_of
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.storage import (
    PRIVATE_FOLDER,
    MappedStorage,
    damaged,
    refuse_if_shared,
    sync,
    write_durably,
)

#: Whoosh's name of an index in its folder, which is a part of the names of its files.
INDEX_NAME = "MAIN"

_NAME = re.compile(r"gen-(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pointer:
    """The content of the file ``current``. ``build`` is unique even if a folder's name is
    reused. ``earlier`` are the schemas of the indexes before this one: a process that finds its own
    among them is of an older version of this program."""

    folder: str
    schema_version: int
    build: str
    earlier: Sequence[int] = ()


class Generation:
    """An index in its own folder."""

    def __init__(self, path: Path, build: str, *, create: bool = False) -> None:
        """Open or create an index.

        Raises FileNotFoundError or EmptyIndexError if there is none to open, and
        EngineUnavailable if it is damaged or other users can write to its folder.
        """
        self.path = path
        self.build = build
        self._storage = MappedStorage(str(path))
        #: The snapshot of the last commit, and that of the last one that was opened.
        self._snapshot: Snapshot | None = None
        self._earlier: Snapshot | None = None
        self._opening = threading.Lock()
        #: Damage that was found after the index was opened.
        self._damage: EngineUnavailable | None = None
        if create:
            name, content = table_of_contents(INDEX_NAME, [], 0, SCHEMA)
            self._seal = Seal(build, -1, None, {}).put_in_place(path, name, content, None, ())
        else:
            refuse_if_shared(path)
            self._seal = Seal.newest(path, build)
        self._storage.expected = self._seal.files
        self.index = FileIndex(self._storage, SCHEMA, INDEX_NAME)
        self._commit = last_commit(self.index, self._seal.number)

    def seal(self) -> Seal:
        """The seal of the last commit, by any process. Raises as the constructor does."""
        if not self._is_last():
            with self._opening:
                self._renew()
        return self._seal

    def mark(self) -> Mark | None:
        """The mark of the last commit. Raises as ``snapshot`` does, but opens no segment."""
        if self._damage is not None:
            raise self._damage
        return self.seal().mark

    def snapshot(self) -> Snapshot:
        """The last commit of the index, by any process; see ``Snapshot.open``.

        Raises EngineUnavailable if damage was found, FileNotFoundError or EmptyIndexError if a
        commit or a swap interfered.
        """
        if self._damage is not None:
            raise self._damage
        snapshot = self._snapshot
        if snapshot is None or not self._is_last():
            with self._opening:
                self._renew()
                snapshot = self._snapshot
                if snapshot is None:
                    snapshot = Snapshot.open(self.index, self._earlier, self._seal)
                    self._snapshot = self._earlier = snapshot
        return snapshot

    def verify(self, *, pause: float = 0) -> None:
        """Read all files of the last commit again. Raises FileNotFoundError if another process
        replaced it meanwhile, and EngineUnavailable, now and from then on, if it is damaged."""
        number = self.seal().number
        try:
            Seal.newest(self.path, self.build).verify(self.path, pause=pause)
        except FileNotFoundError as error:
            if last_commit(self.index, number) is None:
                raise
            self._damage = damaged(Path(error.filename).name)
            raise self._damage from error
        except EngineUnavailable as error:
            self._damage = error
            raise
        self._damage = None

    def _is_last(self) -> bool:
        return (
            self._commit is not None and last_commit(self.index, self._seal.number) == self._commit
        )

    def _renew(self) -> None:
        """Read the seal of the last commit, unless another thread has just done so."""
        if not self._is_last():
            self._seal = Seal.newest(self.path, self.build)
            self._storage.expected = self._seal.files
            self._commit = last_commit(self.index, self._seal.number)
            self._snapshot = None


class Folder:
    """The folder of an engine, which contains ``gen-N/`` and ``current``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / "current"
        #: The content of the pointer when it was last read.
        self._last = b"", Pointer("", 0, "")

    def pointer(self) -> Pointer:
        """The pointer to the generation in use.

        Raises IndexMissing if there is none, IndexOutdated if an older version of this program
        made it, EngineAway if a newer one did, and EngineUnavailable if it cannot be read, is
        damaged, or other users can write to the folder.
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
        # Each question to the engine asks for it, and it hardly ever changes.
        known, pointer = self._last
        if text != known:
            pointer = self._read(text)
            self._last = text, pointer
        return pointer

    def _read(self, text: bytes) -> Pointer:
        try:
            pointer = Pointer(**values_of(text))
            valid = _NAME.fullmatch(pointer.folder) is not None
        except (ValueError, TypeError):
            valid = False
        if not valid:
            if b'"schema_version"' in text and b'"check"' not in text:
                raise _outdated()  # from before pointers had checksums
            raise EngineUnavailable(f"{self._pointer} is damaged.", REMEDY)
        if SCHEMA_VERSION in pointer.earlier:
            # Its processes search it: built again here, they could not.
            raise _newer()
        if pointer.schema_version != SCHEMA_VERSION:
            raise _outdated()
        return pointer

    def new_generation(self) -> Generation:
        """Create an empty index with a greater number than any in the folder."""
        self.path.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        refuse_if_shared(self.path)
        number = 1 + max((int(name[4:]) for name in self._names()), default=0)
        path = self.path / f"gen-{number}"
        path.mkdir(PRIVATE_FOLDER)
        try:
            return Generation(path, uuid.uuid4().hex, create=True)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise

    def use(self, generation: Generation) -> None:
        """Point to a complete generation. The switch is atomic for all processes, and neither the
        generation nor the pointer is lost in a power failure."""
        pointer = Pointer(generation.path.name, SCHEMA_VERSION, generation.build, self._earlier())
        draft = self.path / "current.new"
        try:
            sync(self.path)
            write_durably(draft, checked(asdict(pointer)))
            draft.replace(self._pointer)
            sync(self.path)
        finally:
            draft.unlink(missing_ok=True)

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
        folder = self._found().get("folder")
        return None if folder is None else str(folder)

    def _earlier(self) -> list[int]:
        """``Pointer.earlier`` for an index that replaces the one in use."""
        found = self._found()
        return schemas_before(SCHEMA_VERSION, found.get("earlier", ()), found.get("schema_version"))

    def _found(self) -> dict[str, Any]:
        """The content of the pointer, whatever its schema; {} if it cannot be read."""
        try:
            found = json.loads(self._pointer.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _names(self) -> list[str]:
        try:
            return [path.name for path in self.path.iterdir() if _NAME.fullmatch(path.name)]
        except FileNotFoundError:
            return []


def _newer() -> EngineAway:
    return EngineAway(
        "A newer version of this program than this process has made the search index.",
        "Start this process again with the newer version. Nothing has to be rebuilt, unless all go "
        "back to the older one: then run `manage.py reindex` with that.",
    )


def _outdated() -> IndexOutdated:
    return IndexOutdated("Another version of this program made the search index.", REMEDY)
