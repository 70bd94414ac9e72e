"""The registry of kinds of bulk changes."""

from __future__ import annotations

from typing import Final

from articles.bulk.factsetting import FactSetting
from articles.bulk.kind import Kind
from articles.bulk.marks import RESTORE, REVIEW, UNREVIEW, WITHDRAW
from articles.bulk.rereading import Rereading
from articles.bulk.retagging import BulkRetagging
from articles.bulk.runundoing import RunUndoing

KINDS: Final[dict[str, Kind]] = {
    "extract": Rereading(),
    "restore": RESTORE,
    "review": REVIEW,
    "set": FactSetting(),
    "tag": BulkRetagging(),
    "undo": RunUndoing(),
    "unreview": UNREVIEW,
    "withdraw": WITHDRAW,
}
