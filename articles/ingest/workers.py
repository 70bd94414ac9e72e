"""Captures read and extracted by several processes at once, their order kept.

Extraction takes the greater part of an ingest's time and needs no database. A small folder is done
before another process would have started.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process, resource_tracker

from articles.ingest.incoming import Extractor, Incoming, Job
from articles.readers import Failure, Member, Source

#: Done by this process before others are started, which takes about as long.
ALONE = 64
#: Captures handed over at once, or so many bytes of them: handing over costs.
CHUNK = 16
CHUNK_BYTES = 250_000
#: Chunks handed over before the first is taken back. So many may be done while the index is
#: written, and nobody waits; they bound the memory, too.
AHEAD = 64

LOST = (
    "The process that was reading it was ended, perhaps for lack of memory. Ingest it again; "
    "with INGEST_PROCESSES=1 no other processes are used."
)

Done = Incoming | Failure


def extracted(jobs: Iterable[Job], extractor: Extractor, processes: int) -> Iterator[Done]:
    """Each job done, in their order, by ``processes`` of their own; 1: by this process alone."""
    jobs = iter(jobs)
    yield from map(extractor.done, islice(jobs, ALONE) if processes > 1 else jobs)
    with _Pool(extractor, processes) as pool:
        yield from pool.done(jobs)


@dataclass(slots=True)
class _Chunk:
    jobs: list[Job]
    future: Future[list[Done]]


class _Pool:
    """Processes, started when there is something to do and anew when one was killed."""

    def __init__(self, extractor: Extractor, processes: int) -> None:
        self._extractor = extractor
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None
        self._waiting: deque[_Chunk] = deque()

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *args: object) -> None:
        self._end()

    def done(self, jobs: Iterator[Job]) -> Iterator[Done]:
        for chunk in _chunks(jobs):
            self._waiting.append(_Chunk(chunk, self._submit(chunk)))
            if len(self._waiting) >= AHEAD:
                yield from self._next()
        while self._waiting:
            yield from self._next()

    def _next(self) -> Iterator[Done]:
        chunk = self._waiting.popleft()
        try:
            yield from chunk.future.result()
        except BrokenProcessPool:
            # All that waited went with the process, whoever's fault it was.
            self._end()
            for each in chunk.jobs:
                yield self._alone(each)
            for other in self._waiting:
                if not other.future.done() or other.future.exception() is not None:
                    other.future = self._submit(other.jobs)

    def _alone(self, job: Job) -> Done:
        """Do one again while nothing else is being done: who ends a process now is known."""
        try:
            (done,) = self._submit([job]).result()
        except BrokenProcessPool:
            self._end()
            return job if isinstance(job, Failure) else Failure(job.name, LOST)
        return done

    def _submit(self, jobs: list[Job]) -> Future[list[Done]]:
        # A process begins with the signals that are blocked here, and so never sees Ctrl-C, which
        # goes to all of them: the one that was started by hand ends the others.
        with _undisturbed():
            try:
                return self._started().submit(_do, jobs)
            except BrokenProcessPool:
                self._end()
                return self._started().submit(_do, jobs)

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # Not forked: this process has threads.
            self._executor = ProcessPoolExecutor(
                self._processes, get_context("spawn"), _begin, (self._extractor,)
            )
        return self._executor

    def _end(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _chunks(jobs: Iterator[Job]) -> Iterator[list[Job]]:
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        chunk.append(job)
        size += _size(job)
        if len(chunk) >= CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(job: Job) -> int:
    """About how many bytes it brings."""
    if isinstance(job, Member):
        return len(job.data)
    try:
        return job.resolved.stat().st_size if isinstance(job, Source) else 0
    except OSError:
        return 0  # whoever reads it says so


@contextmanager
def _undisturbed() -> Iterator[None]:
    # Python unblocks the signal when it starts its tracker, which otherwise is only then.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In a process of the pool

_extractor: Extractor | None = None


def _begin(extractor: Extractor) -> None:
    global _extractor  # all that reaches the processes of a pool
    _extractor = extractor
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """One that is killed cannot end its processes: each waits for that."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(jobs: list[Job]) -> list[Done]:
    if _extractor is None:
        raise RuntimeError("A process of the pool got work before it began.")
    return [_extractor.done(job) for job in jobs]
