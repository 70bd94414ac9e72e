"""Lines in which an outlet speaks to its readers: "Sign up for our newsletter"."""

from __future__ import annotations

import re

from articles.extraction.words.expressions import Expression
from articles.extraction.words.vocabulary import words

#: One of these is enough.
READER_WORDS = words(
    "you your yours our ours us we subscribe newsletter newsletters click copyright donate donates "
    "donation donations"
)
READER_PHRASES = Expression(
    r"©|@|\bwww\.|https?:|\b(?:sign up|rights reserved|advertis\w+)\b", re.IGNORECASE
)


def speaks_to_readers(text: str, plain: str, triggers: frozenset[str]) -> bool:
    """True if ``text`` speaks to readers, or has an address to which they can turn.

    ``plain`` is the text folded, and ``triggers`` contains at least those of its words that are in
    ``READER_WORDS``.
    """
    if not triggers.isdisjoint(READER_WORDS):
        return True
    return READER_PHRASES.may_match(plain) and READER_PHRASES.pattern.search(text) is not None
