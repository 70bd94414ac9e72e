"""What the archive has learnt of its outlets' furniture, and what people have said of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from articles.models.articles import Article
from articles.models.outlets import Outlet


class LineKeys(models.Model):
    """The lines of an article's current capture that may be learnt, as 64-bit keys.

    Little-endian, sorted: ``story`` those in its story, ``around`` those elsewhere only. Kept so
    that learning need not read every capture again.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="line_keys")
    story = models.BinaryField()
    around = models.BinaryField()

    def __str__(self) -> str:
        return f"lines of {self.article_id}"


class Ruling(models.Model):
    """A person's word on one line of an outlet: in every later snapshot it outranks counting."""

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
    """A numbered state of what is learnt. Its lines never change; the next one replaces it."""

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
    def came(self) -> LearntLineQuerySet:
        """The lines that the snapshot before did not have, or not in this state."""
        return LearntLine.objects.filter(since=self.number)

    @property
    def went(self) -> LearntLineQuerySet:
        """The lines of the snapshot before that this one has not, or not in that state."""
        return LearntLine.objects.filter(until=self.number)


class LearntLineQuerySet(models.QuerySet["LearntLine"]):
    def at(self, number: int) -> LearntLineQuerySet:
        """Those of one snapshot."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=number), since__lte=number)

    def current(self) -> LearntLineQuerySet:
        return self.filter(until__isnull=True)

    def applied(self) -> LearntLineQuerySet:
        """Those that count as furniture."""
        return self.exclude(state=LearntLine.State.REFUSED)


class LearntLine(models.Model):
    """A line of an outlet's furniture, from the snapshot ``since`` up to that before ``until``.

    ``seen`` of ``among`` captures had it when it was learnt.
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
