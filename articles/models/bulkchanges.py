"""Changes of many articles at once, and what is left of them to do."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone


class BulkChange(models.Model):
    """A change of many articles that a person has started in admin.

    ``kind`` is a key of ``articles.bulk.kinds.KINDS``, which says what ``parameters`` and ``tally``
    (counts by name) hold. ``done`` of ``total`` objects are done. Each part of the rest is done and
    deleted in one transaction, so a change whose process was killed continues where it was.
    ``worked_at`` is when the last one was done.
    ``problems`` are sentences about articles that could not be changed.
    """

    class State(models.TextChoices):
        RUNNING = "running", "not finished"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    kind = models.CharField("what", max_length=20)
    parameters = models.JSONField(default=dict)
    by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="started by"
    )
    started_at = models.DateTimeField("started", default=timezone.now)
    worked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField("ended", null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    tally = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name = "bulk change"

    def __str__(self) -> str:
        return f"bulk change {self.pk}"

    @property
    def person(self) -> User:
        """Who started it. Raises ``User.DoesNotExist`` if the account was deleted."""
        if self.by is None:
            raise User.DoesNotExist
        return self.by

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING


class BulkPart(models.Model):
    """Objects that a bulk change still has to change: their primary keys."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="parts")
    keys = models.JSONField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{len(self.keys)} objects of {self.change}"
