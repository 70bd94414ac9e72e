"""Undo a bulk change of facts, where nobody has changed them since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.contrib.admin.models import CHANGE, LogEntry

from articles.bulk.kind import Kind, counted
from articles.bulk.retagging import TAGS, take_back
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
        for row in rows.order_by("-pk"):
            if TAGS in (row.after or {}):
                tally["done" if take_back(row, change.person) else "kept"] += 1
                continue
            articles = Article.objects.select_for_update(of=("self",)).select_related("outlet")
            article = articles.get(pk=row.article_id)
            made, kept = put_back(article, row.before, row.after or {})
            if made:
                article.save()
                message = " ".join(f"Undone: {wording.sentence(each)}." for each in made)
                LogEntry.objects.log_actions(change.person.pk, [article], CHANGE, message)
            tally["done" if made else "kept"] += 1
            if kept:
                facts = ", ".join(wording.named(fact) for fact in kept)
                change.problems.append(
                    f"Article {article.public_id}: {facts} changed since, so it stays."
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
