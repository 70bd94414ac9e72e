"""Whether the index was written from this database, as it is now.

The database counts the updates of its index and gives each a random token, and the index carries
both (``Mark``). They differ after one of the two was restored from a backup, or belongs to another
archive: then searches are refused, because totals would be wrong.

The database learns the token before the index does, so that neither needs the other's commit: a
process may be killed at any point between them.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from articles.statements import Statement
from search.engines import get_engine
from search.engines.base import Engine, EngineAway, EngineUnavailable, Mark, State, Status
from search.models import ArchiveState

REMEDY = "Run `manage.py reindex` to rebuild the index from the articles."

#: Looks at the database and the index, since a commit may come between the two, and the seconds
#: between looks.
LOOKS = 3
PAUSE = 0.02


_STATE = Statement(
    lambda: ArchiveState.objects.filter(pk=1).values_list(
        "archive", "sequence", "token", "next_token"
    )
)

#: Set when a search was refused, for the thread that may mend it.
DISAGREED = threading.Event()


class Disagreement(EngineUnavailable):
    """The index was not written from this database, as it is now. A rebuild mends it."""


def archive_state() -> ArchiveState:
    """The state of this archive. Creates the row in a database that was emptied."""
    state, _ = ArchiveState.objects.get_or_create(pk=1, defaults={"archive": uuid.uuid4().hex})
    return state


def next_mark(engine: Engine) -> Mark:
    """Begin an update of the index: the mark that it must set. Call it while holding the writer
    lock, after reading the outbox entries that the update settles.

    When it returns, all earlier commits of the database are on the disk: an index that survives a
    power failure must not know more than its database.
    """
    try:
        written = engine.mark()
    except EngineUnavailable:
        written = None
    with _flushed(), transaction.atomic():
        state = archive_state()
        if written is not None and written.archive == state.archive:
            state.confirm(written.token)
        state.next_token = uuid.uuid4().hex
        state.save()
    return Mark(state.archive, state.sequence + 1, state.next_token)


def confirm(mark: Mark) -> None:
    """Record that the index has this mark. Call it in the transaction that deletes the outbox
    entries of the update."""
    state = archive_state()
    state.confirm(mark.token)
    state.save()


@contextmanager
def _flushed() -> Iterator[None]:
    """SQLite flushes its commits to the disk only now and then (``synchronous=NORMAL``). The
    commits in this block are flushed, with all earlier ones. Other databases flush each commit."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        ((normal,),) = cursor.execute("PRAGMA synchronous").fetchall()
        cursor.execute("PRAGMA synchronous=FULL")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA synchronous={int(normal)}")


def disagreement(engine: Engine) -> EngineUnavailable | None:
    """Why the index cannot be trusted with this database; None if it can. Raises
    EngineUnavailable if the index cannot be read."""
    problem = ""
    for look in range(LOOKS):
        if look:
            time.sleep(PAUSE)
        mark = engine.mark()
        problem = _difference(mark, _STATE.first())
        if not problem:
            return None
    return Disagreement(problem, REMEDY)


def _difference(mark: Mark | None, state: tuple[Any, ...] | None) -> str:
    """``state`` is a row of _STATE."""
    archive, sequence, *tokens = state or ("", 0)
    if mark is None or state is None or mark.archive != archive:
        return "The search index belongs to another archive than the database."
    if mark.token in tokens:
        return ""
    if mark.sequence > sequence:
        return "The database is older than the search index."
    if mark.sequence < sequence:
        return "The search index is older than the database."
    return "The search index and the database come from different copies of this archive."


def searched() -> Engine:
    """The engine, to search in. Raises EngineUnavailable if its index cannot be read, or does not
    agree with the database."""
    engine = get_engine()
    problem = disagreement(engine)
    if problem is not None:
        DISAGREED.set()
        raise problem
    return engine


def standing() -> Status:
    """The state of the index, for operators: that of the engine, or FOREIGN if the index does not
    agree with the database. Never raises but for the database."""
    engine = get_engine()
    status = engine.status()
    if status.state is not State.READY:
        return status
    try:
        problem = disagreement(engine)
    except EngineUnavailable as error:
        state = State.AWAY if isinstance(error, EngineAway) else State.DAMAGED
        return Status(state, 0, error.problem, error.remedy)
    if problem is None:
        return status
    return Status(State.FOREIGN, status.documents, problem.problem, problem.remedy)
