"""Edit distances between words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

#: In a word of at most this many characters, two edits would produce an unrelated word.
SHORT: Final = 5
MAX_EDITS: Final = 2


def tolerance(word: str) -> int:
    """The number of edits that a misspelling of a word may have, unless the search says."""
    return 1 if len(word) <= SHORT else MAX_EDITS


def edits(word: str, others: Iterable[str], most: int) -> dict[str, int]:
    """Those of ``others`` that are at most ``most`` edits away from a word, nearest first, with
    their numbers of edits.

    An edit adds, drops or replaces a character or swaps two neighbours, and no character takes
    part in two edits (optimal string alignment).
    """
    found = extract(word, [*others], scorer=OSA.distance, score_cutoff=most, limit=None)
    return {other: count for other, count, _ in found}
