"""The lines of a file, each bounded, so that no line is held that could not be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 1 << 16
#: A line this many times longer than the bound is no mistake of splitting: reading ends there.
_HOPELESS = 100


class TooLongError(ValueError):
    """A line so long that what comes after it is not looked for."""


def lines_of(file: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line without its end) for each line; None in place of one too long.

    Raises TooLongError, with the line's number, where a line seems to have no end.
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
            _skip(file, number, longest * _HOPELESS)
        yield number, None


def _skip(file: BinaryIO, number: int, most: int) -> None:
    skipped = 0
    while part := file.readline(_CHUNK):
        skipped += len(part)
        if part.endswith(b"\n"):
            return
        if skipped > most:
            raise TooLongError(number)
