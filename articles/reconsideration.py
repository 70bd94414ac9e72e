"""Dates inferred from neighbours follow them: reasoned anew whenever a neighbour changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from articles import facts
from articles.neighbours import undecided_beside


def reconsider_beside(ids: Sequence[int]) -> set[int]:
    """Settle the undecided dates of articles that share a passage with these.

    Returns the primary keys of those that changed.
    """
    moved = set()
    with transaction.atomic():
        for article in undecided_beside(ids):
            before = article.extracted
            made = facts.reconsider(article)
            # A pinned date stays as it is, but the machine's value beside it moves.
            if article.extracted != before:
                article.save()
                facts.log(article, made, "neighbours")
                moved.add(article.pk)
    return moved


def follow(sender: Any, ids: Sequence[int], **kwargs: Any) -> None:
    """Receives ``articles_changed``."""
    reconsider_beside(ids)
