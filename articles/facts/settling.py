"""Decide the open dates of articles again when a neighbour changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextvars import ContextVar
from typing import Any

from articles.facts.changes import log, reconsider
from articles.facts.neighbours import passages_of, undecided_with
from articles.models import Article
from newsarchive.transactions import writing

#: True while dates are being settled. No date is inferred from an inferred one, so what settling
#: saves cannot change the date of another neighbour.
_settling: ContextVar[bool] = ContextVar("settling", default=False)


def settle_sharing(passages: Collection[int]) -> set[int]:
    """Settle the open dates of articles that share one of these passages (keys).

    Returns the primary keys of the articles that changed.
    """
    changed = set()
    token = _settling.set(True)
    try:
        with writing():
            for key in sorted(undecided_with(passages)):
                article = Article.objects.select_for_update().get(pk=key)
                before = article.extracted
                made = reconsider(article)
                # A pinned date stays, but the machine's value stored beside it may change.
                if article.extracted != before:
                    article.save()
                    log(article, made, "neighbours")
                    changed.add(article.pk)
    finally:
        _settling.reset(token)
    return changed


def settle_neighbours(sender: Any, ids: Sequence[int], **kwargs: Any) -> None:
    """Settle the open dates of the neighbours of these articles; receives ``dates_changed``."""
    if not _settling.get():
        settle_sharing(passages_of(ids))
