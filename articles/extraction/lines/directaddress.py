"""Lines in which an outlet speaks to its readers: "Sign up for our newsletter"."""

from __future__ import annotations

from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("directaddress")

#: One of these is enough.
READER_WORDS = _PHRASES.words("reader_words")
READER_PHRASES = _PHRASES.expression("reader_phrases")


def speaks_to_readers(text: str, plain: str, triggers: frozenset[str]) -> bool:
    """True if ``text`` speaks to readers, or has an address to which they can turn.

    ``plain`` is the text folded, and ``triggers`` contains at least those of its words that are in
    ``READER_WORDS``.
    """
    if not triggers.isdisjoint(READER_WORDS):
        return True
    return READER_PHRASES.may_match(plain) and READER_PHRASES.pattern.search(text) is not None
