"""Give tags to many articles, or take them away."""

from __future__ import annotations

from collections.abc import Sequence

from articles.bulk.kind import Kind, Refused, counted
from articles.models import BulkChange, Tag
from articles.tagging import retag


class BulkRetagging(Kind):
    """``parameters`` has ``add`` and ``remove``, primary keys of tags."""

    title = "Change tags"

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        add, remove = (self._tags(change.parameters[name]) for name in ("add", "remove"))
        changed = retag(keys, add, remove, change.person)
        return {"changed": len(changed), "same": len(keys) - len(changed)}

    @staticmethod
    def _tags(keys: Sequence[int]) -> list[Tag]:
        tags = list(Tag.objects.filter(pk__in=keys))
        if len(tags) < len(keys):
            raise Refused("A tag was merged or deleted meanwhile. Begin again.")
        return tags

    def sentence(self, change: BulkChange) -> str:
        same = change.tally.get("same", 0)
        had = f" The tags of {counted(same)} stayed the same." if same else ""
        return f"Changed the tags of {counted(change.tally.get('changed', 0))}.{had}"
