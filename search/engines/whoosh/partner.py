"""A second process that takes part of the documents of a large rebuild off the first."""

from __future__ import annotations

import multiprocessing
import os
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

#: Batches that wait for the second process: enough that it never waits for the first.
WAITING = 2

#: So often, in seconds, the first process looks whether the second is still there.
GLANCE = 2.0


def is_possible() -> bool:
    """Whether there is a second processor and a way to go on in another process as one is."""
    # A copy of a process with threads has their locks, held by nobody who would let go of them.
    if threading.active_count() > 1:
        return False
    if "fork" not in multiprocessing.get_all_start_methods():
        return False
    # What multiprocessing has started as a daemon may start nothing itself.
    if multiprocessing.current_process().daemon or not hasattr(os, "sched_getaffinity"):
        return False
    return len(os.sched_getaffinity(0)) > 1


class Partner:
    """Does ``work`` with the batches that it takes. ``end`` says that there are no more,
    ``finish`` waits for it; leaving the ``with`` block without kills it."""

    def __init__(self, work: Work) -> None:
        # Forked: it needs no set-up of its own and uses nothing of its parent's but the batches.
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
        """False if it has enough to do: the caller does the batch itself."""
        try:
            self._batches.put_nowait(batch)
        except Full:
            return False
        return True

    def end(self) -> None:
        """There are no more batches."""
        while self._process.is_alive():
            with suppress(Full):
                self._batches.put(None, timeout=GLANCE)
                break

    def finish(self) -> None:
        """Wait until everything it took is done. EngineUnavailable if it failed or died."""
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
    threading.Thread(target=_end_with_parent, daemon=True).start()
    failure = None
    try:
        work(document for batch in iter(batches.get, None) for document in batch)
    except EngineUnavailable as error:
        failure = error
    answer.send(failure)


def _end_with_parent() -> None:
    """Die with the first process: its writer lock is held until both are gone. Without this the
    second would wait for ever for the rest of a batch that was cut off."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
