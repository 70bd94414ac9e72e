"""Read a file line by line, and skip lines over a limit without loading them into memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 1 << 16
#: Reading stops at a line this many times longer than the limit: the file is not JSON Lines.
_GIVE_UP = 100


class TooLongError(ValueError):
    """A line is so long that the rest of the file is not read."""


def lines_of(file: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield (1-based number, line without line end); the line is None if it is too long.

    ``longest`` is in bytes. Raises TooLongError, with the line's number, where a line seems to
    have no end.
    """
    number = 0
    while line := file.readline(longest + 2):
        number += 1
        ended = line.endswith(b"\n")
        bare = line.rstrip(b"\r\n")
        if len(bare) <= longest and (ended or len(line) < longest + 2):
            yield number, bare
            continue
        if not ended:
            _skip(file, number, longest * _GIVE_UP)
        yield number, None


def _skip(file: BinaryIO, number: int, most: int) -> None:
    skipped = 0
    while part := file.readline(_CHUNK):
        skipped += len(part)
        if part.endswith(b"\n"):
            return
        if skipped > most:
            raise TooLongError(number)
