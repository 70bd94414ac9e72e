"""The runs of ingest, and what each did."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.utils import timezone

from articles.models.articles import Article
from articles.models.captures import Capture

#: The outcomes of captures, in the order in which people read them.
OUTCOMES: Final = ("created", "updated", "unchanged", "duplicate", "failed")


class IngestRun(models.Model):
    """One ingest: who started it, when, with which files and options, and its outcomes.

    ``options`` are those that change what is stored, such as the layout, and ``given`` the facts
    that were stated for all files. ``column_maps`` has the columns that were named with ``--map``,
    by the key of a header; the newest run with a header decides for tables with the same one.
    """

    class State(models.TextChoices):
        RUNNING = "running", "running or killed"
        DONE = "done", "done"
        FAILED = "failed", "done, with failures"
        STOPPED = "stopped", "stopped"
        UNDONE = "undone", "undone"

    started_at = models.DateTimeField("started", default=timezone.now)
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    by = models.CharField("started by", max_length=150, blank=True)
    paths = models.JSONField("files", default=list)
    options = models.JSONField(default=dict)
    given = models.JSONField("facts given", default=dict)
    column_maps = models.JSONField("columns", default=dict)
    counts = models.JSONField(default=dict)
    not_read = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    undone_at = models.DateTimeField("undone", null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name = "ingest"

    def __str__(self) -> str:
        return f"ingest {self.pk}"

    @property
    def summary(self) -> str:
        """``created 5, failed 1``: the outcomes that occurred."""
        # In this order, since PostgreSQL does not keep that of the keys.
        found = ((kind, self.counts.get(kind, 0)) for kind in OUTCOMES)
        return ", ".join(f"{kind} {count:,}" for kind, count in found if count)


class RunOutcome(models.Model):
    """What a run created, updated or failed to read. ``before`` is the capture that an updated
    article had. ``undone`` says what undoing the run did with it."""

    run = models.ForeignKey(IngestRun, on_delete=models.CASCADE, related_name="outcomes")
    source = models.TextField()
    kind = models.CharField("outcome", max_length=10)
    article = models.ForeignKey(
        Article, null=True, on_delete=models.SET_NULL, related_name="run_outcomes"
    )
    capture = models.ForeignKey(Capture, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.ForeignKey(Capture, null=True, on_delete=models.SET_NULL, related_name="+")
    error = models.TextField(blank=True)
    undone = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.source}"
