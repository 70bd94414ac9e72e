"""Finds consecutive words from the places of each word in one field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: The occurrences of a word in a field, ascending: one number encodes document and position.
Places = NDArray[np.signedinteger[Any]]

#: A binary search for a place in a longer list costs as much as merging this many of that list.
SEARCH = 24

#: The number of places that are merged at once, so that threads need little memory.
AT_ONCE = 1 << 15


def rows(words: Sequence[Places]) -> Places:
    """The places of the first word at which all words follow one another. ``words`` has the places
    of each word, and at least one word.

    There is a gap between the places of two documents, so no row extends into the next one.
    """
    # Start with the rarest word, since the candidates can only decrease.
    rarest_first = sorted(enumerate(words), key=lambda word: len(word[1]))
    offset, places = rarest_first[0]
    starts = places - offset
    for offset, places in rarest_first[1:]:
        starts = _common(starts + offset, places) - offset
    return starts


def _common(few: Places, many: Places) -> Places:
    """The numbers in both of two ascending lists."""
    if not len(few):
        return few
    if len(few) * SEARCH < len(many):
        at = np.searchsorted(many, few)
        at[at == len(many)] = 0
        shared: Places = few[many[at] == few]
        return shared
    found = []
    for start in range(0, len(few), AT_ONCE):
        part = few[start : start + AT_ONCE]
        first = np.searchsorted(many, part[0])
        end = np.searchsorted(many, part[-1], side="right")
        both: Places = np.concatenate((part, many[first:end]))
        both.sort(kind="stable")  # merges the two ascending parts
        found.append(both[1:][both[1:] == both[:-1]])
    return np.concatenate(found)
