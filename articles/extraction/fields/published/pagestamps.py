"""The date lines of a page, each with the index of its block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.lines.datelabels import Label
from articles.extraction.lines.datestamps import Stamp, read_mention, read_stamp
from articles.extraction.lines.handling import is_handling, is_print_header
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import APPEAL, CAPTION, FURNITURE, LINK, PARAGRAPH
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.shapes import DIGIT

_PHRASES = phrasebook("pagestamps")

_NEVER_DATED = frozenset({PARAGRAPH, CAPTION, LINK, APPEAL})  # kinds without date lines
_DATE_LINES = 3  # lines in which day, month and year can stand apart
_TINY = 20  # characters: Day, month or year alone in a line are no longer.
_DATE_PART = _PHRASES.pattern("date_part")
_LONGEST_POSTED = 120  # characters: A longer sentence says more.
_POSTED = _PHRASES.pattern("posted")
_LABEL_ALONE = _PHRASES.pattern("label_alone")


def stamps_on(blocks: Sequence[Block]) -> Iterator[tuple[int, Stamp]]:
    """The date lines among ``blocks`` from top to bottom, as the index of a block and its stamp."""
    for at, block in enumerate(blocks):
        text, stamp = block.text, None
        if block.kind in _NEVER_DATED and not (block.kind is PARAGRAPH and _is_posted(text)):
            continue
        if DIGIT.search(text):
            if block.kind is FURNITURE and is_print_header(text):
                continue
            stamp = read_stamp(text) or read_mention(text)
        if stamp is None and len(text) <= _TINY:
            stamp = _over_lines(blocks, at)
        if stamp is not None and not (at and is_handling(blocks[at - 1].text)):
            yield at, stamp


def _is_posted(text: str) -> bool:
    """True for ``Posted by Ann on March 4, 2020 from the harbour.``, which is a sentence too."""
    return len(text) <= _LONGEST_POSTED and _POSTED.match(text) is not None


def _over_lines(blocks: Sequence[Block], at: int) -> Stamp | None:
    """A date whose day, month and year are in lines of their own."""
    if at + 1 == len(blocks) or len(blocks[at + 1].text) > _TINY:
        return None
    parts = [block.text for block in blocks[at : at + _DATE_LINES]]
    if not parts[0][0].isalnum():
        return None
    if not any(map(DIGIT.search, parts[:2])):
        return None  # Of the first two parts, one is a number.
    if not (_DATE_PART.fullmatch(parts[0]) and _DATE_PART.fullmatch(parts[1])):
        return None
    return read_stamp(" ".join(parts[:2])) or read_stamp(" ".join(part[:_TINY] for part in parts))


def label_above(blocks: Sequence[Block], at: int) -> Label:
    """The label in a line of its own above a date, such as "Published"."""
    match = _LABEL_ALONE.match(blocks[at - 1].text) if at else None
    return "" if match is None else "updated" if match["updated"] else "published"
