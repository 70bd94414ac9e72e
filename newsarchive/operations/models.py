"""The journal: what ran on this machine, and with which outcome."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class JournalEntry(models.Model):
    """One ingest, backup, restore or check. ``ended_at`` is None while it can be resumed.

    ``summary`` is a sentence for people. ``state`` is what the task needs to go on from where it
    stopped.
    """

    class Task(models.TextChoices):
        INGEST = "ingest", "ingest"
        BACKUP = "backup", "backup"
        RESTORE = "restore", "restore"
        CHECK = "check", "check of the archive"

    class Outcome(models.TextChoices):
        DONE = "done", "done"
        FAILED = "failed", "failed"
        STOPPED = "stopped", "stopped"

    task = models.CharField(max_length=10, choices=Task.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    summary = models.TextField(blank=True)
    state = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name_plural = "journal entries"
        indexes: ClassVar = [models.Index(fields=["task", "-id"], name="newest_of_task")]

    def __str__(self) -> str:
        return f"{self.get_task_display()}, {self.get_outcome_display()}"
