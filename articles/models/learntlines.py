"""The learnt furniture of outlets, and people's decisions on single lines."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from articles.models.articles import Article
from articles.models.outlets import Outlet


class Ruling(models.Model):
    """A person's decision on one line of an outlet. It outranks counting in later snapshots."""

    class Verdict(models.TextChoices):
        FURNITURE = "furniture", "not part of stories"
        STORY = "story", "part of stories"

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="rulings")
    text = models.TextField(editable=False)
    line = models.CharField(max_length=600, help_text="Exactly as it appears on the page.")
    verdict = models.CharField(
        "decision", max_length=10, choices=Verdict.choices, default=Verdict.FURNITURE
    )
    by = models.CharField("decided by", max_length=150, editable=False)
    at = models.DateTimeField("decided at", auto_now=True)

    class Meta:
        ordering: ClassVar = ["outlet__name", "text"]
        verbose_name = "decision on a line"
        verbose_name_plural = "decisions on lines"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outlet", "text"], name="one_ruling_per_outlet_line")
        ]

    def __str__(self) -> str:
        return f"{self.outlet}: {self.line}"


class Snapshot(models.Model):
    """A numbered version of the learnt lines. It never changes; the next one replaces it."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    cause = models.CharField(max_length=200, help_text="What led to this snapshot.")

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"snapshot {self.number}"

    @property
    def lines(self) -> LearntLineQuerySet:
        return LearntLine.objects.at(self.number)

    @property
    def added(self) -> LearntLineQuerySet:
        """The lines that the previous snapshot did not have, or had in another state."""
        return LearntLine.objects.filter(since=self.number)

    @property
    def removed(self) -> LearntLineQuerySet:
        """The lines of the previous snapshot that this one lacks, or has in another state."""
        return LearntLine.objects.filter(until=self.number)


class LearntLineQuerySet(models.QuerySet["LearntLine"]):
    def at(self, number: int) -> LearntLineQuerySet:
        """The lines of one snapshot."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=number), since__lte=number)

    def current(self) -> LearntLineQuerySet:
        return self.filter(until__isnull=True)

    def applied(self) -> LearntLineQuerySet:
        """The lines that count as furniture."""
        return self.exclude(state=LearntLine.State.REFUSED)


class LearntLine(models.Model):
    """A recurring line of an outlet, from snapshot ``since`` to the one before ``until``.

    When it was learnt, ``seen`` of ``among`` stories had it. A REFUSED line is not furniture.
    """

    class State(models.TextChoices):
        LEARNT = "learnt", "found by counting"
        REFUSED = "refused", "rejected by a person"
        ADDED = "added", "added by a person"

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="learnt_lines")
    text = models.TextField(help_text="In the form in which lines are compared.")
    example = models.TextField(help_text="As it appears on a page.")
    state = models.CharField(max_length=7, choices=State.choices)
    seen = models.PositiveIntegerField(default=0)
    among = models.PositiveIntegerField(default=0)
    first = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="+")
    last = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.PositiveIntegerField("since snapshot", db_index=True)
    until = models.PositiveIntegerField(null=True, db_index=True)

    objects = LearntLineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["outlet__name", "text"]
        verbose_name = "recurring line"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["outlet", "text"],
                condition=Q(until__isnull=True),
                name="one_current_row_per_outlet_line",
            )
        ]

    def __str__(self) -> str:
        return self.example
