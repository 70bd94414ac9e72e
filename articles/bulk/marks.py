"""Mark as reviewed, or not: the same columns are set in all articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry

from articles.bulk.kind import Kind, counted
from articles.models import Article, ArticleQuerySet, BulkChange


@dataclass(frozen=True)
class Mark(Kind):
    """``done`` is a sentence with a place for the number of articles, ``entry`` is written into the
    history of each. ``chosen`` leaves out articles to which it does not apply (any more)."""

    title: str
    done: str
    entry: str
    values: Callable[[BulkChange], Mapping[str, Any]]
    chosen: Callable[[ArticleQuerySet], ArticleQuerySet] = ArticleQuerySet.all

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        rows = self.chosen(Article.objects.filter(pk__in=keys))
        updated = list(rows.only("headline", "body"))
        # By key, since the update changes the columns that are filtered by.
        count = Article.objects.filter(pk__in=[each.pk for each in updated]).update(
            **self.values(change)
        )
        LogEntry.objects.log_actions(change.person.pk, updated, CHANGE, self.entry)
        return {"done": count}

    def sentence(self, change: BulkChange) -> str:
        return self.done.format(counted(change.tally.get("done", 0)))


REVIEW = Mark(
    "Mark as reviewed",
    "Marked {} as reviewed.",
    "Reviewed.",
    lambda change: {
        "reviewed_at": change.started_at,
        "reviewed_by": change.person.get_username(),
    },
)
UNREVIEW = Mark(
    "Mark as not reviewed",
    "Marked {} as not reviewed.",
    "Marked as not reviewed.",
    lambda change: {"reviewed_at": None, "reviewed_by": ""},
    lambda rows: rows.filter(reviewed_at__isnull=False),
)
