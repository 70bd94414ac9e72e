"""The standfirst: the sentence or two under the headline that sum the story up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import HEADING, PARAGRAPH
from articles.extraction.page.layout import LONGEST_STANDFIRST, Layout
from articles.extraction.page.markers import sign_of
from articles.extraction.page.topic import telling
from articles.extraction.words.vocabulary import folded, words_of

_FEWEST_WORDS = 7
_REACH = 8  # blocks below the headline; what stands further down is no standfirst
_NEAR = 4  # blocks in which a byline or date follows a standfirst
_TELLING = 4  # paragraphs whose words a standfirst shares
_LOOKED_AT = 1000  # characters of each
_SPEAKING = frozenset({HEADING, PARAGRAPH})
# How captions end or say who is where, though no credit is read in them.
_PICTURED = re.compile(
    r"\b(?:pictured|left\)|right\)|centre\)|center\)|file photo|screenshot|photograph|"
    r"(?:credit|photo|image|picture|source):)|\b(?:pic|photo|images?)\W?$",
    re.IGNORECASE,
)


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The first block of a sentence's length below the headline, if its place proves it."""
    headline = found.get("headline")
    if headline is None or not layout.story:
        return None
    blocks = (*layout.head, *layout.story)
    above = sum(1 for block in blocks if block.lines <= headline.locator.lines)
    is_signed = False
    for index in range(above, min(len(blocks), above + _REACH)):
        block = blocks[index]
        if sign_of(block) is not None:
            is_signed = True
        elif block.kind in _SPEAKING and _is_long_enough(block.text):
            is_head = index < len(layout.head)
            # Under byline and date stands a picture with its caption, or the story.
            is_proved = _sign_follows(blocks, index) or (is_head and not is_signed)
            if not is_proved or not _is_possible(block, str(headline.value), layout):
                return None
            why = f"line {block.lines[0]} stands between the headline and the story"
            return Finding(
                "standfirst", block.text, Locator(block.lines), "standfirst.under-the-headline", why
            )
    return None


def _is_long_enough(text: str) -> bool:
    return text.count(" ") + 1 >= _FEWEST_WORDS


def _sign_follows(blocks: Sequence[Block], index: int) -> bool:
    """True if a byline or date follows before any other text of a sentence's length."""
    for block in blocks[index + 1 : index + 1 + _NEAR]:
        if sign_of(block) is not None:
            return True
        if block.kind in _SPEAKING and _is_long_enough(block.text):
            return False
    return False


def _is_possible(block: Block, headline: str, layout: Layout) -> bool:
    text = block.text
    if len(text) > LONGEST_STANDFIRST or _PICTURED.search(text):
        return False
    plain, known = folded(text), folded(headline)
    if plain in known or known in plain:
        return False
    own = set(telling(block.words))
    return any(
        not own.isdisjoint(telling(_beginning(paragraph)))
        for paragraph in layout.paragraphs[: _TELLING + 1]
        if paragraph is not block
    )


def _beginning(paragraph: Block) -> Sequence[str]:
    """The words with which a paragraph begins."""
    if len(paragraph.text) <= _LOOKED_AT:
        return paragraph.words
    return words_of(paragraph.text[:_LOOKED_AT].casefold())
