"""Captions: the text beside a picture, which is known by its credit."""

from __future__ import annotations

from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, FoundFact, Locator
from articles.extraction.lines.credits import is_maker
from articles.extraction.lines.names import names_in
from articles.extraction.page.kinds import CAPTION
from articles.extraction.page.layout import Layout
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("captions")

_FEWEST_WORDS = 4  # Fewer words are a credit alone.
_CREDIT = _PHRASES.pattern("credit")


def find(layout: Layout, context: Context, found: Found) -> FoundFact | None:
    """The captions that say what is in a picture. A credit alone is none."""
    captions = tuple(
        Finding(
            "captions",
            block.text,
            Locator(block.lines),
            "captions.picture-credit",
            "the line ends in a picture credit",
        )
        for block in layout.page.blocks
        if block.kind is CAPTION
        and block.text.count(" ") + 1 >= _FEWEST_WORDS
        and not is_maker(block.text)
        and not _is_credit_alone(block.text)
    )
    return FoundFact(tuple(each.value for each in captions), captions) if captions else None


def _is_credit_alone(text: str) -> bool:
    """True for "Photos by Ann Lee", which does not say what is in the picture."""
    match = _CREDIT.match(text)
    return match is not None and bool(names_in(text[match.end() :]))
