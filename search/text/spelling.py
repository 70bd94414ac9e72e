"""How far apart words are in spelling."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

#: In a word of at most so many characters, a second edit makes another word.
SHORT: Final = 5
MAX_EDITS: Final = 2


def tolerance(word: str) -> int:
    """How many edits away a misspelling of a word may be where a search does not say."""
    return 1 if len(word) <= SHORT else MAX_EDITS


def edits(word: str, others: Iterable[str], most: int) -> dict[str, int]:
    """The other words that are at most ``most`` edits away from a word, nearest first, each
    with the number of its edits.

    An edit adds, drops or replaces a character or swaps two neighbours, and no character takes
    part in two edits (optimal string alignment).
    """
    found = extract(word, [*others], scorer=OSA.distance, score_cutoff=most, limit=None)
    return {other: count for other, count, _ in found}
