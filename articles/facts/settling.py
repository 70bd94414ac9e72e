"""Decide open dates again whenever a neighbour changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from articles.facts.changes import log, reconsider
from articles.facts.neighbours import passages_of, undecided_with
from articles.models import Article

#: True while dates are being settled. No date is inferred from an inferred one, so the saves made
#: by settling need not be followed.
_settling: ContextVar[bool] = ContextVar("settling", default=False)


def settle_beside(keys: Collection[int]) -> set[int]:
    """Settle the open dates of articles that have one of these passages (keys).

    Returns the primary keys of those that changed.
    """
    moved = set()
    token = _settling.set(True)
    try:
        with transaction.atomic():
            for key in sorted(undecided_with(keys)):
                article = Article.objects.select_for_update().get(pk=key)
                before = article.extracted
                made = reconsider(article)
                # A pinned date stays, but the machine's value stored beside it may change.
                if article.extracted != before:
                    article.save()
                    log(article, made, "neighbours")
                    moved.add(article.pk)
    finally:
        _settling.reset(token)
    return moved


def follow(sender: Any, ids: Sequence[int], **kwargs: Any) -> None:
    """Settle the open dates of the neighbours of these articles; receives ``dates_changed``."""
    if not _settling.get():
        settle_beside(passages_of(ids))
