"""How far words lie from one another in spelling, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: A word of up to so many characters is another one when two of them change.
SHORT: Final = 5
MAX_EDITS: Final = 2

Characters = NDArray[np.uint32]
Edits = NDArray[np.int64]


def tolerance(word: str) -> int:
    """How many edits from a word its misspellings are, if nobody says otherwise."""
    return 1 if len(word) <= SHORT else MAX_EDITS


def edits(word: str, others: Sequence[str], most: int) -> Edits:
    """How many edits it takes from a word to each other (1-d), or ``most + 1`` where it is more.

    An edit adds, drops or replaces a character or swaps two neighbours (no character takes
    part in two edits).
    """
    found = np.full(len(others), most + 1, dtype=np.int64)
    # A difference in length alone takes as many edits.
    close = np.flatnonzero([abs(len(other) - len(word)) <= most for other in others])
    if len(close):
        counted = _counted(word, [others[number] for number in close.tolist()])
        found[close] = np.minimum(counted, most + 1)
    return found


def _counted(word: str, others: Sequence[str]) -> Edits:
    """The table of the edits between all beginnings, a column of it for all words at once."""
    lengths = np.array([len(other) for other in others])
    table = _characters(others, int(lengths.max(initial=1)))
    given = np.array([ord(character) for character in word], dtype=np.uint32)
    before: list[Edits] = []
    column = [np.full(len(others), row, dtype=np.int64) for row in range(len(word) + 1)]
    counts = np.where(lengths == 0, len(word), 0)
    for place in range(table.shape[1]):
        last, column = column, [np.full(len(others), place + 1, dtype=np.int64)]
        letters = table[:, place]
        for row, character in enumerate(given, start=1):
            cell = np.minimum(last[row - 1] + (letters != character), last[row] + 1)
            np.minimum(cell, column[row - 1] + 1, out=cell)
            if place and row > 1:
                swapped = (letters == given[row - 2]) & (table[:, place - 1] == character)
                np.minimum(cell, np.where(swapped, before[row - 2] + 1, cell), out=cell)
            column.append(cell)
        before = last
        ended = lengths == place + 1
        counts[ended] = column[-1][ended]
    return counts


def _characters(words: Sequence[str], width: int) -> Characters:
    """A row of code points for each word, 0 beyond its end."""
    written = np.array(words, dtype=f"<U{width}")
    return written.view(np.uint32).reshape(len(words), width)
