"""The writer lock: one writer of the index at a time, among all processes of this machine.

The lock file also records whether its holder is rebuilding. Libraries such as ``filelock`` would
erase that, because they truncate the file when they open it, whoever holds the lock.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search.engines.base import EngineUnavailable, Turn

_PAUSE = 0.02
_REBUILDING = b"rebuilding"


@contextmanager
def turn_at(path: Path, *, wait: float = 0, rebuilding: bool = False) -> Iterator[Turn]:
    """Implements ``Engine.writing`` with a lock file; creates its folder.

    The kernel releases the lock when the process ends, even if it crashes.
    """
    try:
        # Index files are unpickled, so no other user may write to the folder.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EngineUnavailable(
            f"The index folder {path.parent} cannot be written to ({error.strerror}).",
            "Check the owner of the folder and the free space of its disk.",
        ) from error
    try:
        if _acquire(handle, time.monotonic() + wait):
            _note(handle, _REBUILDING if rebuilding else b"")
            yield Turn.OURS
            _note(handle, b"")
        else:
            noted = os.pread(handle, len(_REBUILDING) + 1, 0)
            yield Turn.REBUILD if noted == _REBUILDING else Turn.ANOTHERS
    finally:
        os.close(handle)


def _acquire(handle: int, deadline: float) -> bool:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_PAUSE)
        else:
            return True


def _note(handle: int, text: bytes) -> None:
    # On a full disk the note is missing: others then wait for this writer as for any other.
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, text, 0)
