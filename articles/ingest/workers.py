"""Read and extract captures in several processes, keeping their order.

Extraction takes most of an ingest's time and needs no database. For a small folder no other
process is started, since that would take longer.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context, parent_process, resource_tracker

from articles.ingest.incoming import Extractor, Incoming, Job
from articles.ingest.limits import end_process_after, limit_memory
from articles.readers import Failure, Member, Source

#: Jobs that this process does itself before it starts workers; starting them takes about as long.
BEFORE_WORKERS = 64
#: A job of more bytes is always left to a worker, because only a worker can be ended.
LARGE = 1_000_000
#: Jobs, or bytes, sent to a worker process at once: each transfer has a cost.
CHUNK = 16
CHUNK_BYTES = 250_000
#: Chunks submitted before the first result is awaited. Workers stay busy while the index is
#: written, and memory stays bounded.
AHEAD = 64

WORKER_DIED = (
    "The process that was reading it was ended, perhaps for lack of memory. Ingest it again; "
    "with INGEST_PROCESSES=1 no other processes are used."
)

Result = Incoming | Failure


def extracted(jobs: Iterable[Job], extractor: Extractor, processes: int) -> Iterator[Result]:
    """Yield the results of each job in order; a document may hold several articles.

    ``processes`` is the number of worker processes; with 1, this process does everything.
    """
    jobs = iter(jobs)
    for job in islice(jobs, BEFORE_WORKERS) if processes > 1 else jobs:
        if processes > 1 and _size(job) > LARGE:
            jobs = chain((job,), jobs)
            break
        yield from extractor.results(job)
    with _Pool(extractor, processes) as pool:
        yield from pool.results(jobs)


@dataclass(slots=True)
class _Chunk:
    jobs: list[Job]
    future: Future[list[Result]]


class _Pool:
    """Worker processes, started when there is work and restarted when one was killed."""

    def __init__(self, extractor: Extractor, processes: int) -> None:
        self._extractor = extractor
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None
        self._waiting: deque[_Chunk] = deque()

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *args: object) -> None:
        self._stop()

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        for chunk in _chunks(jobs):
            self._waiting.append(_Chunk(chunk, self._submit(chunk)))
            if len(self._waiting) >= AHEAD:
                yield from self._oldest()
        while self._waiting:
            yield from self._oldest()

    def _oldest(self) -> Iterator[Result]:
        """Wait for the chunk that was submitted first, and yield its results."""
        chunk = self._waiting.popleft()
        try:
            yield from chunk.future.result()
        except BrokenProcessPool:
            # One killed process breaks the whole pool; any job of any chunk may be the cause.
            self._stop()
            for each in chunk.jobs:
                yield from self._alone(each)
            for other in self._waiting:
                if not other.future.done() or other.future.exception() is not None:
                    other.future = self._submit(other.jobs)

    def _alone(self, job: Job) -> list[Result]:
        """Run one job by itself: if the process dies again, this job is the cause."""
        began = time.monotonic()
        try:
            return self._submit([job]).result()
        except BrokenProcessPool:
            self._stop()
            limits = self._extractor.limits
            is_slow = time.monotonic() - began > limits.seconds_of_process
            return [Failure(job.name, limits.too_slow if is_slow else WORKER_DIED)]

    def _submit(self, jobs: list[Job]) -> Future[list[Result]]:
        # Workers inherit the blocked signal and ignore Ctrl-C, which the terminal sends to all
        # processes: the main process ends them.
        with _sigint_blocked():
            try:
                return self._running_executor().submit(_results_of, jobs)
            except BrokenProcessPool:
                self._stop()
                return self._running_executor().submit(_results_of, jobs)

    def _running_executor(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # spawn, not fork: this process has threads.
            self._executor = ProcessPoolExecutor(
                self._processes, get_context("spawn"), _initialise, (self._extractor,)
            )
        return self._executor

    def _stop(self) -> None:
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
    """Return the approximate size of a job in bytes."""
    if isinstance(job, Member):
        return len(job.data)
    try:
        return job.resolved.stat().st_size if isinstance(job, Source) else 0
    except OSError:
        return 0  # reading it will report the error


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    # Starting the resource tracker unblocks the signal, so it must run before.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# The functions below run in worker processes

_extractor: Extractor | None = None


def _initialise(extractor: Extractor) -> None:
    global _extractor  # the only way to pass state to a pool's initialiser and tasks
    _extractor = extractor
    limit_memory(extractor.limits.memory)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when its parent ends: a killed parent cannot end its workers itself."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _results_of(jobs: list[Job]) -> list[Result]:
    if _extractor is None:
        raise RuntimeError("A worker process got work before it was initialised.")
    results: list[Result] = []
    for job in jobs:
        end_process_after(_extractor.limits.seconds_of_process)
        results += _extractor.results(job)
    end_process_after(0)
    return results
