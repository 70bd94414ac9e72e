"""The cache is bounded, and threads can share it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from search.engines.whoosh.cache import OVERHEAD, Arrays, Cache

#: Bytes of an entry that ``arrays`` returns.
EACH = 16 * 100 + OVERHEAD


def arrays(number: int) -> Arrays:
    return np.full(100, number), np.full(100, float(number))


def asking(asked: list[int]) -> Callable[[int], Callable[[], Arrays]]:
    def of(number: int) -> Callable[[], Arrays]:
        def make() -> Arrays:
            asked.append(number)
            return arrays(number)

        return make

    return of


def test_the_least_recently_used_entry_is_evicted() -> None:
    cache, asked = Cache(3 * EACH), list[int]()
    make = asking(asked)
    for number in (1, 2, 3, 1, 4, 1, 3, 2):
        assert cache.get(number, make(number))[0][0] == number
    assert asked == [1, 2, 3, 4, 2]


def test_an_entry_that_is_too_large_is_returned_but_not_cached() -> None:
    cache, asked = Cache(EACH - 1), list[int]()
    make = asking(asked)
    assert [cache.get(7, make(7))[0][0] for _ in range(2)] == [7, 7]
    assert asked == [7, 7]


def test_an_exception_propagates_and_is_not_cached() -> None:
    cache = Cache(EACH)

    def failing() -> Arrays:
        raise OSError("cut off")

    with pytest.raises(OSError, match="cut off"):
        cache.get(1, failing)
    assert cache.get(1, lambda: arrays(1))[0][0] == 1


def test_threads_get_what_they_ask_for() -> None:
    cache = Cache(5 * EACH)

    def ask(turn: int) -> bool:
        number = turn * turn % 17
        docs, scores = cache.get(number, lambda: arrays(number))
        return bool((docs == number).all() and (scores == number).all())

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(4000)))
