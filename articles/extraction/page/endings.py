"""Recognise lines about the authors at the end of a story, which look like its prose."""

from __future__ import annotations

from articles.extraction.lines.biographies import presents_journalist
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import HEADING, NOTICE
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("endings")

_LONGEST = 200  # characters: A longer paragraph that begins with "Reporting by" is prose.
_MOST = 3  # blocks about the authors at the end of a story
_CONTRIBUTED = _PHRASES.expression("contributed")
_HELPED = _PHRASES.pattern("helped")


def without_endings(blocks: list[Block]) -> list[Block]:
    """The blocks of a story without lines about its authors at its end."""
    kept = len(blocks)
    for index in range(len(blocks) - 1, max(0, len(blocks) - 1 - _MOST), -1):
        if is_ending(blocks[index].text):
            kept = index
        elif blocks[index].kind is not HEADING:
            break
    return blocks[:kept]


def is_ending(text: str) -> bool:
    """True for a paragraph that presents a writer, or names people who contributed."""
    return is_about_writer(text) or (len(text) <= _LONGEST and _names_helpers(text))


def is_about_writer(text: str) -> bool:
    """True for a paragraph that presents somebody, in the present tense, as a journalist."""
    return len(text) <= NOTICE and presents_journalist(text)


def _names_helpers(text: str) -> bool:
    if _HELPED.match(text):
        return True
    plain = text.lower()
    return _CONTRIBUTED.may_match(plain) and _CONTRIBUTED.pattern.search(plain) is not None
