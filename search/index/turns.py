"""The turn to write the index, among the processes of this machine and of all others."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

from newsarchive.sharedlocks import held, is_held
from search.engines.base import Engine, Turn

_WRITER: Final = "index"
_REBUILDER: Final = "index rebuild"

#: One thread of a process at a time asks the database, since that takes a connection of its own.
_asking: Final = threading.Lock()


@contextmanager
def turn_to_write(engine: Engine, *, wait: float = 0, rebuilding: bool = False) -> Iterator[Turn]:
    """``Engine.writing``, also among machines that share a database."""
    if connection.vendor != "postgresql":
        with engine.writing(wait=wait, rebuilding=rebuilding) as turn:
            yield turn
        return
    until = time.monotonic() + wait
    if not _asking.acquire(timeout=wait):
        yield _anothers()
        return
    try:
        names = (_WRITER, _REBUILDER) if rebuilding else (_WRITER,)
        with held(*names, wait=max(0.0, until - time.monotonic())) as is_ours:
            if not is_ours:
                yield _anothers()
                return
            with engine.writing(wait=wait, rebuilding=rebuilding) as turn:
                yield turn
    finally:
        _asking.release()


def _anothers() -> Turn:
    return Turn.REBUILD if is_held(_REBUILDER) else Turn.ANOTHERS
