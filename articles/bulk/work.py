"""Do bulk changes, part by part: the first ones in the request, the rest in a worker process.

Any process may continue a change at any time, and two may work at the same one.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from articles import databasefaults
from articles.bulk.kind import Refused
from articles.bulk.kinds import KINDS
from articles.models import BulkChange, BulkPart
from articles.runs import run
from newsarchive.transactions import writing

logger = logging.getLogger(__name__)

#: Seconds that a request works at a change; the rest is done by `manage.py db_worker`.
SECONDS = 2.0
#: When a worker continues a change whose request was killed.
_AFTER_REQUEST: Final = dt.timedelta(seconds=60)
#: Problems that are listed.
_PROBLEMS: Final = 100
#: Processes that may be killed while they work at a change, before nobody tries any more.
ATTEMPTS: Final = 5


def start(
    kind: str, keys: Sequence[int], by: User, parameters: Mapping[str, Any] | None = None
) -> BulkChange:
    """Start a change of objects (primary keys), and work at it for SECONDS.

    What is not done by then is left to a worker: ``is_running`` of the change is True.
    """
    with transaction.atomic():
        change = BulkChange.objects.create(kind=kind, parameters=dict(parameters or {}), by=by)
        _divide(change, keys)
    return _begun(change)


def confirm(change: BulkChange, keys: Sequence[int]) -> BulkChange:
    """Start a DRAFT with these of its objects, as ``start`` does. Does nothing if it has begun."""
    draft, running = BulkChange.State.DRAFT, BulkChange.State.RUNNING
    with writing():
        now = timezone.now()
        waiting = BulkChange.objects.filter(pk=change.pk, state=draft)
        if waiting.update(state=running, started_at=now, worked_at=now):
            change.refresh_from_db()
            _divide(change, keys)
    return _begun(change)


def _divide(change: BulkChange, keys: Sequence[int]) -> None:
    size = KINDS[change.kind].size
    BulkChange.objects.filter(pk=change.pk).update(total=len(keys))
    BulkPart.objects.bulk_create(
        BulkPart(change=change, keys=list(keys[start : start + size]))
        for start in range(0, len(keys), size)
    )
    # Should this process be killed.
    proceed.using(run_after=timezone.now() + _AFTER_REQUEST).enqueue(change.pk)


def _begun(change: BulkChange) -> BulkChange:
    change.refresh_from_db()
    if change.is_running:
        work(change, until=time.monotonic() + SECONDS)
    if change.is_running:
        proceed.enqueue(change.pk)
    return change


def work(change: BulkChange, until: float = float("inf")) -> None:
    """Do the parts of a change until a time (``time.monotonic``), at least one.

    It fails, and says so in its row, if it cannot go on.
    """
    is_page = until != float("inf")
    try:
        with run(for_page=is_page) as this_run:
            while _do_part(change) and time.monotonic() < until:
                pass
    except Refused as refused:
        _fail(change, str(refused))
    except User.DoesNotExist:
        _fail(change, "The account that started it was deleted.")
    except DatabaseError as error:
        _fail(change, databasefaults.sentence(error))
        raise
    except Exception:
        _fail(change, "Something went wrong. The log of the server says what.")
        raise
    for sentence in this_run.failures:
        logger.warning("%s", sentence)


def continue_failed(change: BulkChange) -> None:
    """Let a worker go on with a change that has failed."""
    failed, running = BulkChange.State.FAILED, BulkChange.State.RUNNING
    with transaction.atomic():
        if BulkChange.objects.filter(pk=change.pk, state=failed).update(state=running):
            proceed.enqueue(change.pk)


@task(takes_context=True)
def proceed(context: TaskContext, key: int) -> None:
    """Do what is left of a change."""
    change = BulkChange.objects.filter(pk=key, state=BulkChange.State.RUNNING).first()
    if change is None:
        return
    if context.attempt > ATTEMPTS:
        _fail(
            change,
            f"The process that worked at it was ended {ATTEMPTS} times, perhaps for lack of "
            "memory. What was done so far is stored.",
        )
        return
    work(change)


def _do_part(change: BulkChange) -> bool:
    """Do the next part, or what comes after the last one. True if there may be more to do."""
    kind = KINDS[change.kind]
    if not kind.is_atomic:
        part = change.parts.first()
        made = kind.do(change, part.keys) if part else {}
    with writing():
        # One process at a time, which knows what the others have done.
        row = BulkChange.objects.select_for_update(of=("self",)).select_related("by")
        problems = change.problems
        current = row.get(pk=change.pk)
        if kind.is_atomic:
            part = current.parts.first()
            made = kind.do(current, part.keys) if part and current.is_running else {}
            problems = current.problems
        if part is not None and current.is_running and current.parts.filter(pk=part.pk).delete()[0]:
            current.done += len(part.keys)
            current.tally = dict(Counter(current.tally) + Counter(made))
            current.problems = problems[:_PROBLEMS]
        if current.is_running and not current.parts.exists():
            current.state, current.ended_at = BulkChange.State.DONE, timezone.now()
            kind.end(current)
        current.worked_at = timezone.now()
        current.save()
    change.refresh_from_db()
    return change.is_running


def _fail(change: BulkChange, problem: str) -> None:
    """Write down why it failed, the last of its problems."""
    problems = [*change.problems[: _PROBLEMS - 1], problem]
    rows = BulkChange.objects.filter(pk=change.pk, state=BulkChange.State.RUNNING)
    rows.update(state=BulkChange.State.FAILED, problems=problems)
    change.refresh_from_db()
