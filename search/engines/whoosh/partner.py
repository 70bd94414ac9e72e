"""A second process that indexes part of the documents of a large rebuild."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from multiprocessing.queues import Queue
from queue import Full
from types import TracebackType
from typing import Self

from search.engines.base import EngineUnavailable
from search.query.document import Document

Batch = Sequence[Document]
Work = Callable[[Iterator[Document]], None]

#: The length of the queue of batches: enough that the second process never waits for the first.
WAITING = 2

#: Seconds between the checks of the first process that the second is still alive.
GLANCE = 2.0


def is_possible() -> bool:
    """Whether there is a second processor and this process can be forked safely."""
    # A fork copies the locks of other threads but not the threads, so nobody would release them.
    if threading.active_count() > 1:
        return False
    if "fork" not in multiprocessing.get_all_start_methods():
        return False
    # Daemon processes of multiprocessing must not have child processes.
    if multiprocessing.current_process().daemon or not hasattr(os, "sched_getaffinity"):
        return False
    return len(os.sched_getaffinity(0)) > 1


class Partner:
    """A second process that runs ``work`` on the documents of the batches it takes.

    Call ``end`` after the last batch, then ``finish`` to wait for the process. Leaving the
    ``with`` block kills it if it is still running.
    """

    def __init__(self, work: Work) -> None:
        # Forked, because it then needs no set-up; it uses nothing of its parent but the batches.
        context = multiprocessing.get_context("fork")
        self._batches: Queue[Batch | None] = context.Queue(WAITING)
        self._answer, answer = context.Pipe(duplex=False)
        self._process: ForkProcess = context.Process(
            target=_run, args=(work, self._batches, answer), daemon=True
        )
        self._process.start()
        answer.close()

    def __enter__(self) -> Self:
        return self

    def take(self, batch: Batch) -> bool:
        """Queue a batch. Returns False if the queue is full: the caller must index the batch."""
        try:
            self._batches.put_nowait(batch)
        except Full:
            return False
        return True

    def end(self) -> None:
        """Tell the process that there are no more batches."""
        while self._process.is_alive():
            with suppress(Full):
                self._batches.put(None, timeout=GLANCE)
                break

    def finish(self) -> None:
        """Wait until all batches are indexed. Raises EngineUnavailable if the process failed or
        died."""
        try:
            failure = self._answer.recv()
        except EOFError:
            failure = EngineUnavailable(
                "A process of the rebuild was ended, perhaps for lack of memory.",
                "Try again.",
            )
        self._process.join()
        if failure is not None:
            raise failure

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.join()
        self._batches.cancel_join_thread()
        self._batches.close()
        self._answer.close()


def _run(work: Work, batches: Queue[Batch | None], answer: Connection) -> None:
    # The terminal and systemd send their signals to both processes; the first one ends this one.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    failure = None
    try:
        work(document for batch in iter(batches.get, None) for document in batch)
    except EngineUnavailable as error:
        failure = error
    answer.send(failure)


def _end_with_parent() -> None:
    """Exit when the first process dies, since the writer lock is held until both have ended.
    Otherwise the second would wait forever for the rest of an incomplete batch."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
