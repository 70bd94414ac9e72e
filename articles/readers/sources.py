"""Find the files to read below the paths that a user names, and open them."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from articles.readers.base import HEAD, Failure, PassedOver, Unreadable
from articles.readers.formats import format_of
from articles.readers.formats import suffixes as suffixes_walked
from articles.readers.pagefolders import page_folder
from articles.readers.webpages.savedpages import is_of_saved_page


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``name`` is the path as the user wrote it, or a path below that folder.

    ``captured_at`` is when its pages were captured, None if the user does not say so, and
    ``captured_when_saved`` if that is the time of the file. ``path`` is its location if that is not
    where it lies now. ``url`` is the address that its folder states or that the user gives.
    ``columns`` says which columns of tables state which facts (``tables/tablecolumns.py``), and
    ``layout`` names the layout of the text export that a user says it is, "" if it is to be
    recognised.
    """

    name: str
    resolved: Path
    captured_at: dt.datetime | None = None
    captured_when_saved: bool = False
    path: str = ""
    url: str = ""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)
    layout: str = ""


def find(
    paths: Iterable[str | Path],
    suffixes: Sequence[str] | None = None,
    passed_over: list[PassedOver] | None = None,
) -> Iterator[Source | Failure]:
    """Yield the files at ``paths``, each once, in the order of ``paths``; folders are sorted.

    A file that the user names is taken whatever its suffix. A folder is walked for files with
    one of ``suffixes`` (in upper or lower case; by default those of all formats, and files whose
    content shows that they have one of the formats). Its other entries are passed over, and added
    to the list ``passed_over``: hidden ones, those of other kinds, and links to folders or to files
    that are read themselves.
    """
    wanted = _Wanted(suffixes)
    seen: set[Path] = set()
    for path in paths:
        for item in _find_one(str(path), wanted):
            if isinstance(item, PassedOver):
                if passed_over is not None:
                    passed_over.append(item)
                continue
            if isinstance(item, Source):
                if item.resolved in seen:
                    continue
                seen.add(item.resolved)
            yield item


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, dt.datetime]]:
    """Open a regular file; yields it and its modification time, which is not in the future.

    Does not block if a pipe has taken the file's place. Raises Unreadable or OSError.
    """
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    # Checked before fdopen, which refuses a folder without closing the descriptor.
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise Unreadable("This is a folder, not a file." if stat.S_ISDIR(mode) else _NO_FILE)
    with os.fdopen(descriptor, "rb") as file:
        yield file, _not_in_future(os.fstat(descriptor).st_mtime)


def sentence(error: Exception) -> str:
    """Describe an error of the operating system in a sentence."""
    match error:
        case FileNotFoundError():
            return "There is no such file or folder."
        case PermissionError():
            return "It cannot be read: permission denied."
        case IsADirectoryError():
            return "This is a folder, not a file."
        case OSError(strerror=str() as reason):
            return f"It cannot be read: {reason[:1].lower()}{reason[1:]}."
    return f"It cannot be read: {error}."


class _Wanted:
    """Tells which files of a folder are read."""

    def __init__(self, suffixes: Sequence[str] | None) -> None:
        self.by_content = suffixes is None
        self.suffixes = tuple(map(str.lower, suffixes_walked() if suffixes is None else suffixes))

    def __call__(self, path: Path) -> bool:
        if path.name.lower().endswith(self.suffixes):
            return True
        if not self.by_content:
            return False
        try:
            with opened(path) as (file, _):
                return format_of("", file.read(HEAD)) is not None
        except (OSError, Unreadable):
            return False

    def lacking(self, *, any_entries: bool) -> str:
        """What to say of a folder in which there is no such file."""
        if not any_entries:
            return "The folder is empty."
        if not self.by_content:
            return f"The folder contains no files named *{', *'.join(self.suffixes)}."
        return (
            "The folder contains no file of a kind that is read from folders. To have a file read"
            " anyway, name it instead of the folder."
        )


