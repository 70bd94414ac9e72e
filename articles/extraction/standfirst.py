"""The standfirst: the sentence under the headline that sums the story up."""

from __future__ import annotations

from articles.extraction.findings import Finding, Locator
from articles.extraction.kinds import Kind
from articles.extraction.layout import LONGEST_STANDFIRST, Layout
from articles.extraction.names import is_name

_FEWEST_WORDS = 7


def find(layout: Layout, headline: Finding | None) -> Finding | None:
    """The block right under the headline, if it stands above the story and says enough."""
    if headline is None or not layout.story:
        return None
    above = [block for block in layout.head if block.lines > headline.locator.lines]
    for block in above:
        if block.kind not in (Kind.HEADING, Kind.PARAGRAPH):
            if block.kind in (Kind.BYLINE, Kind.DATE):
                continue
            return None
        if is_name(block.text):
            continue
        if block.text.count(" ") + 1 < _FEWEST_WORDS or len(block.text) > LONGEST_STANDFIRST:
            return None
        why = f"stands between the headline and the story in line {block.lines[0]}"
        return Finding(
            "standfirst", block.text, Locator(block.lines), "standfirst.under-the-headline", why
        )
    return None
