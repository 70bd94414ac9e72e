"""Which lines of a page may recur as furniture, and what a page is once learnt ones are that."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from articles.extraction.findings import Extraction, Finding
from articles.extraction.learnt import Furniture, numberless
from articles.extraction.lines.datelines import read_opening
from articles.extraction.lines.names import is_name, names_in
from articles.extraction.lines.triggers import READER_PHRASE_WORDS, READER_WORDS
from articles.extraction.page.blocks import Block
from articles.extraction.page.endings import is_ending
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
from articles.extraction.words.phrasing import listed, quoted

_LEARNABLE = (HEADING, PARAGRAPH)
# Prose recurs for two reasons: a house speaks to its readers, or a running story repeats its
# background. Only the first is furniture, and it gives itself away.
# It does by ``READER_WORDS``, or by one of these; the marks are a quick look.
_TO_READERS = re.compile(
    r"©|@|\bwww\.|https?:|\b(?:sign up|rights reserved|advertis\w+)\b", re.IGNORECASE
)
_READER_MARKS = ("©", "@", "www.", "http", "advertis")
_QUOTED = re.compile(r"[\"“”«»]")
_MOST = 400  # lines of one page, from its top: longer pages end in comments and other stories
_MOST_BLANKS = 4  # in a name
_BESIDE = 2  # blocks
_SHOWN = 3  # lines in an explanation


@dataclass(frozen=True)
class _Furnished(Page):
    """A page whose blocks have been judged again; what it says twice, it still says twice."""

    before: Page
    judged: tuple[Block, ...]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return self.judged

    @cached_property
    def said_again(self) -> frozenset[int]:
        return self.before.said_again


def learnable(layout: Layout, taken: frozenset[int], names: Collection[str]) -> Mapping[str, bool]:
    """The normalised lines of a page that are furniture if they recur; True: in its story.

    Labels and short notices to readers; no datelines and no prose of a story, nothing that is or
    has one of the ``names`` of its authors, and none of the lines ``taken``: those that gave the
    headline and the like.
    """
    found: dict[str, bool] = {}
    inside = {block.lines[0] for block in layout.story}
    blocks = layout.page.blocks
    for index, block in enumerate(blocks):
        if block.kind not in _LEARNABLE or not taken.isdisjoint(block.lines):
            continue
        if not _may_recur(block) or any(name in block.text for name in names):
            continue
        line = numberless(block.plain)
        if line.strip("0 ") and not _may_be_signature(blocks, index):
            found[line] = found.get(line, False) or block.lines[0] in inside
            if len(found) == _MOST:
                break
    return found


def _may_recur(block: Block) -> bool:
    text = block.text
    if block.kind is HEADING:
        return len(text) <= SHORT and read_opening(text) is None
    return (
        len(text) <= NOTICE
        and _speaks_to_readers(block)
        and not _QUOTED.search(text)
        and not is_ending(text)
        and read_opening(text) is None
    )


def _speaks_to_readers(block: Block) -> bool:
    if not block.cues.isdisjoint(READER_WORDS):
        return True
    is_possible = not block.cues.isdisjoint(READER_PHRASE_WORDS) or any(
        map(block.plain.__contains__, _READER_MARKS)
    )
    return is_possible and _TO_READERS.search(block.text) is not None


def _may_be_signature(blocks: Sequence[Block], index: int) -> bool:
    """True for a name, or for what looks like one beside a byline or date."""
    text = blocks[index].text
    if not 0 < text.count(" ") <= _MOST_BLANKS or not text[0].isupper():
        return False
    near = blocks[max(0, index - _BESIDE) : index + _BESIDE + 1]
    if any(block.kind in (BYLINE, DATE) for block in near):
        return bool(names_in(text, signed=True))
    return is_name(text)


def furnished(
    layout: Layout, furniture: Furniture, spared: frozenset[int], body: frozenset[int]
) -> tuple[Page, list[Block]]:
    """The page with ``furniture`` told apart in its story, and the blocks that became it.

    ``layout`` and ``body``, its lines, are what is seen without it. The lines ``spared`` stay as
    they are, unless a person has called them furniture, which holds wherever they stand.
    """
    page = layout.page
    inside = {block.lines[0] for block in layout.story}
    said: set[int] = set()
    learnt: set[int] = set()
    for block in page.blocks:
        line = numberless(block.plain) if len(block.text) <= NOTICE else ""
        if line in furniture.said:
            said.add(block.lines[0])
        elif line in furniture.learnt and block.kind in _LEARNABLE:
            learnt.update(inside.intersection(block.lines[:1]) - spared)
    became = [block for block in page.blocks if block.lines[0] in said | learnt]
    numbers = said | learnt
    # A label in a row of labels was no crosshead. It must not become one because its neighbour
    # is furniture now: what is learnt takes text away and never adds any.
    kept = {*spared, *body}
    for blocks in (layout.story, layout.story[::-1]):
        for before, block in pairwise(blocks):
            is_label = block.kind is HEADING and kept.isdisjoint(block.lines)
            if before.lines[0] in numbers and is_label:
                numbers.add(block.lines[0])
    judged = tuple(
        block._replace(kind=FURNITURE) if block.lines[0] in numbers else block
        for block in page.blocks
        # Furniture with the words of a story can be taken for its headline; where a person has
        # spoken it must not.
        if block.lines[0] not in said
    )
    return _Furnished(page.lines, page, judged), became


def with_reasons(
    found: Extraction, plain: Extraction, became: Sequence[Block], snapshot: int
) -> Extraction:
    """``found`` with a word in the evidence wherever learnt lines have made a difference.

    ``plain`` is what was found without them.
    """
    before = {(each.field, each.value) for each in plain.findings}
    some = listed([quoted(block.text) for block in became[:_SHOWN]])
    more = len(became) - _SHOWN
    lines = f"{some} and {more} more" if more > 0 else some
    told = f"leaving out lines that recur on its other pages: {lines} (snapshot {snapshot})"
    return replace(
        found,
        findings=tuple(
            each if (each.field, each.value) in before else _because(each, told)
            for each in found.findings
        ),
    )


def _because(finding: Finding, told: str) -> Finding:
    why = finding.why.rstrip(".")
    return replace(finding, why=f"{why}; {told}" if why else told)
