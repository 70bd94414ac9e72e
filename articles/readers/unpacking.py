"""Bounds of what a packed file may unpack to, and streams that keep them."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, Protocol, cast

from articles.readers.base import Budget, Unreadable

#: The largest file within an archive that is itself an archive, in bytes. It is copied to disk.
LARGEST_INNER = 1 << 30
_CHUNK = 1 << 16
_IN_MEMORY = 1 << 20  # bytes of an inner archive that are kept in memory, not on disk

Damage = Callable[[], AbstractContextManager[None]]


class _Stream(Protocol):
    def read1(self, size: int, /) -> bytes: ...


def unpacked(stream: _Stream, budget: Budget, damage: Damage) -> BinaryIO:
    """Return ``stream``, which unpacks a file, as a buffered one that keeps the budget.

    ``damage`` turns the errors of the library that unpacks into Unreadable.
    """
    return cast(BinaryIO, io.BufferedReader(_Unpacked(stream, budget, damage), _CHUNK))


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: _Stream, budget: Budget, damage: Damage) -> None:
        self._stream, self._budget, self._damage = stream, budget, damage

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer
        with self._damage():
            # As much as comes at once: what precedes a damaged place is not lost.
            data = self._stream.read1(len(buffer))
        self._budget.unpack(len(data))
        buffer[: len(data)] = data
        return len(data)


class Packed:
    """Counts the packed bytes that are read from the outermost file."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._file, self._budget = file, budget

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._budget.packed += len(data)
        return data


@contextmanager
def seekable(file: BinaryIO) -> Iterator[BinaryIO]:
    """Yield ``file`` itself if it can seek, or a temporary copy of it.

    Raises Unreadable for a stream of more than ``LARGEST_INNER`` bytes.
    """
    if file.seekable():
        yield file
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        size = 0
        while data := file.read(_CHUNK):
            size += len(data)
            if size > LARGEST_INNER:
                raise Unreadable(
                    f"An archive within another one is larger than {LARGEST_INNER:,} bytes. "
                    "Unpack the outer one and ingest the folder."
                )
            copy.write(data)
        copy.seek(0)
        yield cast(BinaryIO, copy)
