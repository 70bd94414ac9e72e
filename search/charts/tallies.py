"""Counts of the whole archive, computed again only after an article has changed.

Pages that count the table take a time that grows with the archive, and are asked for far more often
than it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

from django.db import connection

from search.index.waiting import table_version

Result = TypeVar("Result")

#: The last result of each count, with the version of the table that it belongs to.
_LAST: Final[dict[str, tuple[Hashable, object]]] = {}


def tally(name: str, count: Callable[[], Result]) -> Result:
    """The result of ``count``, which must depend on articles alone and is not to be modified.

    The last one is returned while no article has changed; ``name`` tells counts apart.
    """
    if connection.in_atomic_block:
        return count()  # it may see changes that are rolled back
    version = table_version()
    last = _LAST.get(name)
    if last is not None and last[0] == version:
        return last[1]  # type: ignore[return-value]  # what the same count has returned
    result = count()
    # A change during the count gives it a later version than this one, which never returns.
    _LAST[name] = version, result
    return result
