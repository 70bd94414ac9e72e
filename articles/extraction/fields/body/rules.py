"""The body: the paragraphs of the story, with its crossheads and lists."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from articles.extraction.fields.body.features import CORRECTION, Measures
from articles.extraction.fields.body.lists import list_below
from articles.extraction.fields.body.unusual import closing, entries, letters
from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.lines.handling import without_field_name
from articles.extraction.page.blocks import Block
from articles.extraction.page.insertions import embedded, without_endings, without_openings
from articles.extraction.page.kinds import CAPTION, HEADING, PARAGRAPH
from articles.extraction.page.layout import Layout
from articles.extraction.words.explanations import quoted
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import DATA

_BULLETS = ("•", "- ", "* ", "– ", "— ", "◦", "▪", "‣")
_LONGEST_CROSSHEAD = 12  # words: Longer headings are links to other stories.
_LONGEST_LIST = 12  # items: More labels in a row are a menu.
_FEWEST_SHOUTED = 4  # blanks: A shorter heading in capitals may be a crosshead.
_LINKED = phrasebook("neighbouring").pattern("linked")
_LONGEST_LINK = 60  # characters
#: The name of the weight that every block has.
EVERY_BLOCK = "every block"
# The ends of a story are cut off where the chance of their blocks to belong to it is smaller.
_LEAST_CHANCE = 0.45
_SURELY_STORY = 40  # Behind blocks that weigh so much, nothing is cut off.
_FEWEST_BLOCKS = 3  # of a story whose ends are looked at


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The body as a tuple of paragraphs; None only if the capture has no text.

    The lines of headline and standfirst are not in it. Where no story is found, the body
    is all the text, so that nothing is lost.
    """
    lines = _taken(layout, found)
    blocks = story_blocks(layout, found)
    if "headline" in found and found["headline"].rule == "headline.standing":
        items = letters(layout, found["headline"].locator.lines)
        return _finding(items, "items", "the items of a page of letters or corrections")
    reports = entries(layout)
    if reports and {block.lines for block in blocks} <= {block.lines for block in reports}:
        reports = [block for block in reports if lines.isdisjoint(block.lines)]
        return _finding(reports, "entries", "the entries of a running report, each below its time")
    if blocks:
        start, end = _ends(layout, blocks, found)
        below = closing(layout, blocks[end:])
        cut = [*blocks[:start], *(block for block in blocks[end:] if block not in below)]
        why = "the longest stretch of prose on the page"
        if cut:
            shown = quoted(max(cut, key=lambda block: len(block.text)).text)
            why += f", without what is unlike the story at its ends: {shown}"
        if not below and end == len(blocks):
            below = [*list_below(layout)]
        return _finding([*blocks[start:end], *below], "story", why)
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


def _taken(layout: Layout, found: Found) -> frozenset[int]:
    """The lines that are something else: headline and standfirst, and what the page repeats."""
    taken = [found[fact] for fact in ("headline", "standfirst") if fact in found]
    return layout.page.repeats.union(*(finding.locator.lines for finding in taken))


def story_blocks(layout: Layout, found: Found) -> list[Block]:
    """The paragraphs, crossheads and lists of the story, and perhaps others at its ends."""
    lines = _taken(layout, found)
    posts = set(embedded([block.text for block in layout.story]))
    blocks = [
        block
        for index, block in enumerate(layout.story)
        if index not in posts and _belongs(layout.story, index) and lines.isdisjoint(block.lines)
    ]
    return without_endings(without_openings(blocks, (*layout.head, *layout.story)))


def _ends(layout: Layout, blocks: Sequence[Block], found: Found) -> tuple[int, int]:
    """Start and end of the blocks that are the story."""
    if len(blocks) < _FEWEST_BLOCKS or _is_digest(blocks):
        return 0, len(blocks)
    measures = Measures(layout, blocks, found["headline"].value if "headline" in found else "")

    def chance(at: int) -> float:
        is_correction = CORRECTION.match(blocks[at].text) is not None
        return 1.0 if is_correction else chance_of(measures.features(at), weights())

    return span_of(measures.words, chance)


def _is_digest(blocks: Sequence[Block]) -> bool:
    """True for the items of a newsletter, which have little in common: at least half of them have
    a link at their end ("The port reopens on Monday. Read more")."""
    prose = [block.text for block in blocks if block.kind is PARAGRAPH]
    items = sum(_LINKED.search(text[-_LONGEST_LINK:]) is not None for text in prose)
    return 2 * items >= len(prose)


def span_of(words: Sequence[int], chance: Callable[[int], float]) -> tuple[int, int]:
    """Start and end of the blocks that are the story, by the number of words of each block and its
    chance to belong to it. What is cut off weighs least of all that could be (see ``_cut``)."""
    start = _cut(range(len(words)), words, chance)
    end = len(words) - _cut(range(len(words) - 1, -1, -1), words, chance)
    return (start, end) if start < end else (0, len(words))


def _cut(order: Iterable[int], words: Sequence[int], chance: Callable[[int], float]) -> int:
    """How many blocks to cut off. A word weighs as much as its chance exceeds the least one."""
    weight = least = 0.0
    cut = 0
    for number, at in enumerate(order, 1):
        weight += (chance(at) - _LEAST_CHANCE) * words[at]
        if weight < least:
            least, cut = weight, number
        elif weight > _SURELY_STORY:
            break
    return cut


def chance_of(features: Mapping[str, float], table: Mapping[str, float]) -> float:
    """The chance that a block with these features belongs to the story."""
    weight = table.get(EVERY_BLOCK, 0.0)
    for name, value in features.items():
        if value:
            weight += value * table.get(name, 0.0)
    return 1 / (1 + math.exp(-weight))


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature."""
    with (DATA / "body.toml").open("rb") as file:
        table: dict[str, float] = tomllib.load(file)["weights"]
    return table


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
