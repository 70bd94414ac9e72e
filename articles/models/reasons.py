"""What machines go by, and what they changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from articles.models.articles import Article


class Passage(models.Model):
    """A long sentence of an article, as a key that articles sharing it have in common."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key:x}"


class MachineChange(models.Model):
    """One fact of an article changed by a rule: what it was, what it became, and why."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="machine_changes")
    at = models.DateTimeField("time", auto_now_add=True)
    cause = models.CharField(max_length=40, help_text="What ran: an ingest or an extraction.")
    rule = models.CharField(max_length=100, blank=True)
    field = models.CharField("fact", max_length=30)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        verbose_name = "change by a rule"
        verbose_name_plural = "changes by rules"

    def __str__(self) -> str:
        return f"{self.field} by {self.cause}"
