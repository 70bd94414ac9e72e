"""Withdraw, restore and erase articles, and write it into the log of takedowns.

``parameters`` have ``reason`` and ``case``; nothing has to be said to restore.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.admin.models import CHANGE, LogEntry

from articles import erasure
from articles.bulk.kind import Kind, counted
from articles.models import Article, ArticleQuerySet, BulkChange, Takedown
from articles.models.sequences import next_numbers

_NAMED = ("public_id", "headline", "body")


class Withdrawing(Kind):
    title = "Withdraw"

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        rows = list(Article.objects.shown().filter(pk__in=keys).only(*_NAMED))
        _chosen(rows).update(withdrawn_at=change.started_at)
        _log(Takedown.Action.WITHDRAWN, rows, change)
        LogEntry.objects.log_actions(change.person.pk, rows, CHANGE, "Withdrawn.")
        return {"done": len(rows)}

    def sentence(self, change: BulkChange) -> str:
        return f"Withdrew {counted(change.tally.get('done', 0))}."


class Restoring(Kind):
    title = "Restore"

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        withdrawn = Article.objects.filter(pk__in=keys, withdrawn_at__isnull=False)
        rows = list(withdrawn.only(*_NAMED))
        _chosen(rows).update(withdrawn_at=None)
        _log(Takedown.Action.RESTORED, rows, change)
        LogEntry.objects.log_actions(change.person.pk, rows, CHANGE, "Restored.")
        return {"done": len(rows)}

    def sentence(self, change: BulkChange) -> str:
        return f"Restored {counted(change.tally.get('done', 0))}."


class Erasing(Kind):
    title = "Erase"
    size = erasure.BATCH

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        by = change.person.get_username()
        words = {"reason": change.parameters["reason"], "case": change.parameters["case"]}
        return {"done": len(erasure.erase(keys, by=by, **words))}

    def sentence(self, change: BulkChange) -> str:
        return (
            f"Erased {counted(change.tally.get('done', 0))}. A worker removes what is left of "
            "them on the disk; the log of takedowns says when that is done."
        )


def _chosen(rows: Iterable[Article]) -> ArticleQuerySet:
    """By key, since the update changes the columns that were filtered by."""
    return Article.objects.filter(pk__in=[each.pk for each in rows])


def _log(action: Takedown.Action, rows: Iterable[Article], change: BulkChange) -> None:
    articles = list(rows)
    Takedown.objects.bulk_create(
        Takedown(
            sequence=number,
            action=action,
            at=change.started_at,
            by=change.person.get_username(),
            reason=change.parameters.get("reason", ""),
            case=change.parameters.get("case", ""),
            public_id=article.public_id,
            article=article,
        )
        for number, article in zip(next_numbers(Article, len(articles)), articles, strict=True)
    )
