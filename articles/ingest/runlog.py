"""Write down what a run of ingest did."""

from __future__ import annotations

import getpass
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from articles.ingest.outcomes import Kind, Outcome
from articles.models import IngestRun, RunOutcome, storable_name

_WRITTEN = (Kind.CREATED, Kind.UPDATED, Kind.FAILED)


def begun(
    paths: Sequence[str],
    *,
    by: str = "",
    options: Mapping[str, Any] | None = None,
    given: Mapping[str, Any] | None = None,
    column_maps: Mapping[str, Mapping[str, str]] | None = None,
) -> IngestRun:
    """Return a new run, stored. Without ``by``, it is the user of the operating system."""
    return IngestRun.objects.create(
        by=by or _user(),
        paths=[storable_name(path) for path in paths],
        options={name: value for name, value in (options or {}).items() if value},
        given=dict(given or {}),
        column_maps=dict(column_maps or {}),
    )


def write(run: IngestRun, outcomes: Sequence[Outcome]) -> None:
    """Write the outcomes of a batch; called in the transaction that stored it."""
    RunOutcome.objects.bulk_create(
        RunOutcome(
            run=run,
            source=storable_name(each.source),
            kind=each.kind,
            article=each.article,
            capture_id=each.capture,
            before_id=each.before,
            error=storable_name(each.error),
        )
        for each in outcomes
        if each.kind in _WRITTEN
    )


def ended(run: IngestRun, counts: Counter[Kind], not_read: str, *, stopped: bool) -> None:
    """Write the end of a run, with the number of each outcome."""
    run.ended_at = timezone.now()
    run.counts = {str(kind): counts[kind] for kind in Kind}
    run.not_read = storable_name(not_read)
    states = IngestRun.State
    run.state = states.STOPPED if stopped else states.FAILED if counts[Kind.FAILED] else states.DONE
    run.save(update_fields=["ended_at", "counts", "not_read", "state"])


def remembered_columns() -> dict[str, dict[str, str]]:
    """Return the columns that were named with ``--map``, by the key of a header."""
    found: dict[str, dict[str, str]] = {}
    runs = IngestRun.objects.exclude(column_maps={}).order_by("pk")
    for maps in runs.values_list("column_maps", flat=True):
        found |= maps
    return found


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return ""
