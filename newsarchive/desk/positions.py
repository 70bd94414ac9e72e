"""Rows in an order that people choose: each has a ``position``."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet


def next_position(rows: QuerySet[Any]) -> int:
    """The position after the last row."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def move(rows: QuerySet[Any], key: int, step: int) -> None:
    """Let a row change places with the one before it (``step`` -1) or after it (1). Nothing
    happens at either end, and for a row that is not there."""
    with transaction.atomic():
        row = rows.select_for_update(of=("self",)).filter(pk=key).first()
        if row is None:
            return
        if step < 0:
            others = rows.filter(position__lt=row.position).order_by("-position")
        else:
            others = rows.filter(position__gt=row.position).order_by("position")
        other = others.first()
        if other is not None:
            _set(row, other.position)
            _set(other, row.position)


def place_before(rows: QuerySet[Any], key: int, before: int | None) -> None:
    """Move a row to the place before another one, or to the end for None."""
    with transaction.atomic():
        row = rows.select_for_update(of=("self",)).filter(pk=key).first()
        other = rows.filter(pk=before).first() if before is not None else None
        if row is None or row == other or (before is not None and other is None):
            return
        if other is None:
            _set(row, next_position(rows))
        elif row.position < other.position:
            between = rows.filter(position__gt=row.position, position__lt=other.position)
            between.update(position=F("position") - 1)
            _set(row, other.position - 1)
        else:
            between = rows.filter(position__gte=other.position, position__lt=row.position)
            between.update(position=F("position") + 1)
            _set(row, other.position)


def make_room(rows: QuerySet[Any], position: int) -> None:
    """Move the rows from a position on, so that a new one fits in there."""
    rows.filter(position__gte=position).update(position=F("position") + 1)


def _set(row: Any, position: int) -> None:
    type(row).objects.filter(pk=row.pk).update(position=position)
