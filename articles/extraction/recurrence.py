"""Lines that recur on an outlet's pages: which may be learnt, and the page without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from articles.extraction.findings import Extraction, Finding
from articles.extraction.furniture import Furniture, numberless
from articles.extraction.lines.datelines import read_opening
from articles.extraction.lines.directaddress import speaks_to_readers
from articles.extraction.lines.names import is_name, names_in
from articles.extraction.page.blocks import Block
from articles.extraction.page.insertions import is_ending
from articles.extraction.page.kinds import (
    BYLINE,
    DATE,
    FURNITURE,
    HEADING,
    NOTICE,
    PARAGRAPH,
    SHORT,
)
from articles.extraction.page.layout import Layout
from articles.extraction.page.page import Page
from articles.extraction.words.explanations import listed, quoted

_LEARNABLE = (HEADING, PARAGRAPH)
_QUOTED = re.compile(r"[\"“”«»]")
_MOST = 400  # learnable lines from the top: longer pages end in comments and other stories
_MOST_BLANKS = 4  # the most blanks in a name
_BESIDE = 2  # the most blocks between a name and the byline or date that it belongs to
_SHOWN = 3  # lines that an explanation quotes


@dataclass(frozen=True)
class _PageWithoutFurniture(Page):
    """A page whose furniture is marked or left out, with the repeats of the page ``before``."""

    before: Page
    remaining: tuple[Block, ...]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return self.remaining

    @cached_property
    def repeats(self) -> frozenset[int]:
        return self.before.repeats


def learnable(layout: Layout, taken: frozenset[int], names: Collection[str]) -> Mapping[str, bool]:
    """The normalised lines of a page that are furniture if they recur.

    Each is mapped to whether it is in the story. They are labels and short notices to readers, but
    never datelines, the prose of a story, lines with the ``names`` of its authors, or the lines
    with the numbers ``taken``, in which the headline and other facts were found.
    """
    found: dict[str, bool] = {}
    inside = {block.lines[0] for block in layout.story}
    blocks = layout.page.blocks
    for index, block in enumerate(blocks):
        if block.kind not in _LEARNABLE or not taken.isdisjoint(block.lines):
            continue
        if not _may_be_furniture(block) or any(name in block.text for name in names):
            continue
        line = numberless(block.plain)
        if line.strip("0 ") and not _may_be_signature(blocks, index):
            found[line] = found.get(line, False) or block.lines[0] in inside
            if len(found) == _MOST:
                break
    return found


def _may_be_furniture(block: Block) -> bool:
    """True for a block that is furniture if it recurs.

    A notice must speak to the reader: prose recurs too, where a running story repeats a paragraph.
    """
    text = block.text
    if block.kind is HEADING:
        return len(text) <= SHORT and read_opening(text) is None
    return (
        len(text) <= NOTICE
        and speaks_to_readers(text, block.plain, block.triggers)
        and not _QUOTED.search(text)
        and not is_ending(text)
        and read_opening(text) is None
    )


def _may_be_signature(blocks: Sequence[Block], index: int) -> bool:
    """True for a name, and beside a byline or date for anything that may be one."""
    text = blocks[index].text
    if not 0 < text.count(" ") <= _MOST_BLANKS or not text[0].isupper():
        return False
    near = blocks[max(0, index - _BESIDE) : index + _BESIDE + 1]
    if any(block.kind in (BYLINE, DATE) for block in near):
        return bool(names_in(text, signed=True))
    return is_name(text)


def without_furniture(
    layout: Layout, furniture: Furniture, protected: frozenset[int], body: frozenset[int]
) -> tuple[Page, list[Block]]:
    """The page without an outlet's furniture, and the blocks that became furniture.

    Learnt lines are marked, within the story only. Lines that a person has ruled to be furniture
    are left out everywhere.

    ``layout`` and ``body``, the numbers of the body's lines, were found without ``furniture``. The
    lines ``protected`` stay as they are, unless a person has ruled that they are furniture.
    """
    page = layout.page
    inside = {block.lines[0] for block in layout.story}
    ruled: set[int] = set()
    learnt: set[int] = set()
    for block in page.blocks:
        line = numberless(block.plain) if len(block.text) <= NOTICE else ""
        if line in furniture.ruled:
            ruled.add(block.lines[0])
        elif line in furniture.learnt and block.kind in _LEARNABLE:
            learnt.update(inside.intersection(block.lines[:1]) - protected)
    became = [block for block in page.blocks if block.lines[0] in ruled | learnt]
    numbers = ruled | learnt
    # A label beside another label is not a crosshead, and must not become one because the other one
    # is now furniture: learning may only take text away.
    kept = {*protected, *body}
    for blocks in (layout.story, layout.story[::-1]):
        for before, block in pairwise(blocks):
            is_label = block.kind is HEADING and kept.isdisjoint(block.lines)
            if before.lines[0] in numbers and is_label:
                numbers.add(block.lines[0])
    changed = tuple(
        block._replace(kind=FURNITURE) if block.lines[0] in numbers else block
        for block in page.blocks
        # Furniture may still be taken for the headline, so the lines that a person has ruled to be
        # furniture are left out.
        if block.lines[0] not in ruled
    )
    return _PageWithoutFurniture(page.lines, page, changed), became


def with_reasons(
    found: Extraction, plain: Extraction, became: Sequence[Block], snapshot: int
) -> Extraction:
    """``found``, where each finding that differs because of learnt lines says so in its reason.

    ``plain`` is the extraction without learnt lines, ``became`` are the lines left out.
    """
    before = {(each.field, each.value) for each in plain.findings}
    some = listed([quoted(block.text) for block in became[:_SHOWN]])
    more = len(became) - _SHOWN
    lines = f"{some} and {more} more" if more > 0 else some
    reason = f"leaving out lines that recur on its other pages: {lines} (snapshot {snapshot})"
    return replace(
        found,
        findings=tuple(
            each if (each.field, each.value) in before else _because(each, reason)
            for each in found.findings
        ),
    )


def _because(finding: Finding, reason: str) -> Finding:
    why = finding.why.rstrip(".")
    return replace(finding, why=f"{why}; {reason}" if why else reason)
