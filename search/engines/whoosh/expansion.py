"""The words of the index that a pattern stands for."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from typing import NamedTuple

from search.query.clauses import Fuzzy, Pattern, Prefix, Wildcard
from search.text.spelling import edits

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
    match pattern:
        case Prefix():
            return _cut(f"{pattern.start}*", _by_frequency(candidates), MOST_WORDS)
        case Wildcard():
            # Shapes hold letters, digits and the two signs, which mean the same to fnmatch;
            # its pattern never goes back, so time grows with the length alone.
            fits = re.compile(fnmatch.translate(pattern.shape)).match
            fitting = {word: count for word, count in candidates.items() if fits(word)}
            return _cut(pattern.shape, _by_frequency(fitting), MOST_WORDS)
        case Fuzzy():
            nearest = [word for word, _ in spellings(pattern.word, candidates, pattern.edits)]
            return _cut(f"{pattern.word}~", nearest, MOST_SPELLINGS)


def spellings(word: str, candidates: Mapping[str, int], most: int) -> list[tuple[str, int]]:
    """The candidates at most so many edits from a word, nearest first, then most frequent, each
    with its frequency."""
    near = edits(word, candidates, most)
    ranked = sorted(near, key=lambda each: (near[each], -candidates[each], each))
    return [(each, candidates[each]) for each in ranked]


def _by_frequency(words: Mapping[str, int]) -> list[str]:
    return sorted(words, key=lambda word: (-words[word], word))


def _cut(pattern: str, words: list[str], most: int) -> Expansion:
    if len(words) <= most:
        return Expansion(words, "")
    which = "nearest" if most == MOST_SPELLINGS else "most frequent"
    return Expansion(
        words[:most],
        f"“{pattern}” stands for more than {most:,} words; the {most:,} {which} were searched.",
    )
