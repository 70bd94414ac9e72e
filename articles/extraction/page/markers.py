"""Lines that sign or date a story, read more loosely than for their values."""

from __future__ import annotations

import re
from functools import lru_cache

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, DATE, Kind

_LONGEST = 120  # characters
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATED = re.compile(
    rf"\b(?:{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:19|20)\d\d"
    r"|\d{1,2}:\d\d\b|min read\b"
    r"|(?:minutes?|mins?|hours?|days?|weeks?|months?|years?) ago$)"
    r"|^(?:published|posted|updated)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_SIGNED = re.compile(r"(?:By|BY|by|Authors?|Words|Story by|Written by):? ?[A-Z][\w.'’-]+ [A-Z]")


def sign_of(block: Block) -> Kind | None:
    """``BYLINE`` or ``DATE`` for a line that signs or dates a story; None for all else.

    It need not be told whose name it is or which day: it shows where a story begins.
    """
    if block.kind in (BYLINE, DATE):
        return block.kind
    return _sign_in(block.text) if len(block.text) <= _LONGEST else None


@lru_cache(maxsize=2048)  # headline and standfirst look at the same lines
def _sign_in(text: str) -> Kind | None:
    if _FIGURE.search(text) and _DATED.search(text):
        return DATE
    return BYLINE if _SIGNED.match(text) else None
