"""Limits for reading one capture, or extracting from it: time and memory, besides its size.

They protect an ingest from files that were made to harm it, and from unforeseen faults of readers:
the file fails alone, and the ingest goes on. They hold for stored captures too, which newer rules
may not be able to cope with. Time is processor time, so a busy machine makes no ordinary file fail.

A limit of time is kept twice. First an exception ends the work; any Python code heeds it, and in a
main thread any regular expression. Code in C may not, so a worker process that goes on is ended by
the system.
"""

from __future__ import annotations

import ctypes
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

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

    @classmethod
    def of(cls, settings: Any) -> Limits:
        """The limits that the settings state."""
        return cls(
            size=settings.INGEST_MAX_BYTES,
            seconds=settings.INGEST_MAX_SECONDS,
            memory=settings.INGEST_MAX_MEMORY,
            lines=settings.INGEST_MAX_LINES,
        )

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

    In the main thread it is the time of the process, elsewhere that of the thread. Has no effect on
    systems that do not tell it.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and hasattr(signal, "setitimer"):
        with _limit_of_process(seconds):
            yield
    elif not is_main and hasattr(time, "pthread_getcpuclockid"):
        with _limit_of_thread(seconds):
            yield
    else:
        yield


@contextmanager
def _limit_of_process(seconds: float) -> Iterator[None]:
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


@contextmanager
def _limit_of_thread(seconds: float) -> Iterator[None]:
    watch = _Watch(seconds)
    # Twice, because the exception may arrive while the watch is being ended; the next one comes
    # a second later at the earliest.
    try:
        try:
            yield
        finally:
            watch.end()
    finally:
        watch.end()


class _Watch:
    """A thread that looks at the clock of another one, which gets no signals."""

    def __init__(self, seconds: float) -> None:
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._limit = time.clock_gettime(self._clock) + seconds
        self._is_over = threading.Event()
        # Held while an exception is sent, so that none is sent after the end.
        self._lock = threading.Lock()
        threading.Thread(target=self._watch, daemon=True).start()

    def end(self) -> None:
        """Send no exception from now on, and call back one that has not arrived."""
        with self._lock:
            self._is_over.set()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), None)

    def _watch(self) -> None:
        wait = self._left()
        while not self._is_over.wait(wait):
            with self._lock:
                if self._is_over.is_set():
                    return
                left = self._left()
                if not left:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(self._thread), ctypes.py_object(OutOfTime)
                    )
            wait = left or _AGAIN

    def _left(self) -> float:
        return max(0.0, self._limit - time.clock_gettime(self._clock))


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
