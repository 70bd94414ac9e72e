"""Runs of words near each other, from the places of each word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.nearness import Wanted, runs

PLACES = st.sets(st.integers(0, 60), max_size=12)


@pytest.mark.parametrize(
    ("words", "reach", "starts"),
    [
        ([([1, 20], 1), ([3], 1)], 2, [1]),
        ([([1, 20], 1), ([3], 1)], 1, []),
        ([([3], 1), ([1, 20], 1)], 2, [1]),
        ([([1, 4, 9], 2)], 3, [1]),
        ([([1], 1), ([], 1)], 50, []),
        ([], 50, []),
    ],
    ids=["near", "too far", "any order", "twice", "a word that is nowhere", "no words"],
)
def test_a_run_begins_with_a_word_and_has_all_of_them(
    words: list[tuple[list[int], int]], reach: int, starts: list[int]
) -> None:
    wanted = [Wanted(np.array(places, np.int64), times) for places, times in words]
    assert runs(wanted, reach).tolist() == starts


@given(st.lists(st.tuples(PLACES, st.integers(1, 2)), min_size=1, max_size=4), st.integers(0, 9))
def test_no_run_is_missed_and_none_is_invented(
    words: list[tuple[set[int], int]], reach: int
) -> None:
    # Each place has only one word.
    free = set(range(61))
    distinct = []
    for places, times in words:
        distinct.append((places & free, times))
        free -= places
    wanted = [Wanted(np.array(sorted(places), np.int64), times) for places, times in distinct]
    plain = [
        start
        for start in range(61)
        if any(start in places for places, _ in distinct)
        and all(
            len(places & set(range(start, start + reach + 1))) >= times
            for places, times in distinct
        )
    ]
    assert runs(wanted, reach).tolist() == plain
