"""The body: the paragraphs of the story, with its crossheads and lists."""

from __future__ import annotations

from collections.abc import Sequence

from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.lines.handling import without_field_name
from articles.extraction.page.blocks import Block
from articles.extraction.page.insertions import embedded, without_endings
from articles.extraction.page.kinds import CAPTION, HEADING, PARAGRAPH
from articles.extraction.page.layout import Layout

_BULLETS = ("•", "- ", "* ", "– ", "— ", "◦", "▪", "‣")
_LONGEST_CROSSHEAD = 12  # words: Longer headings are links to other stories.
_LONGEST_LIST = 12  # items: More labels in a row are a menu.
_FEWEST_SHOUTED = 4  # blanks: A shorter heading in capitals may be a crosshead.


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The body as a tuple of paragraphs; None only if the capture has no text.

    The lines of headline and standfirst are not in it. Where no story is found, the body
    is all the text, so that nothing is lost.
    """
    taken = [found[fact] for fact in ("headline", "standfirst") if fact in found]
    lines = {number for finding in taken for number in finding.locator.lines}
    lines |= layout.page.repeats
    posts = set(embedded([block.text for block in layout.story]))
    blocks = [
        block
        for index, block in enumerate(layout.story)
        if index not in posts
        and _belongs(layout.story, index)
        and not lines.intersection(block.lines)
    ]
    if blocks:
        blocks = without_endings(blocks)
        return _finding(blocks, "story", "the longest stretch of prose on the page")
    captions = [block for block in layout.page.blocks if block.kind is CAPTION]
    if lines and captions and not layout.story:
        return _finding(captions, "captions", "the page has no story, but pictures with captions")
    everything = [block for block in layout.page.blocks if lines.isdisjoint(block.lines)]
    everything = everything or list(layout.page.blocks)
    if everything:
        return _finding(
            everything,
            "whole-text",
            "no story could be told from the rest, so this is the whole text",
        )
    return None


def _belongs(story: Sequence[Block], index: int) -> bool:
    block = story[index]
    if block.kind is PARAGRAPH:
        return True
    if block.kind is not HEADING:
        return False
    if _is_item(block) or _is_listed(story, index):
        return True
    if _is_shouted(block.text):
        return False
    # A crosshead stands alone between paragraphs; headings in a row are links.
    neighbours = (story[index - 1], story[index + 1])
    alone = all(near.kind is not HEADING or _is_item(near) for near in neighbours)
    return alone and block.text.count(" ") < _LONGEST_CROSSHEAD


def _is_item(block: Block) -> bool:
    """True for an item of a list."""
    return block.text.startswith(_BULLETS) or block.text[:1].isdigit()


def _is_listed(story: Sequence[Block], index: int) -> bool:
    """True for one of a few labels in a row after a paragraph that ends in a colon."""
    for before in range(index - 1, max(-1, index - 1 - _LONGEST_LIST), -1):
        if story[before].kind is PARAGRAPH:
            return story[before].text.endswith(":")
        if story[before].kind is not HEADING:
            return False
    return False


def _is_shouted(text: str) -> bool:
    """True for a line in capitals, in which links to other stories interrupt one."""
    return text.isupper() and text.count(" ") >= _FEWEST_SHOUTED


def _finding(blocks: Sequence[Block], rule: str, why: str) -> Finding:
    numbers = tuple(number for block in blocks for number in block.lines)
    paragraphs = (without_field_name(blocks[0].text), *(block.text for block in blocks[1:]))
    return Finding("body", paragraphs, Locator(numbers), f"body.{rule}", why)
