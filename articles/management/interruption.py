"""Notice Ctrl-C even where Python swallows the exception."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruption() -> Iterator[Callable[[], bool]]:
    """Yield a function that returns True if Ctrl-C was pressed.

    Ctrl-C still raises KeyboardInterrupt. But if it interrupts a callback, for example of the
    garbage collector, Python only reports the exception and goes on.
    """
    pressed = threading.Event()

    def on_sigint(number: int, frame: FrameType | None) -> None:
        pressed.set()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, on_sigint)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
