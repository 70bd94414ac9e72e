"""One writer of the index at a time, among all processes of this machine."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engines.base import EngineUnavailable

_PAUSE = 0.02
_REBUILDING = b"rebuilding"


@contextmanager
def writer_lock(path: Path, *, wait: float = 0, rebuilding: bool = False) -> Iterator[bool]:
    """Give True and hold the lock, or give False if another holds it for ``wait`` seconds more.

    The kernel lets go of it when its process ends, however it ends.
    """
    try:
        # An index is unpickled: nobody else may write into its folder.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EngineUnavailable(
            f"The index folder {path.parent} cannot be written to ({error.strerror}): check its "
            "owner and the free disk space."
        ) from error
    try:
        held = _acquire(handle, time.monotonic() + wait)
        if held:
            _note(handle, _REBUILDING if rebuilding else b"")
        yield held
        if held:
            _note(handle, b"")
    finally:
        os.close(handle)


def is_rebuilding(path: Path) -> bool:
    """True if whoever holds the lock builds a whole index, which takes long."""
    try:
        return path.read_bytes() == _REBUILDING
    except OSError:
        return False


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
    os.ftruncate(handle, 0)
    os.pwrite(handle, text, 0)
