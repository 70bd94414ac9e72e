"""The files of an index: private, memory-mapped, and checked when they are opened.

Whoosh reads some of its files by unpickling them, and a pickle can run any code. So only the
classes that Whoosh's files contain are unpickled, and a file or folder that other users can write
to is refused.
"""

from __future__ import annotations

import io
import mmap
import os
import pickle
import stat
import struct
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple
from zlib import crc32

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from search.engines.base import EngineUnavailable
from search.engines.whoosh.failures import REMEDY
from search.engines.whoosh.postings import Buffer

#: Bytes that are read at once to compute a checksum.
CHUNK = 1 << 20

#: Modes of files and folders: nobody but the archive's user needs them.
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700

#: The beginning of each table of contents of Whoosh 2.7.4: sizes of numbers, byte order, version.
#: Whoosh reads other versions with an unpickler of its own.
TABLE_HEAD = b"\x04\x08\x04" + struct.pack("!ii", -12345, -111)

#: The classes in Whoosh's pickles. All others are refused.
UNPICKLED = frozenset(
    [
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("search.engines.whoosh.codec", "ArrayCodec"),
        ("collections", "defaultdict"),
        ("builtins", "int"),
    ]
)


class Checksum(NamedTuple):
    """The size of a file in bytes, and the CRC-32 of its content."""

    size: int
    crc: int

    @classmethod
    def of(cls, file: IO[bytes], *, pause: float = 0) -> Checksum:
        """The checksum of a whole file, which is read without mapping it: mapped pages would
        count as memory of this process. ``pause``: seconds to rest after each CHUNK."""
        size = crc = 0
        buffer = memoryview(bytearray(CHUNK))
        file.seek(0)
        while read := file.readinto(buffer):  # type: ignore[attr-defined]  # a raw file has it
            size += read
            crc = crc32(buffer[:read], crc)
            if pause:
                time.sleep(pause)
        return cls(size, crc)


def damaged(name: str) -> EngineUnavailable:
    return EngineUnavailable(f"The file {name} of the search index is damaged.", REMEDY)


def check(path: Path, expected: Checksum, *, pause: float = 0) -> None:
    """Compare a file with its checksum. Raises EngineUnavailable if they differ."""
    with path.open("rb", buffering=0) as file:
        if Checksum.of(file, pause=pause) != expected:
            raise damaged(path.name)


def refuse_if_shared(path: Path, status: os.stat_result | None = None) -> None:
    """Raise EngineUnavailable if other users can write to a file or folder, or own it."""
    status = status or path.stat()
    user = os.geteuid()
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        problem, command = "Other users can write to", "chmod -R go-w"
    elif user and status.st_uid not in (user, 0):
        problem, command = "Another user owns", "chown -R"
    else:
        return
    raise EngineUnavailable(
        f"{problem} {path}, which belongs to the search index. Change this with `{command}`.",
        "The index folder must belong to the archive's user, and no other user may write to it "
        f"(`{command}`). Then run `manage.py reindex`.",
    )


class Unpickler(pickle.Unpickler):
    """Refuses every class but those in UNPICKLED."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in UNPICKLED:
            raise pickle.UnpicklingError(f"{module}.{name} does not belong in an index.")
        return super().find_class(module, name)


class MappedFile(StructFile):  # type: ignore[misc]  # Whoosh has no types
    """A memory-mapped file. Several threads may call ``get`` at once."""

    def __init__(self, path: Path, expected: Checksum | None = None) -> None:
        """Raises EngineUnavailable if the whole file does not have the ``expected`` checksum."""
        with path.open("rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            refuse_if_shared(path, status)
            if expected is not None and Checksum.of(file) != expected:
                raise damaged(path.name)
            empty = status.st_size == 0
            mapped = None if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        super().__init__(mapped or io.BytesIO(), name=path.name)
        self.content: Buffer = mapped or b""

    def get(self, position: int, length: int) -> bytes:
        return self.content[position : position + length]

    def read_pickle(self) -> Any:
        return Unpickler(self.file).load()


class MappedStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder whose files are memory-mapped. An open file stays readable after its removal.

    ``expected`` are the checksums of the files of the last commit; None if there are none yet.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.expected: Mapping[str, Checksum] | None = None
        self._created: list[IO[bytes]] = []

    def open_file(self, name: str, **options: Any) -> MappedFile:
        """Raises FileNotFoundError if the file is not one of the last commit, which another
        process may have replaced meanwhile."""
        known = self.expected
        if known is not None and name not in known:
            raise FileNotFoundError(2, "The file is not part of the last commit", name)
        file = MappedFile(Path(self.folder) / name, None if known is None else known[name])
        if name.endswith(".toc") and not file.get(0, len(TABLE_HEAD)) == TABLE_HEAD:
            raise damaged(name)
        return file

    def create_file(self, name: str, **options: Any) -> StructFile:
        file = private_file(Path(self.folder) / name)
        self._created.append(file)
        return StructFile(file, name=name)

    def close_created(self) -> None:
        """Close the files that were created and not closed, because a commit failed."""
        while self._created:
            with suppress(OSError):
                self._created.pop().close()


def private_file(path: Path) -> IO[bytes]:
    """A new, empty file for writing, which no other user can read or write."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    return os.fdopen(os.open(path, flags, PRIVATE_FILE), "wb")


def write_durably(path: Path, content: bytes) -> None:
    """Write a private file, and flush it to the disk."""
    with private_file(path) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Flush a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
