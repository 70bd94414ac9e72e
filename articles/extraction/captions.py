"""Captions: text that belongs to a picture, known by its credit."""

from __future__ import annotations

from articles.extraction.credits import is_maker
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.kinds import Kind
from articles.extraction.layout import Layout

_FEWEST_WORDS = 4


def find(layout: Layout, context: Context) -> tuple[Finding, ...]:
    """Each caption that says something; a credit alone is none."""
    return tuple(
        Finding(
            "captions",
            block.text,
            Locator(block.lines),
            "captions.picture-credit",
            "the line ends in a picture credit",
        )
        for block in layout.page.blocks
        if block.kind is Kind.CAPTION
        and block.text.count(" ") + 1 >= _FEWEST_WORDS
        and not is_maker(block.text)
    )
