"""The words of a line, and among them those that trigger rules.

The words of all lines are found at once. A rule whose trigger words are not among those of a line
need not read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from articles.extraction.lines.credits import PICTURE_WORDS
from articles.extraction.lines.directaddress import READER_WORDS
from articles.extraction.lines.selfnaming import NAMING_WORDS
from articles.extraction.words.vocabulary import (
    MARKS,
    caseless,
    folded,
    vocabulary,
    words_of,
    words_of_lines,
)


class Wording(NamedTuple):
    """A text, the same folded (see ``folded``), its words, and those of them that trigger rules."""

    text: str
    plain: str
    words: list[str]
    triggers: frozenset[str]


def worded(lines: Sequence[str]) -> list[Wording]:
    """The wordings of the lines of a page. A line has no newline in it."""
    if not lines:
        return []
    # To fold all at once, and to cut the page into lines again, is quicker than line by line.
    page = caseless("\n".join(lines))
    triggers = _triggers()
    return [
        # A named tuple made in this way takes half the time.
        tuple.__new__(
            Wording,
            (text, plain.strip(MARKS), line_words, triggers.intersection(line_words)),
        )
        for text, plain, line_words in zip(
            lines, page.split("\n"), words_of_lines(page), strict=True
        )
    ]


def wording_of(text: str) -> Wording:
    """The wording of one text."""
    plain = folded(text)
    found = words_of(plain)
    return Wording(text, plain, found, _triggers().intersection(found))


@cache
def _triggers() -> frozenset[str]:
    return vocabulary().triggers | NAMING_WORDS | PICTURE_WORDS | READER_WORDS
