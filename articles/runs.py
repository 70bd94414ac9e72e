"""Runs: the transactions of one ingest or extraction, which belong together.

Receivers of changes, such as the search index, may process those of a run in larger batches than
single edits, and at the end of the run.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.dispatch import Signal

#: Sent when a run has ended, even by an error, with ``interrupted``: True if a user is waiting, who
#: stopped it or sees a page. A receiver returns a sentence if it could not process the changes of
#: the run.
run_ended = Signal()
#: Sent when a command has done its task, with ``task``, ``began_at`` (a time), ``outcome`` ("done",
#: "failed" or "stopped") and ``summary``, a sentence. An ingest also sends ``counts``: how many
#: captures had each outcome.
task_ended = Signal()


@dataclass(slots=True)
class Run:
    """A run. ``failures`` are the receivers' sentences, available once the run has ended."""

    failures: list[str] = field(default_factory=list)


class _Depth(threading.local):
    value = 0


_depth = _Depth()


def is_running() -> bool:
    """True while this thread is within a run."""
    return _depth.value > 0


@contextmanager
def run(*, for_page: bool = False) -> Iterator[Run]:
    """Start a run in this thread. A nested run is part of the outer one, which has the failures.

    ``for_page``: a page waits for it, so that its end must not take long.
    """
    this = Run()
    interrupted = for_page
    _depth.value += 1
    try:
        yield this
    except KeyboardInterrupt:
        interrupted = True
        _close_broken_connection()
        raise
    finally:
        _depth.value -= 1
        if not is_running():
            answers = run_ended.send(sender=None, interrupted=interrupted)
            this.failures += [str(sentence) for _, sentence in answers if sentence]


def _close_broken_connection() -> None:
    """Close the connection, unless a transaction is open.

    Ctrl-C may come when the database has begun a transaction that Django does not know of yet.
    Then no other transaction could begin at the end of the run.
    """
    if not connection.in_atomic_block:
        connection.close()
