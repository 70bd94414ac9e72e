"""Where several words stand near each other, by arithmetic on the places of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.phrases import Places


class Wanted(NamedTuple):
    """One word of several: its places (1-d, ascending), and how many of them are needed."""

    places: Places
    times: int


def runs(wanted: Sequence[Wanted], reach: int) -> Places:
    """The places (1-d, ascending) of wanted words from which a run begins that has all of them.

    A run goes from its first place to at most ``reach`` beyond it. Places of one document
    lie farther than that from those of another.
    """
    if not wanted:
        return np.empty(0, np.int64)
    # Rarest first: no run is without it, so it leaves least to be looked at.
    rarest_first = sorted(wanted, key=lambda word: len(word.places))
    starts = rarest_first[0].places
    if len(rarest_first) > 1:
        others = [_within(word.places, starts, reach) for word in rarest_first[1:]]
        starts = np.concatenate([starts, *others])
        starts.sort(kind="stable")  # merges what is ascending already
    for places, times in rarest_first:
        # The last of so many from the start on; near the end there are not so many.
        last = np.searchsorted(places, starts)
        last += times - 1
        end = np.searchsorted(last, len(places))
        starts, last = starts[:end], last[:end]
        starts = starts[places[last] - starts <= reach]
    return starts


def _within(places: Places, targets: Places, reach: int) -> Places:
    """Those of the places that have a target at most ``reach`` beyond them."""
    following = np.searchsorted(targets, places)
    end = np.searchsorted(following, len(targets))
    places, following = places[:end], following[:end]
    return places[targets[following] - places <= reach]