def _find_one(name: str, wanted: _Wanted) -> Iterator[Source | Failure | PassedOver]:
    if not _is_utf8(name):
        yield Failure(name, "The name is not valid UTF-8. Rename the file.")
        return
    try:
        mode = Path(name).stat().st_mode
        resolved = Path(name).resolve(strict=True)
    except FileNotFoundError as error:
        broken = Path(name).is_symlink()
        yield Failure(
            name, "The link points to a file that does not exist." if broken else sentence(error)
        )
        return
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; a NUL in the name
        yield Failure(name, sentence(error))
        return
    if stat.S_ISREG(mode):
        yield Source(name, resolved)
    elif stat.S_ISDIR(mode):
        yield from _walk(name, resolved, wanted)
    else:
        yield Failure(name, _NO_FILE)


def _walk(name: str, root: Path, wanted: _Wanted) -> Iterator[Source | Failure | PassedOver]:
    """Yield the entries below a folder, with a Failure for each one that is unreadable."""
    matched = any_entries = False
    # A stack instead of recursion: folders may be nested deeper than Python's call stack.
    waiting = [name]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            matched = True
            yield Failure(folder, sentence(error))
            continue
        any_entries |= bool(entries)
        below: list[str] = []
        names = [entry.name for entry in entries]
        page = page_folder(Path(folder), names)
        if page is not None:
            path = Path(folder, page.name)
            matched = True
            yield Source(str(path), path.resolve(), page.captured_at, url=page.url)
            yield PassedOver(folder, "other file of the same page", len(names) - 1)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                is_folder = entry.is_dir(follow_symlinks=False)
                yield PassedOver(entry.path, "hidden folder" if is_folder else "hidden file")
            elif entry.is_dir(follow_symlinks=False) and is_of_saved_page(entry.name, names):
                yield PassedOver(entry.path, "folder of a saved page")
            elif entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            else:
                item = _entry(entry, root, wanted)
                matched |= not isinstance(item, PassedOver)
                yield item
        waiting.extend(reversed(below))
    if not matched:
        yield Failure(name, wanted.lacking(any_entries=any_entries))


def _entry(entry: os.DirEntry[str], root: Path, wanted: _Wanted) -> Source | Failure | PassedOver:
    if not _is_utf8(entry.path):
        return Failure(entry.path, "The name is not valid UTF-8. Rename the file.")
    path = Path(entry.path)
    try:
        if entry.is_symlink():
            return _link(path, root, wanted)
        if not entry.is_file(follow_symlinks=False):
            return Failure(entry.path, _NO_FILE)
        return Source(entry.path, path.resolve()) if wanted(path) else PassedOver.unknown(str(path))
    except FileNotFoundError:
        return Failure(entry.path, "The link points to a file that does not exist.")
    except (OSError, RuntimeError) as error:
        return Failure(entry.path, sentence(error))


def _link(path: Path, root: Path, wanted: _Wanted) -> Source | Failure | PassedOver:
    if not path.name.lower().endswith(wanted.suffixes):
        return PassedOver.unknown(str(path))
    target = path.resolve(strict=True)
    if target.is_dir():
        return PassedOver(str(path), "link to a folder")
    if not target.is_relative_to(root):
        return Failure(str(path), f"The link points out of the folder, to {target}.")
    if wanted(target) and not _is_hidden(target, root):
        return PassedOver(str(path), "link to a file that is read itself")
    # The walk does not reach the target itself, so it is read through the link.
    return Source(str(path), target) if target.is_file() else Failure(str(path), _NO_FILE)


def _not_in_future(timestamp: float) -> dt.datetime:
    now = dt.datetime.now(dt.UTC)
    try:
        return min(dt.datetime.fromtimestamp(timestamp, dt.UTC), now)
    except (OverflowError, OSError, ValueError):  # a time outside the calendar's range
        return now


def _is_utf8(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_hidden(target: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in target.relative_to(root).parts)


_NO_FILE = "This is not a regular file (a pipe, socket or device)."
