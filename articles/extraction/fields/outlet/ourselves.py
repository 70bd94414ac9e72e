"""Sentences in which a page speaks of itself and to its readers: "our", "us", "your"."""

from __future__ import annotations

import re
from collections.abc import Set

from articles.extraction.page.blocks import Block
from articles.extraction.words.vocabulary import folded, words, words_of

#: Words for the people who make a page, and for those who read it.
WE, YOU = words("we our us ours"), words("you your yours")
_EITHER = WE | YOU
_QUOTED = re.compile('[“"][^”"]*[”"]?')
_QUOTES = ("“", '"')


def pronouns(block: Block) -> Set[str]:
    """The words of ``WE`` and ``YOU`` in a block, outside quotations."""
    found = _EITHER.intersection(block.words)
    if found and any(mark in block.text for mark in _QUOTES):
        return _EITHER.intersection(words_of(folded(_QUOTED.sub(" ", block.text))))
    return found


def speaks_of_itself(block: Block) -> bool:
    """True if a paragraph has one of these words outside quotations."""
    return bool(pronouns(block))
