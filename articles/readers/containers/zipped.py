"""ZIP archives."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from articles.readers.base import Budget, Container, Failure, Opened, PassedOver, Unreadable
from articles.readers.containers.entries import MOST_ENTRIES, TOO_MANY, hidden, refusal
from articles.readers.packages import package_of
from articles.readers.unpacking import seekable, unpacked
from articles.readers.unsupported import refusal_of_package
from articles.readers.webpages.savedpages import is_of_saved_page

# The list of entries stands at the end and is read as a whole: bytes of a list of MOST_ENTRIES.
_LONGEST_LIST = 500 * MOST_ENTRIES
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_TAIL = 66_000  # bytes in which the end of the list stands
_DEEPEST = 100  # folders within each other
_LOCKED = 0x1  # the flag of an entry with a password


class Zip(Container):
    """A ZIP archive. A document that is one, such as DOCX, is read as that document."""

    name = "zip"
    suffixes = (".zip",)
    magic = (b"PK\x03\x04", _END)
    is_folder = True

    def members(self, file: Opened, max_bytes: int) -> Iterator[Opened | Failure | PassedOver]:
        with seekable(file.file) as inside:
            size = inside.seek(0, 2)
            _require_short_list(inside, size)
            with damage(), zipfile.ZipFile(inside) as archive:
                found = package_of(archive)
                if found:
                    inside.seek(0)
                    yield replace(file, file=inside, format=found)
                    return
                refused = refusal_of_package(frozenset(archive.namelist()))
                if refused:
                    raise Unreadable(refused)
                yield from _entries(archive, file, file.budget or Budget(max_bytes), size)


def _entries(
    archive: zipfile.ZipFile, file: Opened, budget: Budget, size: int
) -> Iterator[Opened | Failure | PassedOver]:
    is_outermost = file.budget is None
    infos = [each for each in archive.infolist() if not each.is_dir()]
    if not infos:
        raise Unreadable("The ZIP archive is empty.")
    pages = _PageFolders(info.filename for info in infos)
    for info in infos[:MOST_ENTRIES]:
        name = info.filename
        why = refusal(info.orig_filename) or _refused(info)
        if why:
            yield file.refused(name, why)
        elif kind := hidden(name) or pages.kind(name):
            yield PassedOver(f"{file.name}#{name}", kind)
        else:
            if is_outermost:  # Entries may share bytes, so that they seem to be more.
                budget.packed = min(budget.packed + info.compress_size, size)
            try:
                with archive.open(info) as entry:
                    stream = unpacked(cast(zipfile.ZipExtFile, entry), budget, damage)
                    yield replace(file.inner(stream, name), budget=budget)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                yield file.refused(name, f"This entry cannot be unpacked: {error}.")
    if len(infos) > MOST_ENTRIES:
        raise Unreadable(TOO_MANY)


class _PageFolders:
    """The folders of pictures and frames that belong to pages saved beside them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._siblings: dict[str, list[str]] = defaultdict(list)
        for name in names:
            folder, _, own = name.rpartition("/")
            self._siblings[folder].append(own)
        self._known: dict[str, bool] = {"": False}

    def kind(self, name: str) -> str:
        """Return what the entry is if it belongs to a saved page; "" otherwise."""
        return "file of a saved page" if self._is_of_page(name.rpartition("/")[0]) else ""

    def _is_of_page(self, folder: str) -> bool:
        if folder not in self._known:
            parent, _, own = folder.rpartition("/")
            self._known[folder] = is_of_saved_page(own, self._siblings.get(parent, ())) or (
                parent.count("/") < _DEEPEST and self._is_of_page(parent)
            )
        return self._known[folder]


def _refused(info: zipfile.ZipInfo) -> str:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "This entry is a link, which is not followed."
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "This entry is not a regular file (a pipe, socket or device)."
    if info.flag_bits & _LOCKED:
        return "This entry has a password. Unpack the archive and ingest the folder."
    return ""


def _require_short_list(file: BinaryIO, size: int) -> None:
    """Raise Unreadable if the list of entries is too long to be read into memory."""
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    end, end_64 = tail.rfind(_END), tail.rfind(_END_64)
    lengths = [0]
    if 0 <= end <= len(tail) - 16:
        lengths += struct.unpack_from("<L", tail, end + 12)
    if 0 <= end_64 <= len(tail) - 48:
        lengths = list(struct.unpack_from("<Q", tail, end_64 + 40))
    if max(lengths) > _LONGEST_LIST:
        raise Unreadable(TOO_MANY)


_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error, OSError),
    *(ValueError, NotImplementedError),
)


@contextmanager
def damage() -> Iterator[None]:
    """Turn the errors of a damaged archive into Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except _DAMAGE as error:
        raise Unreadable(
            f"The ZIP archive is damaged or incomplete ({error}). Copy it again."
        ) from error
