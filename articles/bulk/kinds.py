"""The registry of kinds of bulk changes."""

from __future__ import annotations

from typing import Final

from articles.bulk.changeundoing import ChangeUndoing
from articles.bulk.correcting import Correcting
from articles.bulk.factsetting import FactSetting
from articles.bulk.kind import Kind
from articles.bulk.marks import REVIEW, UNREVIEW
from articles.bulk.rereading import Rereading
from articles.bulk.retagging import BulkRetagging
from articles.bulk.runundoing import RunUndoing
from articles.bulk.takedowns import Erasing, Restoring, Withdrawing
from articles.bulk.unpinning import Unpinning
from articles.models import BulkChange

KINDS: Final[dict[str, Kind]] = {
    "correct": Correcting(),
    "erase": Erasing(),
    "extract": Rereading(),
    "restore": Restoring(),
    "review": REVIEW,
    "set": FactSetting(),
    "tag": BulkRetagging(),
    "undo": RunUndoing(),
    "undo change": ChangeUndoing(),
    "unpin": Unpinning(),
    "unreview": UNREVIEW,
    "withdraw": Withdrawing(),
}


def can_be_undone(change: BulkChange) -> bool:
    """True if a change is done, has changed something, and was not undone yet."""
    return (
        KINDS[change.kind].has_undo
        and change.state == BulkChange.State.DONE
        and change.undone_by_id is None
        and change.rows.filter(after__isnull=False).exists()
    )
