"""Running reports, whose entries each stand below a line with their time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import PARAGRAPH

_TIME: Final = re.compile(r"\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?", re.IGNORECASE)
_FEWEST: Final = 3
_REACH: Final = 3  # blocks below its time in which an entry has a paragraph
_SHORTEST: Final = 80  # characters of it


def is_time(text: str) -> bool:
    """True for a time of day that is a whole line: "18:40", "6.40 pm GMT"."""
    return text[:1].isdigit() and _TIME.fullmatch(text) is not None


def entry_places(blocks: Sequence[Block]) -> list[int]:
    """The places of the times over the entries of a running report; none on any other page."""
    places = [
        at
        for at, block in enumerate(blocks)
        if is_time(block.text)
        and any(
            each.kind is PARAGRAPH and len(each.text) >= _SHORTEST
            for each in blocks[at + 1 : at + 1 + _REACH]
        )
    ]
    return places if len(places) >= _FEWEST else []
