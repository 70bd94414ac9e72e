"""Runs: many transactions that belong together, an ingest's or an extraction's.

Whatever follows changes (the search index does) may follow a run in larger steps than single
edits, and at its end.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.dispatch import Signal

#: Sent when a run is over, however it ended, with ``interrupted``: whether somebody stopped it and
#: waits. A receiver returns a sentence if it could not follow what the run changed.
run_ended = Signal()


@dataclass(slots=True)
class Run:
    """A run. ``failures``: sentences of those who could not follow it, known once it is over."""

    failures: list[str] = field(default_factory=list)


class _Depth(threading.local):
    value = 0


_depth = _Depth()


def is_running() -> bool:
    """True while this thread is within a run."""
    return _depth.value > 0


@contextmanager
def run() -> Iterator[Run]:
    """A run of this thread. One within another is a part of it: the outer one has the failures."""
    this = Run()
    interrupted = False
    _depth.value += 1
    try:
        yield this
    except KeyboardInterrupt:
        interrupted = True
        _let_go()
        raise
    finally:
        _depth.value -= 1
        if not is_running():
            answers = run_ended.send(sender=None, interrupted=interrupted)
            this.failures += [str(sentence) for _, sentence in answers if sentence]


def _let_go() -> None:
    """End what Ctrl-C has cut in two: a transaction that the database has begun and Django does
    not know of yet, in which none could begin at the run's end."""
    if not connection.in_atomic_block:
        connection.close()
