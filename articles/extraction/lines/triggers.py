"""Words that set rules going: one look at the words of a text shows which rules need none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from articles.extraction.lines.credits import PICTURE_WORDS
from articles.extraction.lines.selfnaming import NAMING_WORDS
from articles.extraction.words.vocabulary import (
    MARKS,
    folded,
    vocabulary,
    words,
    words_of,
    words_of_lines,
)

# By which a house speaks to its readers, and those of which it takes more than one.
READER_WORDS = words(
    "you your yours our ours us we subscribe newsletter newsletters click copyright donate donates "
    "donation donations"
)
READER_PHRASE_WORDS = words("sign reserved")


class Wording(NamedTuple):
    """A text, the same folded (see ``folded``), its words, and those that rules look for."""

    text: str
    plain: str
    words: list[str]
    cues: frozenset[str]


def worded(lines: Sequence[str]) -> list[Wording]:
    """The wordings of the lines of a page, none of which has a newline in it."""
    if not lines:
        return []
    # All are folded at once, and cut into lines again: that is quicker than one by one.
    page = "\n".join(lines).replace("’", "'").casefold()
    known = _all()
    return [
        Wording(text, plain.strip(MARKS), told, known.intersection(told))
        for text, plain, told in zip(lines, page.split("\n"), words_of_lines(page), strict=True)
    ]


def wording_of(text: str) -> Wording:
    plain = folded(text)
    told = words_of(plain)
    return Wording(text, plain, told, _all().intersection(told))


@cache
def _all() -> frozenset[str]:
    return vocabulary().cues | NAMING_WORDS | PICTURE_WORDS | READER_WORDS | READER_PHRASE_WORDS
