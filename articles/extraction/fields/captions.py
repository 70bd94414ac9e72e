"""Captions: the text beside a picture, which is known by its credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, FoundFact, Locator
from articles.extraction.lines.credits import is_maker
from articles.extraction.lines.names import names_in
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import CAPTION, HEADING, PARAGRAPH
from articles.extraction.page.layout import Layout
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("captions")

_FEWEST_WORDS = 4  # Fewer words are a credit alone.
_FEWEST_PICTURES = 3  # of a gallery
_CREDIT = _PHRASES.pattern("credit")


def find(layout: Layout, context: Context, found: Found) -> FoundFact | None:
    """The captions that say what is in a picture. A credit alone is none."""
    headline = found.get("headline")
    taken = headline.locator.lines if headline is not None else ()
    blocks = [block for block in layout.page.blocks if taken[:1] != block.lines[:1]]
    captions = tuple(_in_gallery(blocks)) or tuple(
        Finding(
            "captions",
            block.text,
            Locator(block.lines),
            "captions.picture-credit",
            "the line ends in a picture credit",
        )
        for block in blocks
        if block.kind is CAPTION
        and block.text.count(" ") + 1 >= _FEWEST_WORDS
        and not is_maker(block.text)
        and not _is_credit_alone(block.text)
    )
    return FoundFact(tuple(each.value for each in captions), captions) if captions else None


def _in_gallery(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Yield the captions of a gallery, in which each has its credit in the next line."""
    pairs = [
        (above, block)
        for above, block in pairwise(blocks)
        if block.kind is CAPTION
        and above.kind in (HEADING, PARAGRAPH)
        and above.text.count(" ") + 1 >= _FEWEST_WORDS
        and (_is_credit_alone(block.text) or _is_labelled_credit(block.text))
    ]
    if len(pairs) < _FEWEST_PICTURES:
        return
    for above, block in pairs:
        why = "a picture credit stands in the next line"
        lines = Locator((*above.lines, *block.lines))
        yield Finding("captions", f"{above.text} {block.text}", lines, "captions.gallery", why)


def _is_labelled_credit(text: str) -> bool:
    """True for "Photograph: Ann Lee/Harbour Post", with one word before the colon."""
    label, _, maker = text.partition(":")
    maker = maker.strip()
    return " " not in label and bool(names_in(maker.partition("/")[0]) or is_maker(maker))


def _is_credit_alone(text: str) -> bool:
    """True for "Photos by Ann Lee", which does not say what is in the picture."""
    match = _CREDIT.match(text)
    return match is not None and bool(names_in(text[match.end() :]))
