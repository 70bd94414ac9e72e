"""glibc's heaps, from which a process with threads takes memory, and which keep what is freed.

Sources: mallopt(3) and malloc_trim(3). Other C libraries have neither, and nothing is done.
"""

from __future__ import annotations

import ctypes
from typing import Final

#: M_ARENA_MAX of malloc.h.
_MOST_HEAPS: Final = -8
#: Seconds after which a server gives back what it has freed. It takes some milliseconds.
TRIMMED_EACH: Final = 20.0


def share(number: int) -> None:
    """Let all threads of this process, and of those it will fork, share so many heaps. Each would
    have one of its own and keep what it once needed there, so that memory would grow for as long as
    other threads get the large answers. Call it before there are threads."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_MOST_HEAPS, number)


def trim() -> None:
    """Give the pages of this process's heaps in which nothing is left back to the system."""
    if malloc_trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        malloc_trim(0)
