"""Files read and extracted by several processes at once, their order kept.

Extraction takes most of an ingest's time and needs no database. The first few files are read here:
a small folder is done before a process has started.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process

from articles.extraction import Extraction
from articles.extraction.learnt import Learnt
from articles.readers import Capture, Failure, Kind, Source, form_of, read
from articles.reading import extraction_from

#: Read by this process before others are started, which takes as long.
ALONE = 100
#: Captures handed over at once: handing over costs, and memory bounds how much waits.
CHUNK = 16
#: Chunks that wait for each process.
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Extracted:
    """A capture of a file, and what the rules read in it."""

    source: Source
    capture: Capture
    extraction: Extraction


#: A file that a process shall read, or a record that is read already.
Job = Source | tuple[Source, Capture]
Done = Extracted | Failure


@dataclass(frozen=True, slots=True)
class Extractor:
    """How a run reads: files of at most ``max_bytes``, with what was ``learnt`` before it."""

    max_bytes: int
    learnt: Learnt

    def all(self, found: Iterable[Source | Failure], processes: int) -> Iterator[Done]:
        """Every capture and failure of what was found, in its order."""
        jobs = self._jobs(found)
        yield from map(self._done, islice(jobs, ALONE if processes > 1 else None))
        yield from self._beside(jobs, processes)

    def _jobs(self, found: Iterable[Source | Failure]) -> Iterator[Job | Failure]:
        for item in found:
            if isinstance(item, Source) and form_of(item.given)[0] is Kind.RECORD:
                # Its records are many: no process shall hold them all.
                for each in read(item, self.max_bytes):
                    yield each if isinstance(each, Failure) else (item, each)
            else:
                yield item

    def _done(self, job: Job | Failure) -> Done:
        if isinstance(job, Failure):
            return job
        if isinstance(job, Source):
            # A file that holds no records is one capture, or one failure.
            (read_,) = read(job, self.max_bytes)
            if isinstance(read_, Failure):
                return read_
            job = (job, read_)
        source, capture = job
        return Extracted(
            source,
            capture,
            extraction_from(
                capture.kind, capture.text, capture.given, capture.captured_at, learnt=self.learnt
            ),
        )

    def _beside(self, jobs: Iterator[Job | Failure], processes: int) -> Iterator[Done]:
        waiting: deque[tuple[list[Job | Failure], Future[list[Done]]]] = deque()
        pool: ProcessPoolExecutor | None = None
        try:
            while chunk := list(islice(jobs, CHUNK)):
                pool = pool or self._pool(processes)
                try:
                    future = pool.submit(_chunk, chunk)
                except BrokenProcessPool:
                    pool = self._pool(processes)
                    future = pool.submit(_chunk, chunk)
                waiting.append((chunk, future))
                if len(waiting) >= AHEAD * processes:
                    yield from _result(*waiting.popleft())
            while waiting:
                yield from _result(*waiting.popleft())
        finally:
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)

    def _pool(self, processes: int) -> ProcessPoolExecutor:
        # Not forked: this process has threads.
        context = get_context("spawn")
        return ProcessPoolExecutor(processes, context, _begin, (self,))


def _result(chunk: list[Job | Failure], future: Future[list[Done]]) -> Iterator[Done]:
    try:
        yield from future.result()
    except BrokenProcessPool:
        yield from _lost(chunk)


def _lost(chunk: list[Job | Failure]) -> Iterator[Failure]:
    for job in chunk:
        if isinstance(job, Failure):
            yield job
        else:
            source = job if isinstance(job, Source) else job[0]
            yield Failure(
                source.given,
                "the process that read it ended, perhaps for lack of memory: ingest it again, "
                "with INGEST_PROCESSES=1 if it comes back",
            )


# Within a process


_extractor: Extractor | None = None


def _begin(extractor: Extractor) -> None:
    global _extractor  # noqa: PLW0603 - the way in which a pool's processes are given anything
    _extractor = extractor
    # Ctrl-C goes to all processes; the one that was started by hand ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot end its processes: each waits for its end."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _chunk(jobs: list[Job | Failure]) -> list[Done]:
    assert _extractor is not None
    return [_extractor._done(job) for job in jobs]
