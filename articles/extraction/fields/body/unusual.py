"""Texts that are no single story in prose: letters, running reports, and what closes others.

Each is known by a form of its own, and what is found here is added to a story, never taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from articles.extraction.page.blocks import Block
from articles.extraction.page.entries import entry_places, is_time
from articles.extraction.page.kinds import BYLINE, HEADING, PARAGRAPH
from articles.extraction.page.layout import Layout
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("unusual")

_LONGEST_SIGNATURE: Final = 80  # characters of the name or the place of somebody who signs
_MOST_SIGNATURE: Final = 3  # lines of it
#: "Ann Lee, painter, born 4 March 1920; died 2 May 2010"
_LIFE: Final = _PHRASES.pattern("life")
_LONGEST_LIFE: Final = 160
#: "Referee: A. Lee", "Port Ellis: Marsh; Holm, Pell, Vane"
_SHEET: Final = _PHRASES.pattern("sheet")
_OFFICIAL: Final = _PHRASES.pattern("official")
#: "Port Ellis 24 15 5 4 50"
_ROW: Final = re.compile(r"\S.{0,40}?(?:[ \t|]+[+-]?\d{1,4}(?:[.,:]\d{1,3})?){3,}")
_FEWEST_ROWS: Final = 3
_MOST_TITLES: Final = 2  # lines above the rows: the title of the table and those of its columns


def letters(layout: Layout, title: Sequence[int]) -> list[Block]:
    """All items of a page of letters or corrections, with their headings and signatures. ``title``
    are the lines of the page's title."""
    head = [block for block in layout.head if block.lines[0] > title[-1] and block.kind is HEADING]
    kept = [block for block in layout.story if block.kind in (HEADING, PARAGRAPH, BYLINE)]
    return [*head[-1:], *kept, *_signature(layout.tail)]


def entries(layout: Layout) -> list[Block]:
    """The entries of a running report, each below its time; empty on any other page."""
    blocks = layout.page.blocks
    starts = entry_places(blocks)
    if not starts:
        return []
    below = takewhile(lambda each: each.kind in (HEADING, PARAGRAPH), blocks[starts[-1] + 1 :])
    last = [*below]
    while last and last[-1].kind is HEADING:
        last.pop()
    return [
        block
        for block in blocks[starts[0] : starts[-1] + 1 + len(last)]
        if block.kind in (HEADING, PARAGRAPH) or is_time(block.text)
    ]


def closing(layout: Layout, cut: Sequence[Block]) -> list[Block]:
    """What closes a story at its very end: the dates of a life, the sheet of a match and a table.
    ``cut`` are the blocks between the story and the tail of the page."""
    below = [*cut, *layout.tail]
    if below and len(below[0].text) <= _LONGEST_LIFE and _LIFE.search(below[0].text):
        return below[:1]
    sheet = list(takewhile(lambda block: _SHEET.match(block.text) is not None, below))
    if not any(map(_OFFICIAL.match, (block.text for block in sheet))):
        sheet = []  # "Filed under: Boats, Ferries, Harbour Post"
    rest = below[len(sheet) :]
    titles = list(takewhile(lambda block: not _ROW.fullmatch(block.text), rest[: _MOST_TITLES + 1]))
    rows = list(takewhile(lambda block: _ROW.fullmatch(block.text), rest[len(titles) :]))
    is_table = len(titles) <= _MOST_TITLES and len(rows) >= _FEWEST_ROWS
    return [*sheet, *titles, *rows] if is_table else sheet


def _signature(tail: Sequence[Block]) -> list[Block]:
    """The name and the place of the one who signs the last letter."""
    below = takewhile(
        lambda block: block.kind in (HEADING, BYLINE) and len(block.text) <= _LONGEST_SIGNATURE,
        tail,
    )
    signed = list(below)
    return signed if len(signed) <= _MOST_SIGNATURE else []
