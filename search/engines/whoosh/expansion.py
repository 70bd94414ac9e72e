"""The words of the index that a pattern stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from search.query.clauses import Fuzzy, Pattern, Prefix, Wildcard
from search.query.patterns import fits

#: A beginning or a shape stands for at most so many words: each is a look-up in every field.
MOST_WORDS = 1000

#: A word spelt nearly so stands for at most so many: those farther off are other words.
MOST_SPELLINGS = 50


class Expansion(NamedTuple):
    """The words, and a sentence that says so if there would be more; else ""."""

    words: list[str]
    note: str


def expansion(pattern: Pattern, candidates: Mapping[str, int]) -> Expansion:
    """Which of the candidates fit, the most frequent first; of a fuzzy word the nearest first.

    ``candidates`` are the words that begin with ``pattern.start``, with their frequencies.
    """
    words = ranked(pattern, candidates)
    match pattern:
        case Prefix(start):
            return _cut(f"{start}*", words, MOST_WORDS)
        case Wildcard(shape):
            return _cut(shape, words, MOST_WORDS)
        case Fuzzy(word):
            return _cut(f"{word}~", words, MOST_SPELLINGS)


def ranked(pattern: Pattern, candidates: Mapping[str, int]) -> list[str]:
    """The candidates that fit, nearest first, then most frequent."""
    distances = fits(pattern, candidates)
    return sorted(distances, key=lambda word: (distances[word], -candidates[word], word))


def _cut(pattern: str, words: list[str], most: int) -> Expansion:
    if len(words) <= most:
        return Expansion(words, "")
    which = "nearest" if most == MOST_SPELLINGS else "most frequent"
    return Expansion(
        words[:most],
        f"“{pattern}” matches more than {most:,} words; only the {most:,} {which} were searched.",
    )
