"""Read and extract captures in several processes, keeping their order.

Extraction takes most of an ingest's time and needs no database. For a small folder no other
process is started, since that would take longer.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context, parent_process, resource_tracker
from typing import Any, Generic, Protocol, TypeVar

from articles.limits import Limits, OutOfTime, end_process_after, limit_memory, time_limit
from articles.readers import Failure, Source, Unreadable

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

#: Seconds after which a worker that has died is noticed here, should the executor not notice it.
_NOTICED = 5.0

WORKER_DIED = (
    "The process that was reading it was ended, perhaps for lack of memory. Ingest it again; "
    "with INGEST_PROCESSES=1 no other processes are used."
)

logger = logging.getLogger(__name__)


class Named(Protocol):
    @property
    def name(self) -> str: ...


#: A job, and what it results in. Processes exchange both, so they must be picklable.
J = TypeVar("J", bound=Named)
R_co = TypeVar("R_co", covariant=True)
Done = TypeVar("Done")


def unforeseen(error: Exception) -> str:
    """Return a sentence for an error of a kind that no reader expects."""
    return f"It could not be read ({type(error).__name__}: {error})."


class Task(Generic[J, R_co]):
    """What is done with each job, within limits. Processes exchange it too."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def results(self, job: J) -> list[R_co | Failure]:
        """Do one job, which may have several results. Never raises."""
        return [self.result(job)]

    def result(self, job: J) -> R_co | Failure:
        """Do a job with one result. Never raises: whatever goes wrong is a Failure."""
        return self.guarded(self._result, job)

    def guarded(self, work: Callable[[J], Done], job: J) -> Done | Failure:
        """Call ``work`` within the limit of time. Never raises."""
        try:
            with time_limit(self.limits.seconds):
                return work(job)
        except Unreadable as unreadable:
            reason = str(unreadable)
        except OutOfTime:
            reason = self.limits.too_slow
        except MemoryError:
            reason = self.limits.too_greedy
        except Exception as error:
            # A library that readers use fails in its own way; one file must not end a run.
            logger.exception("%s could not be read.", job.name)
            reason = unforeseen(error)
        return Failure(job.name, reason, getattr(job, "container", ""))

    def _result(self, job: J) -> R_co | Failure:
        raise NotImplementedError


def extracted(
    jobs: Iterable[J], task: Task[J, R_co], processes: int, niceness: int = 0
) -> Iterator[R_co | Failure]:
    """Yield the results of each job in order; see ``Pool``."""
    with Pool(task, processes, niceness) as pool:
        yield from pool.results(iter(jobs))


@dataclass(slots=True)
class _Chunk(Generic[J, R_co]):
    jobs: list[J]
    future: Future[list[R_co | Failure]]


class Pool(Generic[J, R_co]):
    """Worker processes, started when there is enough work and restarted when one was killed."""

    def __init__(self, task: Task[J, R_co], processes: int, niceness: int = 0) -> None:
        """``processes``: how many; with 1, this process does everything. ``niceness`` is added to
        theirs, so that they take what time servers leave. This process is not slowed down, because
        others wait while it writes to the database or the index."""
        self._task = task
        self._processes = processes
        self._niceness = niceness
        self._before_workers = BEFORE_WORKERS
        self._executor: ProcessPoolExecutor | None = None
        self._waiting: deque[_Chunk[J, R_co]] = deque()

    def __enter__(self) -> Pool[J, R_co]:
        return self

    def __exit__(self, kind: type[BaseException] | None, *args: object) -> None:
        if kind is not None:
            self._end_workers()
        self._stop()
        gc.unfreeze()

    def results(self, jobs: Iterator[J]) -> Iterator[R_co | Failure]:
        """Yield the results of each job in order."""
        for job in jobs if self._processes == 1 else islice(jobs, self._before_workers):
            if self._processes > 1:
                if _size(job) > LARGE:
                    jobs = chain((job,), jobs)
                    break
                self._before_workers -= 1
            yield from self._task.results(job)
        for chunk in _chunks(jobs):
            self._waiting.append(_Chunk(chunk, self._submit(chunk)))
            if len(self._waiting) >= AHEAD:
                yield from self._oldest()
        while self._waiting:
            yield from self._oldest()

    def _oldest(self) -> Iterator[R_co | Failure]:
        """Wait for the chunk that was submitted first, and yield its results."""
        chunk = self._waiting.popleft()
        try:
            yield from self._result_of(chunk.future)
        except BrokenProcessPool:
            # One killed process breaks the whole pool; any job of any chunk may be the cause.
            self._stop()
            for each in chunk.jobs:
                yield from self._alone(each)
            for other in self._waiting:
                if not other.future.done() or other.future.exception() is not None:
                    other.future = self._submit(other.jobs)

    def _alone(self, job: J) -> list[R_co | Failure]:
        """Run one job by itself: if the process dies again, this job is the cause."""
        began = time.monotonic()
        try:
            return self._result_of(self._submit([job]))
        except BrokenProcessPool:
            self._stop()
            limits = self._task.limits
            is_slow = time.monotonic() - began > limits.seconds_of_process
            return [Failure(job.name, limits.too_slow if is_slow else WORKER_DIED)]

    def _result_of(self, future: Future[list[R_co | Failure]]) -> list[R_co | Failure]:
        while not wait([future], timeout=_NOTICED).done:
            if any(each.exitcode is not None for each in self._workers()):
                self._end_workers()
        return future.result()

    def _workers(self) -> list[Any]:
        # The executor has no public way to its processes, nor to its pipe.
        return [*((self._executor and self._executor._processes) or {}).values()]

    def _end_workers(self) -> None:
        """End the workers at once. One that was killed while it sent a result has left a part of it
        in the pipe, and the executor's thread would wait for the rest for ever, also when this
        process ends: its own end of the pipe is the last one that is open."""
        for each in self._workers():
            each.kill()
        if self._executor is not None:
            results: Any = self._executor._result_queue
            with suppress(OSError):
                results._writer.close()

    def _submit(self, jobs: list[J]) -> Future[list[R_co | Failure]]:
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
            # The results under way set off many full collections of garbage, each of which would
            # look at all that the process has loaded: a tenth of its time.
            gc.freeze()
            # spawn, not fork: this process has threads.
            self._executor = ProcessPoolExecutor(
                self._processes, get_context("spawn"), _initialise, (self._task, self._niceness)
            )
        return self._executor

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _chunks(jobs: Iterator[J]) -> Iterator[list[J]]:
    chunk: list[J] = []
    size = 0
    for job in jobs:
        chunk.append(job)
        size += _size(job)
        if len(chunk) >= CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(job: object) -> int:
    """Return the approximate size of a job in bytes."""
    if isinstance(job, Source):
        try:
            return job.resolved.stat().st_size
        except OSError:
            return 0  # reading it will report the error
    return len(getattr(job, "data", b""))


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

_task: Task[Any, Any] | None = None


def _initialise(task: Task[Any, Any], niceness: int) -> None:
    global _task  # the only way to pass state to a pool's initialiser and tasks
    _task = task
    if hasattr(os, "nice"):
        os.nice(niceness)
    limit_memory(task.limits.memory)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when its parent ends: a killed parent cannot end its workers itself."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _results_of(jobs: list[Any]) -> list[Any]:
    if _task is None:
        raise RuntimeError("A worker process got work before it was initialised.")
    results: list[Any] = []
    for job in jobs:
        end_process_after(_task.limits.seconds_of_process)
        results += _task.results(job)
    end_process_after(0)
    return results
