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
        with _Unpacked(fileobj=file.file, mode="rb") as inside:
            inner = file.filename[: -len(".gz")] if file.filename.lower().endswith(".gz") else ""
            yield replace(file, file=cast(BinaryIO, inside), filename=inner)


class _Unpacked(gzip.GzipFile):
    """A gzip file that raises Unreadable wherever it is damaged."""

    def read(self, size: int | None = -1) -> bytes:
        with _damage():
            return super().read(size)

    def readline(self, size: int | None = -1) -> bytes:
        with _damage():
            return super().readline(size)

    def peek(self, n: int) -> bytes:
        with _damage():
            return super().peek(n)


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except EOFError as error:
        raise Unreadable("The gzip file is incomplete. Copy it again.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(f"The file is damaged, or is not a gzip file: {error}.") from error
