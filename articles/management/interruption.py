"""Stop a command in good order, by Ctrl-C (SIGINT) or by SIGTERM, which systemd and Docker send.

Both raise KeyboardInterrupt, so a command ends in the same way. Its exit code says which it was.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Terminated(KeyboardInterrupt):
    """SIGTERM was received."""


def exit_code(stop: KeyboardInterrupt) -> int:
    """Return the exit code of a command that was stopped: 143 by SIGTERM, 130 by Ctrl-C."""
    return 128 + (signal.SIGTERM if isinstance(stop, Terminated) else signal.SIGINT)


def heed_sigterm() -> None:
    """Let SIGTERM raise Terminated in this process, instead of ending it at once."""
    signal.signal(signal.SIGTERM, _on_sigterm)


def _on_sigterm(number: int, frame: FrameType | None) -> None:
    raise Terminated


@contextmanager
def interruption() -> Iterator[Callable[[], type[KeyboardInterrupt] | None]]:
    """Yield a function that returns what stopped the command: an exception class, or None.

    The signal still raises it. But if it interrupts a callback, for example of the garbage
    collector, Python only reports the exception and goes on.
    """
    stops: list[type[KeyboardInterrupt]] = []

    def on_signal(number: int, frame: FrameType | None) -> None:
        stops.append(Terminated if number == signal.SIGTERM else KeyboardInterrupt)
        raise stops[0]

    def stopped() -> type[KeyboardInterrupt] | None:
        return stops[0] if stops else None

    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return
    before = {each: signal.signal(each, on_signal) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
