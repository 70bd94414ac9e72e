"""Newsletters: their title is the headline, not the line below it that praises them."""

from __future__ import annotations

from collections.abc import Sequence

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import DATE, FURNITURE, HEADING
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("newsletters")

_MAILED = _PHRASES.pattern("mailed")
_NUMBERED = _PHRASES.pattern("numbered")
_FEWEST_ITEMS = 2
_LONGEST = 120  # characters of a notice about the mailing, and of the title of an item
_MOST_TITLE_WORDS = 6
_DATE_NEAR = 3  # The date is one of so many blocks below the title.


def title_of_newsletter(blocks: Sequence[Block]) -> Block | None:
    """The first line of a newsletter above its date; None on any other page.

    A newsletter says that it was sent by mail, and has numbered items.
    """
    if not blocks or blocks[0].kind not in (HEADING, FURNITURE):
        return None
    title = blocks[0]
    is_dated = any(block.kind is DATE for block in blocks[1 : 1 + _DATE_NEAR])
    if not is_dated or title.text.count(" ") >= _MOST_TITLE_WORDS or not title.text.istitle():
        return None
    short = [block.text for block in blocks[1:] if len(block.text) <= _LONGEST]
    items = sum(_NUMBERED.match(text) is not None for text in short)
    is_mailed = any(_MAILED.search(text) for text in short)
    return title if is_mailed and items >= _FEWEST_ITEMS else None
