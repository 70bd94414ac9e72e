"""The log of takedowns: who withdrew, restored or erased an article, when and why."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from articles.models.articles import Article
from articles.models.sequences import next_numbers


class Takedown(models.Model):
    """One entry of the log. Of an erased article, only ``public_id`` and ``captures`` remain.

    ``purged_at`` is when the last remains of an erased article were removed from the disk: from the
    database file and from the index; None until then. ``sequence`` is of the same numbers as those
    of articles, so that who follows the archive learns of both in one order; 0 for entries of
    earlier versions.
    """

    class Action(models.TextChoices):
        WITHDRAWN = "withdrawn", "withdrawn"
        RESTORED = "restored", "restored"
        ERASED = "erased", "erased"

    action = models.CharField(max_length=9, choices=Action.choices)
    at = models.DateTimeField("time", default=timezone.now)
    by = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)
    case = models.CharField("case number", max_length=100, blank=True)
    public_id = models.CharField("public ID", max_length=64, db_index=True)
    article = models.ForeignKey(
        Article, null=True, on_delete=models.SET_NULL, related_name="takedowns"
    )
    purged_at = models.DateTimeField("removed from the disk", null=True)
    sequence = models.PositiveBigIntegerField(default=0, db_index=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.public_id}, {self.action} on {self.at:%-d %B %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.sequence:
            (self.sequence,) = next_numbers(Article, 1)
        super().save(*args, **kwargs)


class ErasedCapture(models.Model):
    """The hashes of a capture of an erased article, by which the same text is refused."""

    takedown = models.ForeignKey(Takedown, on_delete=models.CASCADE, related_name="captures")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    comparison_key = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.sha256[:12]
