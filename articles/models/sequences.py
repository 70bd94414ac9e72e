"""Sequence numbers: the order in which articles became visible to readers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Max


class SequenceCounter(models.Model):
    """The last sequence number that was given: one row."""

    last = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.last}"


def next_numbers(articles: type[models.Model], count: int) -> range:
    """``count`` new numbers, each greater than all that were given before.

    Call it in the transaction that makes the articles visible. The row of the counter is locked
    until that transaction ends, so numbers appear in their order: whoever has read all articles up
    to a number has missed none below it. ``articles`` is the model that has the numbers.
    """
    rows = SequenceCounter.objects.filter(pk=1)
    if not rows.update(last=F("last") + count):
        # Two transactions may do this at the same time. The second one waits for the first.
        SequenceCounter.objects.bulk_create([_counted(articles)], ignore_conflicts=True)
        rows.update(last=F("last") + count)
    last = rows.values_list("last", flat=True).get()
    return range(last - count + 1, last + 1)


def last_number(articles: type[models.Model]) -> int:
    """The last number that was given: all articles up to it are in the table."""
    row = SequenceCounter.objects.filter(pk=1).first() or _counted(articles)
    return row.last


def _counted(articles: type[models.Model]) -> SequenceCounter:
    """The counter from the numbers that articles have."""
    greatest = articles._base_manager.aggregate(last=Max("sequence"))["last"]
    return SequenceCounter(pk=1, last=greatest or 0)
