"""Finds words near each other, with operations on the places of each word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.phrases import Places


class Wanted(NamedTuple):
    """A word of a Near clause: its places (1-d, ascending), and how many of them a run needs."""

    places: Places
    times: int


def runs(wanted: Sequence[Wanted], reach: int) -> Places:
    """The places (1-d, ascending) of wanted words at which a run begins that has all of them.

    A run extends from its first place to at most ``reach`` beyond it. Places in different
    documents are farther apart than that.
    """
    if not wanted:
        return np.empty(0, np.int64)
    # Start with the rarest word, which leaves the fewest candidates: every run contains it.
    rarest_first = sorted(wanted, key=lambda word: len(word.places))
    starts = rarest_first[0].places
    if len(rarest_first) > 1:
        others = [_within(word.places, starts, reach) for word in rarest_first[1:]]
        starts = np.concatenate([starts, *others])
        starts.sort(kind="stable")  # merges the ascending parts
    for places, times in rarest_first:
        # The index of the last needed place from each start; near the end there are too few.
        last = np.searchsorted(places, starts)
        last += times - 1
        end = np.searchsorted(last, len(places))
        starts, last = starts[:end], last[:end]
        starts = starts[places[last] - starts <= reach]
    return starts


def _within(places: Places, targets: Places, reach: int) -> Places:
    """The places that have a target at or at most ``reach`` beyond them."""
    following = np.searchsorted(targets, places)
    end = np.searchsorted(following, len(targets))
    places, following = places[:end], following[:end]
    return places[targets[following] - places <= reach]
