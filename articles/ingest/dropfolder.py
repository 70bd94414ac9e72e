"""A drop folder: what is put into it is ingested once it is complete, then moved away.

Files and folders that were ingested go to ``done/`` in that folder, the others to ``failed/``, with
the reason in a file beside each. They are moved after their articles are stored. If the process is
killed in between, they are ingested again, which changes nothing.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from newsarchive.sharedlocks import SharedLock

DONE, FAILED = "done", "failed"
REASON = ".reason.txt"
_LOCK = ".watch.lock"
#: An empty file may be one that is about to be written, so it must stay as it is for longer.
_EMPTY_SECONDS = 60.0
#: Names that programs give to files which they have not finished.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp", ".swp", "~")

#: What changes with a file: its path, its size in bytes, its time of modification and its inode;
#: for a folder those of all files in it.
_State = tuple[tuple[str, int, int, int], ...]


class FolderRefused(Exception):
    """The folder cannot be used. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file or a folder that is complete."""

    path: Path
    state: _State


@dataclass(slots=True)
class DropFolder:
    """A folder, and for how many seconds what is in it must stay as it is to count as complete.

    ``clock`` returns seconds that never go back.
    """

    folder: Path
    settle: float
    clock: Callable[[], float] = time.monotonic
    _seen: dict[Path, tuple[_State, float]] = field(default_factory=dict)

    @contextmanager
    def locked(self) -> Iterator[SharedLock]:
        """Hold the folder, so that no other process moves its files. Raises FolderRefused.

        Yields the lock that other machines see, which is to be renewed now and then."""
        if not self.folder.is_dir():
            raise FolderRefused(f"{self.folder} is not a folder. Create it, or name another one.")
        try:
            for name in (DONE, FAILED):
                (self.folder / name).mkdir(exist_ok=True)
            handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise FolderRefused(
                f"{self.folder} cannot be written to ({error.strerror}): files are moved within "
                "it. Let the archive's user write there."
            ) from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise FolderRefused(f"Another process watches {self.folder}.") from error
            # Not by its path: on another machine that may be the path of another folder.
            if not (name := os.pread(handle, 64, 0).decode("ascii", "replace")):
                name = secrets.token_hex(16)
                os.pwrite(handle, name.encode(), 0)
            lock = SharedLock(f"drop folder {name}")
            try:
                if not lock.acquire():
                    raise FolderRefused(f"A process on another machine watches {self.folder}.")
                yield lock
            finally:
                lock.release()
        finally:
            os.close(handle)

    def look(self) -> list[Dropped]:
        """The files and folders that are complete, in order of their names.

        They are if they were the same at all looks of the last ``settle`` seconds and, as far as
        the system says so, no process has them open for writing.
        """
        now, seen, complete = self.clock(), {}, []
        for path in sorted(self._entries()):
            state = _state(path)
            if not state:
                continue
            before, since = self._seen.get(path, (None, now))
            since = since if before == state else now
            seen[path] = (state, since)
            is_empty = any(size == 0 for _, size, _, _ in state)
            enough = max(self.settle, _EMPTY_SECONDS) if is_empty else self.settle
            if now - since >= enough and not any(_is_unfinished(Path(name)) for name, *_ in state):
                complete.append(Dropped(path, state))
        self._seen = seen
        return complete

    def move(self, dropped: Dropped, reasons: Sequence[str]) -> Path | None:
        """Move it to ``done/``, or to ``failed/`` if there are reasons; returns its new path.

        What has changed since it was found complete stays, and None is returned: it will be found
        again. Raises OSError.
        """
        if _state(dropped.path) != dropped.state:
            return None
        target = _free(self.folder / (FAILED if reasons else DONE) / dropped.path.name)
        if reasons:
            text = "\n".join([*reasons, ""])
            target.with_name(target.name + REASON).write_text(text, "utf-8")
        dropped.path.rename(target)
        return target

    def _entries(self) -> list[Path]:
        with os.scandir(self.folder) as entries:
            return [
                Path(each.path)
                for each in entries
                if not each.name.startswith(".") and each.name not in (DONE, FAILED)
            ]


def _state(path: Path) -> _State:
    """The state of a file or a folder; empty if it is gone or has no files."""
    found = []
    waiting = [path]
    while waiting:
        each = waiting.pop()
        with suppress(OSError):
            stats = each.lstat()
            if stat.S_ISDIR(stats.st_mode):
                waiting += each.iterdir()
            else:
                found.append((str(each), stats.st_size, stats.st_mtime_ns, stats.st_ino))
    return tuple(sorted(found))


def _is_unfinished(path: Path) -> bool:
    """True if the name of a file says so, or if the system knows that a process is writing it.

    Only Linux knows, by refusing a lease, and only tells the owner of the file.
    """
    if path.name.lower().endswith(_UNFINISHED):
        return True
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False  # reading it will say why
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False


def _free(path: Path) -> Path:
    """``path``, or with a number before its suffix if a file has that name already."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
