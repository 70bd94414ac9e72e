"""A list that ends a story: dates of a tour, winners of a prize, figures of an engine.

Its lines stand right below the last paragraph, under a title of their own that speaks of the story,
and have one form: "2019: Ann Lee", "June 9 – Port Ellis". Links to other stories have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import HEADING
from articles.extraction.page.layout import Layout

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"[^:.!?]{1,60}: ?\S",  # "Bore: 4 inches"
        r"\S.{0,80}? [–—-] \S",  # "June 9 – Port Ellis"
    )
)
_FEWEST = 4  # lines of a list
_SHARE = 0.9  # of the lines have its form
_LONG = 4  # letters: Shorter words are in any text.


def list_below(layout: Layout) -> Sequence[Block]:
    """The list below the story, with its title; empty if there is none."""
    labels = list(takewhile(lambda block: block.kind is HEADING, layout.tail))
    if len(labels) <= _FEWEST or not _is_title(labels[0], layout):
        return ()
    return max((labels[: _end(labels, form)] for form in _FORMS), key=len)


def _is_title(block: Block, layout: Layout) -> bool:
    """True for a label that announces a list, or has a word of the story."""
    if block.text.endswith(":"):
        return True
    words = {word for word in block.words if len(word) >= _LONG}
    return any(not words.isdisjoint(each.words) for each in layout.paragraphs)


def _end(labels: Sequence[Block], form: re.Pattern[str]) -> int:
    """Where the list of one form below a title ends; 0 if it is too short."""
    formed = [number for number, block in enumerate(labels) if form.match(block.text)]
    if formed[:1] == [0]:
        return 0  # It has no title.
    while len(formed) >= _FEWEST and len(formed) < _SHARE * formed[-1]:
        formed.pop()
    return formed[-1] + 1 if len(formed) >= _FEWEST else 0
