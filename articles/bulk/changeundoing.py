"""Undo a bulk change, where nobody and nothing has changed its articles since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User

from articles.bulk import marks, rereading, retagging
from articles.bulk.kind import Kind, Undone, counted
from articles.bulk.marks import MARK
from articles.bulk.rereading import CONCLUDED
from articles.bulk.retagging import TAGS
from articles.bulk.states import put_back
from articles.facts import wording
from articles.models import Article, BulkChange, BulkRow


def rows_to_undo(change: BulkChange) -> list[int]:
    """The primary keys of its rows, the newest first."""
    rows = change.rows.filter(after__isnull=False).order_by("-pk")
    return list(rows.values_list("pk", flat=True))


class ChangeUndoing(Kind):
    """``parameters`` has ``change``, the primary key of the change; the objects are its rows."""

    title = "Undo a bulk change"

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        tally = Counter[str]()
        rows = BulkRow.objects.filter(pk__in=keys, change=change.parameters["change"])
        for row in rows.select_related("change").order_by("-pk"):
            took = _WAYS.get(next(iter(row.after or {}), ""), _put_facts_back)(row, change.person)
            tally["done" if took.is_done else "kept"] += 1
            if took.kept:
                key = Article.objects.values_list("public_id", flat=True).get(pk=row.article_id)
                change.problems.append(
                    f"Article {key}: {', '.join(took.kept)} changed since, so it stays."
                )
        return tally

    def end(self, change: BulkChange) -> None:
        undone = BulkChange.objects.filter(pk=change.parameters["change"], undone_by=None)
        undone.update(undone_by=change)

    def sentence(self, change: BulkChange) -> str:
        kept = change.tally.get("kept", 0)
        left = f" Changed since, so left as they are: {counted(kept)}." if kept else ""
        return (
            f"Undid bulk change {change.parameters['change']} in "
            f"{counted(change.tally.get('done', 0))}.{left}"
        )


def _put_facts_back(row: BulkRow, by: User) -> Undone:
    articles = Article.objects.select_for_update(of=("self",)).select_related("outlet")
    article = articles.get(pk=row.article_id)
    made, kept = put_back(article, row.before, row.after or {})
    if made:
        article.save()
        message = " ".join(f"Undone: {wording.sentence(each)}." for each in made)
        LogEntry.objects.log_actions(by.pk, [article], CHANGE, message)
    return Undone(bool(made), [wording.named(fact) for fact in kept])


#: How rows are undone that have no facts, by what they have instead.
_WAYS: Final[dict[str, Callable[[BulkRow, User], Undone]]] = {
    TAGS: retagging.take_back,
    MARK: marks.take_back,
    CONCLUDED: rereading.take_back,
}
