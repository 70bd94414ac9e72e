"""Runs: many transactions that belong together, an ingest's or an extraction's.

Whoever follows what changes (the search index does) may follow a run in larger steps than single
edits, and at its end.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.dispatch import Signal

#: Sent when a run is over, however it ended.
run_ended = Signal()


class _Depth(threading.local):
    value = 0


_depth = _Depth()


def is_running() -> bool:
    """True while this thread is within a run."""
    return _depth.value > 0


@contextmanager
def run() -> Iterator[None]:
    _depth.value += 1
    try:
        yield
    except KeyboardInterrupt:
        _let_go()
        raise
    finally:
        _depth.value -= 1
        if not is_running():
            run_ended.send(sender=None)


def _let_go() -> None:
    """End what Ctrl-C has cut in two: a transaction that the database has begun and Django does
    not know of yet, in which none could begin at the run's end."""
    if not connection.in_atomic_block:
        connection.close()
