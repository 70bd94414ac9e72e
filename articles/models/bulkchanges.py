"""Changes of many articles at once, and what is left of them to do."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from articles.models.articles import Article


class BulkChange(models.Model):
    """A change of many articles that a person has started in admin.

    ``kind`` is a key of ``articles.bulk.kinds.KINDS``, which says what ``parameters`` and ``tally``
    (counts by name) hold. ``done`` of ``total`` objects are done. Each part of the rest is done and
    deleted in one transaction, so a change whose process was killed continues where it was.
    ``worked_at`` is when the last one was done.
    ``problems`` are sentences about articles that could not be changed. A DRAFT waits for the
    person to confirm its preview. ``undone_by`` is the change that took it back.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "not confirmed"
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
    undone_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

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


class BulkRow(models.Model):
    """What a bulk change is to do, or has done, with the facts of one article.

    ``wanted`` has new values as JSON, ``before`` and ``after`` the states of the same facts
    (``articles/bulk/states.py``), all by the fact's name. ``after`` is None until it is done; of a
    change of tags it has the tags that were given and taken (``articles/bulk/retagging.py``), and
    of marks and extractions what ``marks.py`` and ``rereading.py`` beside it store.
    ``line`` is the line of the file that asks for it, 0 without a file. ``is_late``: the article
    had changed since that file was downloaded.
    """

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="rows")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField(default=0)
    is_late = models.BooleanField(default=False)
    wanted = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "article"], name="one_row_per_bulk_article")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.change}"
