"""A bounded memory of arrays that are asked for again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from numpy.typing import NDArray

Arrays = tuple[NDArray[Any], ...]
Made = TypeVar("Made", bound=Arrays)

#: What an entry needs beside its numbers: a key, arrays' heads.
OVERHEAD = 400


class Cache:
    """Tuples of arrays, by any key; what was not asked for longest goes first.

    Safe to use from several threads. Nobody may change an array that it gave.
    """

    def __init__(self, limit: int) -> None:
        """``limit``: how many bytes to hold."""
        self._limit = limit
        self._size = 0
        self._held: OrderedDict[Hashable, Arrays] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is held, or else what ``make`` gives; its failures are passed on. What is made for
        a key is always of one kind."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return cast(Made, self._held[key])
        # Two threads may do the same work; neither waits for another's.
        made = make()
        with self._lock:
            if key not in self._held and _bytes(made) <= self._limit:
                self._held[key] = made
                self._size += _bytes(made)
                while self._size > self._limit:
                    self._size -= _bytes(self._held.popitem(last=False)[1])
        return made


def _bytes(arrays: Arrays) -> int:
    return OVERHEAD + sum(array.nbytes for array in arrays)
