"""Undo runs of ingest, as a bulk change of their outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.contrib.admin.models import CHANGE, LogEntry

from articles.bulk.kind import Kind
from articles.ingest import undoing
from articles.models import BulkChange, IngestRun


class RunUndoing(Kind):
    """``parameters`` has ``runs``, primary keys; the tally is that of ``undoing``, by run."""

    title = "Undo ingests"
    size = undoing.BATCH

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        tally = Counter[str]()
        for each in undoing.undo_outcomes(keys):
            tally[f"{each.outcome.run_id} {each.does}"] += 1
        return tally

    def end(self, change: BulkChange) -> None:
        for run in IngestRun.objects.filter(pk__in=change.parameters["runs"]):
            undoing.mark_undone(run, change.person.get_username())
            words = undoing.sentence(_of(change, run.pk))
            LogEntry.objects.log_actions(
                change.person.pk, [run], CHANGE, f"Undone. {words}", single_object=True
            )

    def sentence(self, change: BulkChange) -> str:
        verb = "Undoing" if change.is_running else "Undid"
        return " ".join(
            f"{verb} ingest {run}. {undoing.sentence(_of(change, run))}"
            for run in change.parameters["runs"]
        )


def _of(change: BulkChange, run: int) -> Counter[str]:
    """What was done with how many outcomes of a run."""
    found = Counter[str]()
    for name, count in change.tally.items():
        number, _, does = name.partition(" ")
        if number == str(run):
            found[does] = count
    return found
