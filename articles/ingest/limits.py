"""Limits for reading one capture: time and memory, besides its size.

They protect an ingest from files that were made to harm it, and from unforeseen faults of readers:
the file fails alone, and the ingest goes on. Time is processor time, so a busy machine makes no
ordinary file fail.

A limit of time is kept twice. First an exception ends the work; any Python code and any regular
expression heeds it. Code in C may not, so a worker process that goes on is ended by the system.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # the limit of memory is not kept there

# The signal is repeated at this interval, because Python swallows exceptions in some callbacks.
_AGAIN = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one article.

    ``size`` is in bytes, uncompressed; ``seconds`` of processor time; ``memory`` in bytes, on top
    of what a worker process needs without any capture; ``lines`` of its text. A worker process
    that goes on for ``grace`` more seconds is ended.
    """

    size: int = 10_000_000
    seconds: float = 30
    memory: int = 1_000_000_000
    lines: int = 100_000
    grace: float = 5

    @property
    def seconds_of_process(self) -> float:
        return self.seconds + self.grace

    @property
    def too_large(self) -> str:
        return f"It is too large (more than {self.size:,} bytes)."

    @property
    def too_slow(self) -> str:
        return (
            f"It was given up after {self.seconds:g} seconds (INGEST_MAX_SECONDS). "
            "Save the article again as plain text."
        )

    @property
    def too_greedy(self) -> str:
        return (
            f"It needs more than {self.memory:,} bytes of memory (INGEST_MAX_MEMORY). "
            "Save the article again as plain text."
        )

    @property
    def too_long(self) -> str:
        return (
            f"It has more than {self.lines:,} lines (INGEST_MAX_LINES). "
            "Split it into one article per file."
        )


class OutOfTime(BaseException):
    """The work has used up its time.

    No Exception: those are swallowed where a library may fail in unknown ways.
    """


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime if the body uses more processor time than this.

    Has no effect in other threads than the main one, or on systems without such timers.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not (is_main and hasattr(signal, "setitimer")):
        yield
        return
    before = signal.signal(signal.SIGPROF, _on_time_over)
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except OutOfTime:
        # The signal may have come just before the timer was stopped.
        signal.setitimer(signal.ITIMER_PROF, 0)
        raise
    finally:
        signal.signal(signal.SIGPROF, before)


def _on_time_over(number: int, frame: FrameType | None) -> None:
    raise OutOfTime


def end_process_after(seconds: float) -> None:
    """Let the system end this process once it has computed for so many seconds; 0: no longer."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def limit_memory(more: int) -> None:
    """Let this process take at most ``more`` bytes of memory on top of what it has.

    Taking more raises MemoryError. Has no effect where the system does not tell what it has.
    """
    status = Path("/proc/self/status")
    if resource is None or not status.exists():
        return
    found = re.search(r"VmData:\s*(\d+) kB", status.read_text())
    if found is None:
        return
    most = int(found[1]) * 1024 + more
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
