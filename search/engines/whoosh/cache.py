"""A cache of arrays, bounded by their size in bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from numpy.typing import NDArray

Arrays = tuple[NDArray[Any], ...]
Made = TypeVar("Made", bound=Arrays)

#: Bytes of an entry beside the array data: the key and the array headers.
OVERHEAD = 400


class Cache:
    """An LRU cache of tuples of arrays.

    Safe to use from several threads. Callers must not modify the arrays.
    """

    def __init__(self, limit: int) -> None:
        """``limit``: the most bytes to hold."""
        self._limit = limit
        self._size = 0
        self._entries: OrderedDict[Hashable, Arrays] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The cached entry, or else the result of ``make``, whose exceptions propagate. ``make``
        must always return the same type for one key."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return cast(Made, self._entries[key])
        # Made without the lock: two threads may make the same entry, but neither waits.
        made = make()
        with self._lock:
            if key not in self._entries and _bytes(made) <= self._limit:
                self._entries[key] = made
                self._size += _bytes(made)
                while self._size > self._limit:
                    self._size -= _bytes(self._entries.popitem(last=False)[1])
        return made


def _bytes(arrays: Arrays) -> int:
    return OVERHEAD + sum(array.nbytes for array in arrays)
