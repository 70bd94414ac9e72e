"""Lines in which an outlet speaks of itself or to its readers: "Sign up for our newsletter"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded, words, words_of

_PHRASES = phrasebook("directaddress")

#: One of these is enough.
READER_WORDS = _PHRASES.words("reader_words")
READER_PHRASES = _PHRASES.expression("reader_phrases")
#: Words for the people who make a page, and for those who read it.
WE, YOU = words("we our us ours"), words("you your yours")
_EITHER = WE | YOU
_QUOTED = re.compile('[“"][^”"]*[”"]?')


def speaks_to_readers(text: str, plain: str, triggers: frozenset[str]) -> bool:
    """True if ``text`` speaks to readers, or has an address to which they can turn.

    ``plain`` is the text folded, and ``triggers`` contains at least those of its words that are in
    ``READER_WORDS``.
    """
    if not triggers.isdisjoint(READER_WORDS):
        return True
    return READER_PHRASES.may_match(plain) and READER_PHRASES.pattern.search(text) is not None


def pronouns(text: str, listed: Sequence[str]) -> Set[str]:
    """The words of ``WE`` and ``YOU`` in a text outside quotations; ``listed`` are its words."""
    found = _EITHER.intersection(listed)
    if found and ("“" in text or '"' in text):
        return _EITHER.intersection(words_of(folded(_QUOTED.sub(" ", text))))
    return found
