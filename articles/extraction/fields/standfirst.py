"""The standfirst: the sentence or two under the headline that sum up the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.page.blocks import Block, word_count
from articles.extraction.page.kinds import CAPTION, HEADING, PARAGRAPH
from articles.extraction.page.layout import LONGEST_STANDFIRST, Layout
from articles.extraction.page.markers import marker_of
from articles.extraction.page.topic import topical
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded

_PHRASES = phrasebook("standfirst")

_FEWEST_WORDS = 7  # Fewer words are a label.
_REACH = 8  # How many blocks below the headline a standfirst may stand.
_NEAR = 4  # How many blocks below a standfirst the byline or date may stand.
# A standfirst has words in common with these first paragraphs, up to this many characters of each.
_FIRST_PARAGRAPHS, _SEARCHED = 4, 1000
_TEXT = frozenset({HEADING, PARAGRAPH})
_SUMMARY = _PHRASES.pattern("summary")
_TIME_ALONE = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?$", re.IGNORECASE)
# Words of captions, to recognise a caption without a credit.
_PICTURED = _PHRASES.pattern("pictured")


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The first block below the headline as long as a sentence, if its place and words fit."""
    headline = found.get("headline")
    if headline is None or not layout.story:
        return None
    blocks = (*layout.head, *layout.story)
    above = sum(1 for block in blocks if block.lines <= headline.locator.lines)
    is_signed = False
    for index in range(above, min(len(blocks), above + _REACH)):
        block = blocks[index]
        if marker_of(block) is not None:
            is_signed = True
        elif block.kind in _TEXT and _is_long_enough(block.text):
            is_head = index < len(layout.head)
            # What stands under the byline and the date is the story, or a picture with its caption.
            is_between = _marker_follows(blocks, index)
            is_proved = (
                is_between
                or (not is_signed and (is_head or _picture_follows(blocks, above, index)))
                or _SUMMARY.match(blocks[index - 1].text)
            )
            if not is_proved or not _is_possible(block, str(headline.value)):
                return None
            if not (is_between and not is_signed) and not _is_on_topic(block, layout):
                return None
            why = f"line {block.lines[0]} stands between the headline and the story"
            return Finding(
                "standfirst", block.text, Locator(block.lines), "standfirst.under-the-headline", why
            )
    return None


def _is_long_enough(text: str) -> bool:
    return word_count(text) >= _FEWEST_WORDS


def _marker_follows(blocks: Sequence[Block], index: int) -> bool:
    """True if a byline or date follows before any other text that is as long as a sentence.

    A time of day alone is that of an entry in a running report.
    """
    for block in blocks[index + 1 : index + 1 + _NEAR]:
        if marker_of(block) is not None:
            return not _TIME_ALONE.match(block.text)
        if block.kind in _TEXT and _is_long_enough(block.text):
            return False
    return False


def _picture_follows(blocks: Sequence[Block], above: int, index: int) -> bool:
    """True for a paragraph right below the headline and above the picture of the story."""
    return (
        index == above
        and blocks[index].kind is PARAGRAPH
        and index + 1 < len(blocks)
        and blocks[index + 1].kind is CAPTION
    )


def _is_possible(block: Block, headline: str) -> bool:
    """True if a block may sum up the story: it is no caption and not the headline."""
    text = block.text
    if len(text) > LONGEST_STANDFIRST or "@" in text or _PICTURED.search(text):
        return False
    plain, known = folded(text), folded(headline)
    return plain not in known and known not in plain


def _is_on_topic(block: Block, layout: Layout) -> bool:
    """True if a block has words in common with the first paragraphs.

    What stands between the headline and the byline needs no such proof.
    """
    own = set(topical(block.words))
    return any(
        not own.isdisjoint(topical(paragraph.words))
        for paragraph in layout.paragraphs[: _FIRST_PARAGRAPHS + 1]
        if paragraph is not block
    )
