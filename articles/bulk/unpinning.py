"""Un-pin facts of many articles: they take the values of the rules again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence

from django.contrib.admin.models import CHANGE, LogEntry

from articles.bulk.kind import Kind, counted
from articles.bulk.states import states_of
from articles.facts import pins, wording
from articles.facts.changes import FactChange
from articles.facts.values import value_of
from articles.models import Article, BulkChange, BulkRow


def unpinnable(article: Article, facts: Collection[str], as_of: dt.datetime) -> list[str]:
    """Those of ``facts`` that are pinned, but for those that were pinned after ``as_of``."""
    found = []
    for fact in facts:
        pin = article.pins.get(fact)
        at = pin and pin.get("at")
        if pin is not None and not (at and dt.datetime.fromisoformat(at) > as_of):
            found.append(fact)
    return found


def unpin(article: Article, facts: Collection[str]) -> list[FactChange]:
    """Un-pin facts without saving; returns their values before and after."""
    made = []
    for fact in facts:
        old = value_of(article, fact)
        pins.unpin(article, fact)
        made.append(FactChange(fact, old, value_of(article, fact)))
    return made


def worded(change: FactChange) -> str:
    """A sentence of the history."""
    if change.old == change.new:
        return f"Unpinned {wording.named(change.fact)}."
    return f"Unpinned {wording.sentence(change)}."


class Unpinning(Kind):
    """``parameters`` has ``facts`` and ``as_of``, when the preview was made."""

    title = "Unpin"
    has_undo = True

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        as_of = dt.datetime.fromisoformat(change.parameters["as_of"])
        tally = Counter[str]()
        for key in keys:
            rows = Article.objects.select_for_update(of=("self",)).select_related("outlet")
            article = rows.filter(pk=key).first()
            facts = unpinnable(article, change.parameters["facts"], as_of) if article else []
            if article is None or not facts:
                tally["kept"] += 1
                continue
            before = states_of(article, facts)
            made = unpin(article, facts)
            article.save()
            after = states_of(article, facts)
            BulkRow.objects.create(change=change, article=article, before=before, after=after)
            message = " ".join(map(worded, made))
            LogEntry.objects.log_actions(change.person.pk, [article], CHANGE, message)
            tally["done"] += 1
        return tally

    def sentence(self, change: BulkChange) -> str:
        facts = ", ".join(wording.named(fact) for fact in change.parameters["facts"])
        kept = change.tally.get("kept", 0)
        left = f" Nothing to unpin: {counted(kept)}." if kept else ""
        return f"Unpinned {facts} of {counted(change.tally.get('done', 0))}.{left}"
