"""Words in a row, found in the places of each word in one field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Where a word stands in a field: one number for document and position, ascending.
Places = NDArray[np.signedinteger[Any]]

#: Looking a place up in a longer list costs as much as merging so many of that list.
SEARCH = 24

#: So many places are merged with others at once, so that threads need little room for it.
AT_ONCE = 1 << 15


def rows(words: Sequence[Places]) -> Places:
    """From which places rows go: the first word stands there, the second right after, and so on.
    ``words``: the places of each, one at least.

    Documents have room between them where no word is, so none goes from one into the next.
    """
    # Rarest first: what is left can only shrink.
    rarest_first = sorted(enumerate(words), key=lambda word: len(word[1]))
    offset, places = rarest_first[0]
    starts = places - offset
    for offset, places in rarest_first[1:]:
        starts = _common(starts + offset, places) - offset
    return starts


def _common(few: Places, many: Places) -> Places:
    """Numbers that are in both lists, which are ascending."""
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
        both.sort(kind="stable")  # merges what is ascending already
        found.append(both[1:][both[1:] == both[:-1]])
    return np.concatenate(found)
