"""Caches of what rules find in a line, by the text of the line.

Several rules read the same lines of a page, and the labels of an outlet are on all its pages.
Everything cached depends on the text alone, so an entry can be dropped at any time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

Found = TypeVar("Found")

# The most lines in a cache. Larger caches take memory in each process that extracts and save little
# time. Functions are mostly called again for lines of the same page, so they need fewer.
_LINES, _LINES_OF_FUNCTION = 8192, 4096

#: A decorator for functions of a line: the least recently used lines are dropped.
cached_by_line = lru_cache(maxsize=_LINES_OF_FUNCTION)


class LineCache(dict[str, Found]):
    """What was found, by line, for functions that take more arguments than the line's text."""

    def store(self, line: str, found: Found) -> Found:
        """Add an entry and return ``found``. A full cache is emptied first."""
        if len(self) >= _LINES:
            self.clear()
        self[line] = found
        return found
