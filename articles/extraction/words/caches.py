"""What was found in a line is remembered by the text of the line, for the lines that come back.

Several rules read the same lines of one page, and the labels of an outlet come back on all its
pages. All that is remembered depends on the text alone, so that it can be forgotten at any time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

Found = TypeVar("Found")

# More lines than these take memory in each of the processes that extract, and save little time. A
# function is called again for the lines of one page, and few of other pages.
_LINES, _LINES_OF_FUNCTION = 8192, 4096

#: A decorator for functions of a line.
remembered = lru_cache(maxsize=_LINES_OF_FUNCTION)


class ByLine(dict[str, Found]):
    """What was found, by line, where more than its text is at hand and need not be made again."""

    def keep(self, line: str, found: Found) -> Found:
        """Remember and return ``found``. Everything is forgotten when there is too much of it."""
        if len(self) >= _LINES:
            self.clear()
        self[line] = found
        return found
