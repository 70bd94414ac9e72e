"""One writer of the index at a time, among all processes of this machine."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from search.engines.base import EngineUnavailable

_PAUSE = 0.02


def _path() -> Path:
    """Beside the index, outside any generation of it; in the temporary folder for a remote one."""
    scheme, _, place = settings.SEARCH_URL.partition("://")
    if scheme == "whoosh":
        return Path(place) / "writer.lock"
    name = hashlib.sha256(settings.SEARCH_URL.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"newsarchive-{name}.lock"


@contextmanager
def writer_lock(wait: float = 0) -> Iterator[bool]:
    """Give True and hold the lock, or give False if another holds it for ``wait`` seconds more.

    The kernel lets go of it when the process ends, however it ends.
    """
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EngineUnavailable(
            f"The index folder {path.parent} cannot be written ({error.strerror}): check its owner "
            "and the space left."
        ) from error
    try:
        yield _acquire(handle, time.monotonic() + wait)
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
