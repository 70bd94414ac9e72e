"""Cut the lines of an export into its documents, one at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

#: Lines after a mark that are examined to tell a real one from one that an article quotes.
AHEAD = 60


class Lines:
    """The lines of a text, of which the next ones can be looked at before they are taken."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._waiting: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._waiting.popleft() if self._waiting else next(self._lines)

    def ahead(self, count: int = AHEAD) -> list[str]:
        """Return the next lines that are not blank, at most ``count`` of the lines that follow."""
        while len(self._waiting) < count:
            line = next(self._lines, None)
            if line is None:
                break
            self._waiting.append(line)
        return [line for line, _ in zip(self._waiting, range(count), strict=False) if line.strip()]

    def take_while(self, wanted: Callable[[str, str], bool], before: str = "") -> list[str]:
        """Take the lines up to the first one that is neither blank nor wanted.

        Blank lines after the last wanted one are taken too. ``wanted`` gets a line and the one
        before it; ``before`` is the line before the first one.
        """
        taken: list[str] = []
        while (line := next(self, None)) is not None:
            if line.strip() and not wanted(line, taken[-1] if taken else before):
                self._waiting.appendleft(line)
                break
            taken.append(line)
        return taken


@dataclass(slots=True)
class Piece:
    """The lines of one document of an export.

    ``number`` counts from 1. ``ended``: the mark was found that ends it. ``missing`` is how many
    documents the export itself says should follow, where it ends.
    """

    number: int
    lines: list[str] = field(default_factory=list)
    ended: bool = True
    missing: int = 0


Mark = Callable[[str, Lines], bool]


def by_starts(lines: Lines, starts: Mark, *, keep: bool = False) -> Iterator[Piece]:
    """Yield the documents, each of which begins with a line for which ``starts`` is true.

    That line is part of the document if ``keep``. What stands before the first one comes as
    document number 0.
    """
    piece = Piece(0)
    for line in lines:
        if starts(line, lines):
            yield piece
            piece = Piece(piece.number + 1, [line] if keep else [])
        else:
            piece.lines.append(line)
    yield piece


def by_ends(
    lines: Lines, ends: Mark, *, keep: bool, belongs: Callable[[str, str], bool] | None = None
) -> Iterator[Piece]:
    """Yield the documents, each of which ends with a line for which ``ends`` is true.

    That line is part of the document if ``keep``; so are those that follow and
    ``belongs`` (a line, the line before it). What
    stands after the last one comes as a document that has not ended.
    """
    piece = Piece(1, ended=False)
    for line in lines:
        if not ends(line, lines):
            piece.lines.append(line)
            continue
        if keep:
            piece.lines.append(line)
        if belongs is not None:
            piece.lines += lines.take_while(belongs, line)
        piece.ended = True
        yield piece
        piece = Piece(piece.number + 1, ended=False)
    if any(line.strip() for line in piece.lines):
        yield piece
