"""Text exports of databases, which hold many articles: each layout, and how they are split."""

from __future__ import annotations

from articles.readers.exports.entry import PART_RULE
from articles.readers.exports.layouts import LAYOUTS, layout_named
from articles.readers.exports.textexport import (
    Broken,
    ExportedDocument,
    layout_of,
    looked_into,
    may_be_export,
    member,
    members_of,
    split,
)
from articles.readers.exports.unsplit import seeming_articles

__all__ = [
    "LAYOUTS",
    "PART_RULE",
    "Broken",
    "ExportedDocument",
    "layout_named",
    "layout_of",
    "looked_into",
    "may_be_export",
    "member",
    "members_of",
    "seeming_articles",
    "split",
]
