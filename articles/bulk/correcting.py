"""Set and pin what the rows of a table say, each in its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.contrib.admin.models import CHANGE, LogEntry

from articles.bulk.kind import Kind, Refused, counted
from articles.bulk.states import edited, state_of, states_of
from articles.facts import pins, wording
from articles.facts.changes import FactChange
from articles.facts.values import value_of
from articles.models import Article, BulkChange, BulkRow


class Correcting(Kind):
    """The objects are rows of the change. ``parameters`` has the name of the ``file`` and counts of
    its rows: ``rows``, ``unchanged`` and ``wrong``."""

    title = "Corrections from a table"
    has_undo = True

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        tally = Counter[str]()
        for row in BulkRow.objects.filter(pk__in=keys, change=change).order_by("pk"):
            articles = Article.objects.select_for_update(of=("self",)).select_related("outlet")
            article = articles.get(pk=row.article_id)
            facts = [fact for fact in row.wanted if state_of(article, fact) == row.before[fact]]
            if len(facts) < len(row.wanted):
                stay = [wording.named(fact) for fact in row.wanted if fact not in facts]
                change.problems.append(
                    f"Article {article.public_id}: {', '.join(stay)} changed since the preview, "
                    "so it stays."
                )
            made = _set(article, row, facts, change)
            if not made:
                tally["kept"] += 1
                continue
            article.save()
            done = [each.fact for each in made]
            row.before = {fact: row.before[fact] for fact in done}
            row.after, row.wanted = states_of(article, done), {}
            row.save(update_fields=["before", "after", "wanted"])
            message = " ".join(f"Changed {wording.sentence(each)}." for each in made)
            LogEntry.objects.log_actions(change.person.pk, [article], CHANGE, message)
            tally["done"] += 1
        return tally

    def sentence(self, change: BulkChange) -> str:
        if change.state == BulkChange.State.DRAFT:
            return f"Would correct {counted(change.rows.count())}."
        kept = change.tally.get("kept", 0)
        left = f" Left as they are: {counted(kept)}." if kept else ""
        return f"Corrected {counted(change.tally.get('done', 0))}.{left}"


def _set(
    article: Article,
    row: BulkRow,
    facts: Sequence[str],
    change: BulkChange,
) -> list[FactChange]:
    made = []
    for fact in facts:
        try:
            value = edited(fact, row.wanted[fact])
        except Refused as refused:
            change.problems.append(f"Article {article.public_id}: {refused}")
            continue
        old = value_of(article, fact)
        pins.edit(article, fact, value, change.person.get_username())
        made.append(FactChange(fact, old, value_of(article, fact)))
    return made
