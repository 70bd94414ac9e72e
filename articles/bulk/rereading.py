"""Extract many articles again."""

from __future__ import annotations

from collections.abc import Sequence

from articles.bulk.kind import Kind, counted
from articles.models import Article, BulkChange
from articles.reextraction import extract_all


class Rereading(Kind):
    title = "Extract again"
    #: Enough for worker processes to be worth starting; it takes some seconds.
    size = 500
    # Extracting takes long; what it finds is stored in short transactions.
    is_atomic = False

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        made = list(extract_all(Article.objects.filter(pk__in=keys), failures=change.problems))
        return {"done": len(made), "changed": sum(bool(changes) for _, changes in made)}

    def sentence(self, change: BulkChange) -> str:
        done, changed = (change.tally.get(name, 0) for name in ("done", "changed"))
        return f"Extracted {counted(done)} again: {changed} changed."
