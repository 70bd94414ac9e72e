"""Gzip files, read as a stream so that no more than one article is in memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from articles.readers.base import Container, Opened, Unreadable


class Gzip(Container):
    """A single compressed file: ``story.html.gz``, ``records.jsonl.gz``."""

    name = "gzip"
    suffixes = (".gz",)
    magic = (b"\x1f\x8b",)
    wraps = True

    def members(self, file: Opened, max_bytes: int) -> Iterator[Opened]:
        with _Unpacked(file.file, max_bytes) as inside:
            inner = file.filename[: -len(".gz")] if file.filename.lower().endswith(".gz") else ""
            yield replace(file, file=cast(BinaryIO, inside), filename=inner)


#: Bytes that each compressed byte of a large file may unpack to. Texts reach some 30, pages with
#: the same menus some 100; gzip itself could reach 1,000.
MOST_FOR_EACH = 200
#: Articles of the largest size that a file may hold however well it is compressed.
_ALWAYS = 2


class _Packed:
    """Counts the compressed bytes that are read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.taken += len(data)
        return data


class _Unpacked(gzip.GzipFile):
    """A gzip file that raises Unreadable wherever it is damaged or unpacks to far too much.

    It may be within another gzip file: then it is compared with the bytes of the outermost one.
    """

    def __init__(self, file: BinaryIO, max_bytes: int) -> None:
        packed = _Packed(file)
        self.outermost: _Packed = file.outermost if isinstance(file, _Unpacked) else packed
        self._always = _ALWAYS * max_bytes
        super().__init__(fileobj=cast(BinaryIO, packed), mode="rb")

    def read(self, size: int | None = -1) -> bytes:
        with _damage():
            return self._bounded(super().read(size))

    def readline(self, size: int | None = -1) -> bytes:
        with _damage():
            return self._bounded(super().readline(size))

    def peek(self, n: int) -> bytes:
        with _damage():
            return super().peek(n)

    def _bounded(self, data: bytes) -> bytes:
        unpacked = self.tell()
        if unpacked > self._always and unpacked > MOST_FOR_EACH * self.outermost.taken:
            raise Unreadable(
                f"It unpacks to more than {MOST_FOR_EACH} times its size, as no text does. "
                "Nothing from here on was read. If it is right, unpack it and ingest that file."
            )
        return data


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except EOFError as error:
        raise Unreadable("The gzip file is incomplete. Copy it again.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(f"The file is damaged, or is not a gzip file: {error}.") from error
