"""A capture as numbered lines, and the blocks of text that the lines make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.extraction.lines.triggers import worded
from articles.extraction.page.blocks import Block, Line, clean
from articles.extraction.page.kinds import HEADING, PARAGRAPH, kind_of, kinds_of
from articles.extraction.page.neighbouring import in_context
from articles.extraction.page.repeats import repeated

# Hard-wrapped text: no line is longer than a print column, and many go on in lower case.
_COLUMN = 100
_NARROWEST = 40  # characters in the longest line; shorter lines are a list or a poem
_SHARE_GOING_ON = 0.25
_FULL_LINE = 0.6


@dataclass(frozen=True)
class Page:
    """The text of one capture. Line numbers count ``\\n`` only, after newlines are normalised."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, text: str) -> Page:
        unified = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls(
            tuple(
                [Line(number, raw, clean(raw)) for number, raw in enumerate(unified.split("\n"), 1)]
            )
        )

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks from top to bottom; blank lines make none."""
        units = list(_joined(self.lines) if is_wrapped(self.lines) else _single(self.lines))
        wordings = worded([text for _, text in units])
        kinds = in_context(wordings, kinds_of(wordings))
        return tuple(
            [
                Block(numbers, text, kind, plain, told, cues)
                for (numbers, _), (text, plain, told, cues), kind in zip(
                    units, wordings, kinds, strict=True
                )
            ]
        )

    @cached_property
    def said_again(self) -> frozenset[int]:
        """The first line of every block that repeats another (see ``repetition``)."""
        return frozenset(self.blocks[index].lines[0] for index in repeated(self.blocks))


def is_wrapped(lines: Sequence[Line]) -> bool:
    """True if the lines are those of a print column, so that a paragraph is several of them."""
    going_on = pairs = width = 0
    before = ""
    for line in lines:
        if len(line.clean) > _COLUMN:
            return False
        width = max(width, len(line.clean))
        if line.clean and before:
            pairs += 1
            going_on += line.clean[0].islower()
        before = line.clean
    return width >= _NARROWEST and going_on >= 2 and going_on >= _SHARE_GOING_ON * pairs


def _single(lines: Iterable[Line]) -> Iterator[tuple[tuple[int, ...], str]]:
    return (((line.number,), line.clean) for line in lines if line.clean)


def _joined(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Put paragraphs together: a full line goes on in the next, unless that is indented."""
    width = max(len(line.clean) for line in lines)
    numbers: list[int] = []
    parts: list[str] = []
    for line in lines:
        goes_on = (
            bool(parts)
            and bool(line.clean)
            and len(parts[-1]) >= _FULL_LINE * width
            and not line.raw.startswith(("  ", "\t"))
            and kind_of(parts[-1]) in _RUNNING
            and kind_of(line.clean) in _RUNNING
        )
        if parts and not goes_on:
            yield tuple(numbers), " ".join(parts)
            numbers, parts = [], []
        if line.clean:
            numbers.append(line.number)
            parts.append(line.clean)
    if parts:
        yield tuple(numbers), " ".join(parts)


_RUNNING = frozenset({PARAGRAPH, HEADING})
