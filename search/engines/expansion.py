"""Expands patterns to words of the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from search.query.clauses import Fuzzy, Pattern, Prefix, Wildcard
from search.query.wordmatching import matching_words

#: The most words that a prefix or a wildcard expands to; each is looked up in every field.
MOST_WORDS = 1000

#: The most words that a fuzzy word expands to; more distant ones are unrelated.
MOST_SPELLINGS = 50


class Expansion(NamedTuple):
    """The words, and a sentence for the user if there would be more, otherwise ""."""

    words: list[str]
    note: str


def expansion(pattern: Pattern, candidates: Mapping[str, int]) -> Expansion:
    """The candidates that match, nearest first for a fuzzy word, then most frequent first.

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
    """The candidates that match, nearest first, then most frequent first."""
    distances = matching_words(pattern, candidates)
    return sorted(distances, key=lambda word: (distances[word], -candidates[word], word))


def _cut(pattern: str, words: list[str], most: int) -> Expansion:
    if len(words) <= most:
        return Expansion(words, "")
    which = "nearest" if most == MOST_SPELLINGS else "most frequent"
    return Expansion(
        words[:most],
        f"“{pattern}” matches more than {most:,} words; only the {most:,} {which} were searched.",
    )
