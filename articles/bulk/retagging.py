"""Give tags to many articles, or take them away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib.auth.models import User

from articles.bulk.kind import Kind, Refused, Undone, counted
from articles.models import BulkChange, BulkRow, Tag
from articles.tagging import Retagged, retag

#: The key under which a row has what was changed, in the place of a fact.
TAGS: Final = "tags"


class BulkRetagging(Kind):
    """``parameters`` has ``add`` and ``remove``, primary keys of tags."""

    title = "Change tags"
    has_undo = True

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        add, remove = (self._tags(change.parameters[name]) for name in ("add", "remove"))
        changed = retag(keys, add, remove, change.person)
        BulkRow.objects.bulk_create(
            BulkRow(change=change, article_id=key, after={TAGS: _keys_of(each)})
            for key, each in changed.items()
        )
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


def take_back(row: BulkRow, by: User) -> Undone:
    """Take away the tags that a row gave and give back those that it took, as far as they are still
    there, or gone."""
    keys = (row.after or {})[TAGS]
    given, taken = (list(Tag.objects.filter(pk__in=keys[name])) for name in ("given", "taken"))
    is_done = bool(retag([row.article_id], taken, given, by))
    return Undone(is_done, [] if is_done else ["tags"])


def _keys_of(changed: Retagged) -> dict[str, list[int]]:
    return {
        "given": [tag.pk for tag in changed.given],
        "taken": [tag.pk for tag in changed.taken],
    }
