"""Mark as reviewed, or not: the same columns are set in all articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.utils.dateparse import parse_datetime

from articles.bulk.kind import Kind, Undone, counted
from articles.models import Article, ArticleQuerySet, BulkChange, BulkRow, MachineChange

#: The key under which a row has the mark before and after, in the place of a fact.
MARK: Final = "review"


@dataclass(frozen=True)
class Mark(Kind):
    """``done`` is a sentence with a place for the number of articles, ``entry`` is written into the
    history of each. ``chosen`` leaves out articles to which it does not apply (any more)."""

    has_undo = True

    title: str
    done: str
    entry: str
    values: Callable[[BulkChange], Mapping[str, Any]]
    chosen: Callable[[ArticleQuerySet], ArticleQuerySet] = ArticleQuerySet.all

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        rows = self.chosen(Article.objects.filter(pk__in=keys))
        columns = ("headline", "body", "reviewed_at", "reviewed_by", "notice")
        updated = list(rows.only(*columns))
        # By key, since the update changes the columns that are filtered by.
        values = self.values(change)
        count = Article.objects.filter(pk__in=[each.pk for each in updated]).update(**values)
        after = {"at": _written(values["reviewed_at"]), "by": values["reviewed_by"]}
        BulkRow.objects.bulk_create(
            BulkRow(
                change=change,
                article=each,
                before={MARK: mark_of(each)},
                after={MARK: mark_of(each) | after},
            )
            for each in updated
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


def mark_of(article: Article) -> dict[str, str]:
    """Who reviewed an article and when, "" if nobody has, and the notice that they saw, as JSON."""
    return {
        "at": _written(article.reviewed_at),
        "by": article.reviewed_by,
        "notice": article.notice,
    }


def _written(moment: dt.datetime | None) -> str:
    return moment.isoformat() if moment else ""


def take_back(row: BulkRow, by: User) -> Undone:
    """Give an article the mark that it had before, unless the mark, or what was reviewed, has
    changed since."""
    before, after = row.before[MARK], (row.after or {})[MARK]
    article = Article.objects.select_for_update(of=("self",)).get(pk=row.article_id)
    is_other = before["at"] and MachineChange.objects.filter(
        article=article, at__gte=row.change.started_at
    )
    if mark_of(article) != after or (is_other and is_other.exists()):
        return Undone(kept=["mark of the review"])
    values = {"reviewed_at": parse_datetime(before["at"]) if before["at"] else None}
    Article.objects.filter(pk=article.pk).update(**values, reviewed_by=before["by"])
    words = f"reviewed by {before['by']}" if before["at"] else "not reviewed"
    LogEntry.objects.log_actions(by.pk, [article], CHANGE, f"Undone: {words} again.")
    return Undone(is_done=True)
