"""A limit of time for all that a thread asks of an engine.

An engine that asks other machines waits for each of its requests for as long as that one may take.
Whoever does something in passing, while a reader waits for a page, has less time than that.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class _Thread(threading.local):
    end = math.inf


_thread = _Thread()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Engines raise EngineUnavailable in this thread once the time is over."""
    before = _thread.end
    _thread.end = min(before, time.monotonic() + seconds)
    try:
        yield
    finally:
        _thread.end = before


@contextmanager
def unlimited() -> Iterator[None]:
    """Within it, the thread has all the time that it needs."""
    before = _thread.end
    _thread.end = math.inf
    try:
        yield
    finally:
        _thread.end = before


def left() -> float:
    """The seconds that this thread has; 0 if none are left, infinitely many without a limit."""
    return max(0.0, _thread.end - time.monotonic())
