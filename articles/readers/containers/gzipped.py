"""Gzip files, read as a stream so that no more than one article is in memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from articles.readers.base import Budget, Container, Opened, Unreadable
from articles.readers.unpacking import Packed, unpacked


class Gzip(Container):
    """A single compressed file: ``story.html.gz``, ``records.jsonl.gz``."""

    name = "gzip"
    suffixes = (".gz",)
    magic = (b"\x1f\x8b",)
    wraps = True

    def members(self, file: Opened, max_bytes: int) -> Iterator[Opened]:
        budget, packed = file.budget, file.file
        if budget is None:
            budget = Budget(max_bytes)
            packed = cast(BinaryIO, Packed(file.file, budget))
        inner = file.filename[: -len(".gz")] if file.filename.lower().endswith(".gz") else ""
        with gzip.GzipFile(fileobj=packed, mode="rb") as stream:
            inside = unpacked(stream, budget, _damage)
            yield replace(file, file=inside, filename=inner, budget=budget)


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except EOFError as error:
        raise Unreadable("The gzip file is incomplete. Copy it again.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(f"The file is damaged, or is not a gzip file: {error}.") from error
