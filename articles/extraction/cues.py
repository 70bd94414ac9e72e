"""Words that set rules going: one look at the words of a text shows which rules need none."""

from __future__ import annotations

from functools import cache, lru_cache

from articles.extraction.selfnaming import NAMING_WORDS
from articles.extraction.vocabulary import vocabulary, words, words_of

# By which a house speaks to its readers.
READER_WORDS = words(
    "you your yours our ours us we subscribe newsletter newsletters sign click copyright reserved "
    "donate donates donation donations"
)
_REMEMBERED = 600  # characters


def cues_of(text: str) -> frozenset[str]:
    """Those words of folded ``text`` that some rule looks for: most texts have none."""
    return _cues_in(text) if len(text) <= _REMEMBERED else _cues(text)


def _cues(text: str) -> frozenset[str]:
    return _all().intersection(words_of(text))


_cues_in = lru_cache(maxsize=1024)(_cues)  # several rules look at the same lines of one page


@cache
def _all() -> frozenset[str]:
    return vocabulary().cues | NAMING_WORDS | READER_WORDS
