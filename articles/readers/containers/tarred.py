"""Tar archives, read as a stream."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

from articles.readers.base import Budget, Container, Failure, Opened, PassedOver, Unreadable
from articles.readers.containers.entries import MOST_ENTRIES, TOO_MANY, hidden, refusal
from articles.readers.unpacking import unpacked

_MARK, _AT = b"ustar", 257  # bytes, from the beginning


class Tar(Container):
    """A tar archive; a compressed one is unpacked before."""

    name = "tar"
    suffixes = (".tar",)
    is_folder = True

    def recognises(self, head: bytes) -> bool | None:
        return True if head.startswith(_MARK, _AT) else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Opened | Failure | PassedOver]:
        # A tar archive unpacks to its own size, so it needs no budget of its own.
        budget = file.budget or Budget(max_bytes, unbounded=True)
        with _damage(), tarfile.open(fileobj=file.file, mode="r|") as archive:
            for count, entry in enumerate(archive):
                if count == MOST_ENTRIES:
                    raise Unreadable(TOO_MANY)
                archive.members.clear()  # type: ignore[attr-defined]  # or it keeps them all
                name = f"{file.name}#{entry.name}"
                why = refusal(entry.name) or _refused(entry)
                if entry.isdir() and not why:
                    continue
                if why:
                    yield file.refused(entry.name, why)
                elif kind := hidden(entry.name):
                    yield PassedOver(name, kind)
                else:
                    stream = cast(tarfile.ExFileObject, archive.extractfile(entry))
                    inside = unpacked(stream, budget, _damage)
                    yield replace(file.inner(inside, entry.name), budget=file.budget)


def _refused(entry: tarfile.TarInfo) -> str:
    if entry.issym() or entry.islnk():
        return "This entry is a link, which is not followed."
    if not (entry.isfile() or entry.isdir()):
        return "This entry is not a regular file (a pipe, socket or device)."
    return ""


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError) as error:
        raise Unreadable(
            f"The tar archive is damaged or incomplete ({error}). Copy it again."
        ) from error
