"""Extract many articles again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.utils.dateparse import parse_datetime

from articles.bulk.kind import Kind, Undone, counted
from articles.bulk.marks import mark_of
from articles.facts import wording
from articles.facts.changes import FactChange, log, put_back
from articles.facts.conclusions import ALONE, Conclusions
from articles.facts.neighbours import store_passages
from articles.facts.settling import settle_sharing
from articles.facts.values import same, value_of
from articles.models import Article, BulkChange, BulkRow, MachineChange
from articles.reextraction import extract_all

#: The key under which a row has what rules concluded before and after, in the place of a fact.
CONCLUDED: Final = "extraction"


class Rereading(Kind):
    title = "Extract again"
    #: Enough for worker processes to be worth starting; it takes some seconds.
    size = 500
    # Extracting takes long; what it finds is stored in short transactions.
    is_atomic = False
    has_undo = True

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        articles = Article.objects.filter(pk__in=keys)
        noted = partial(_note, change)
        made = list(extract_all(articles, failures=change.problems, noted=noted))
        return {"done": len(made), "changed": sum(bool(changes) for _, changes in made)}

    def sentence(self, change: BulkChange) -> str:
        done, changed = (change.tally.get(name, 0) for name in ("done", "changed"))
        return f"Extracted {counted(done)} again: {changed} changed."


def _note(change: BulkChange, before: Article, made: Sequence[FactChange]) -> None:
    """Store what has to be known to undo the extraction of one article."""
    facts = {each.fact for each in made}
    names = facts | {ALONE} if "published" in facts else facts
    concluded = {
        "values": {each.fact: each.old for each in made},
        "alone": before.extracted.get(ALONE) if "published" in facts else None,
        "findings": [each for each in before.findings if each["field"] in names],
        "mark": mark_of(before),
    }
    # A part that a killed process has done is done again, and finds nothing more to change.
    BulkRow.objects.get_or_create(
        change=change,
        article=before,
        defaults={
            "before": {CONCLUDED: concluded},
            "after": {CONCLUDED: {"values": {each.fact: each.new for each in made}}},
        },
    )


def take_back(row: BulkRow, by: User) -> Undone:
    """Give the facts that are as the extraction left them the values, and the findings, that they
    had before; and the mark of a review if all of them are as they were reviewed."""
    before, after = row.before[CONCLUDED], (row.after or {})[CONCLUDED]["values"]
    rows = Article.objects.select_for_update(of=("self",))
    article = rows.select_related("outlet", "capture__reading").get(pk=row.article_id)
    kept = [
        fact
        for fact, value in after.items()
        if fact in article.pins or not same(fact, value_of(article, fact), value)
    ]
    values = {fact: old for fact, old in before["values"].items() if fact not in kept}
    if not values:
        return Undone(kept=[wording.named(fact) for fact in kept])
    if before["alone"] and "published" in values:
        values[ALONE] = before["alone"]
    mark = mark_of(article)
    made = put_back(article, Conclusions(values, before["findings"]))
    others = MachineChange.objects.filter(article=article, at__gte=row.change.started_at)
    is_reviewed = not kept and not others.exclude(field__in=after).exists()
    if is_reviewed and not mark["at"] and mark["notice"] == before["mark"]["notice"]:
        at = before["mark"]["at"]
        article.reviewed_at = parse_datetime(at) if at else None
        article.reviewed_by = before["mark"]["by"]
    article.save()
    log(article, made, "undo")
    settle_sharing(store_passages(article))
    message = " ".join(f"Undone: {wording.sentence(each)}." for each in made)
    LogEntry.objects.log_actions(by.pk, [article], CHANGE, message)
    return Undone(is_done=True, kept=[wording.named(fact) for fact in kept])
