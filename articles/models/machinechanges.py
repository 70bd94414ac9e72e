"""The log of changes by rules."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from articles.models.articles import Article


class MachineChange(models.Model):
    """A change of one fact of an article by a rule: its old and new value, and why."""

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
