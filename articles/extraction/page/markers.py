"""Lines that sign or date a story, and so show where it begins.

Only their form counts here, so they are recognised less strictly than by the rules that read the
byline and the date.
"""

from __future__ import annotations

import re

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, DATE, Kind
from articles.extraction.words.caches import cached_by_line
from articles.extraction.words.dateparts import ANY_DAY, LIKE_MONTH, RECENT_YEAR

_LONGEST = 120  # characters: Longer lines are prose.
_DATED = re.compile(
    rf"\b(?:{LIKE_MONTH}\.? {ANY_DAY},? {RECENT_YEAR}"
    rf"|{ANY_DAY} {LIKE_MONTH},? {RECENT_YEAR}"
    r"|\d{1,2}:\d\d\b|min read\b"
    r"|(?:minutes?|mins?|hours?|days?|weeks?|months?|years?) ago$)"
    r"|^(?:published|posted|updated)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_SIGNED = re.compile(r"(?:By|BY|by|Authors?|Words|Story by|Written by):? ?[A-Z][\w.'’-]+ [A-Z]")


def marker_of(block: Block) -> Kind | None:
    """``BYLINE`` or ``DATE`` for a line that signs or dates a story; None for any other."""
    if block.kind in (BYLINE, DATE):
        return block.kind
    return _marker_in(block.text) if len(block.text) <= _LONGEST else None


@cached_by_line
def _marker_in(text: str) -> Kind | None:
    if _FIGURE.search(text) and _DATED.search(text):
        return DATE
    return BYLINE if _SIGNED.match(text) else None
