"""The turn to write the index, among the processes of this machine and of all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from newsarchive.sharedlocks import held, is_held
from search.engines.base import Engine, Turn

_WRITER: Final = "index"
_REBUILDER: Final = "index rebuild"


@contextmanager
def turn_to_write(engine: Engine, *, wait: float = 0, rebuilding: bool = False) -> Iterator[Turn]:
    """``Engine.writing``, also among machines that share a database."""
    names = (_WRITER, _REBUILDER) if rebuilding else (_WRITER,)
    with held(*names, wait=wait) as is_ours:
        if not is_ours:
            yield Turn.REBUILD if is_held(_REBUILDER) else Turn.ANOTHERS
            return
        with engine.writing(wait=wait, rebuilding=rebuilding) as turn:
            yield turn
