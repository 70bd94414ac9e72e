"""Pages of letters and of corrections: their standing title is the headline, not one of the items,
and nobody who signs an item has written the page."""

from __future__ import annotations

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, DATE, FURNITURE, HEADING
from articles.extraction.page.layout import Layout
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("standingcolumns")
_TITLE = _PHRASES.pattern("title")
#: Blocks between the title and the story: a date, a summary, who answers letters.
_FARTHEST = 4


def standing_title(layout: Layout) -> Block | None:
    """The title of a page of letters or corrections; None on any other page.

    It stands right above the date or the first item. Elsewhere it is an item of a menu, or the
    section of a story with a headline of its own.
    """
    near = layout.head[-_FARTHEST:]
    for place, block in reversed(list(enumerate(near))):
        if block.kind not in (HEADING, FURNITURE) or not _TITLE.fullmatch(block.text):
            continue
        # Items may have titles. One alone is the headline of a story in this section.
        between = [each for each in near[place + 1 :] if not _may_stand_between(each)]
        items = [each for each in (*between, *layout.story) if each.kind is HEADING]
        if ":" in block.text or not between or (between == items[:1] and len(items) > 1):
            return block
    return None


def _may_stand_between(block: Block) -> bool:
    return block.kind in (DATE, BYLINE) or _TITLE.fullmatch(block.text) is not None
