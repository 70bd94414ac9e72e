"""A capture as numbered lines, and the blocks of text that the lines make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from articles.extraction.context import in_context
from articles.extraction.cues import worded, wording_of
from articles.extraction.kinds import Kind, kind_of, kinds_of
from articles.extraction.repetition import repeated

# Characters that print nothing: soft hyphen, zero-width space and joiners, direction marks,
# word joiner, byte order mark. They come along when text is copied from a web page.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")

# Hard-wrapped text: no line is longer than a print column, and many go on in lower case.
_COLUMN = 100
_NARROWEST = 40  # characters in the longest line; shorter lines are a list or a poem
_SHARE_GOING_ON = 0.25
_FULL_LINE = 0.6


class Line(NamedTuple):
    """One line: its number in the capture from 1, its text as it stands, and cleaned."""

    number: int
    raw: str
    clean: str


class Block(NamedTuple):
    """A paragraph or other unit of text: one line, or several of a hard-wrapped page.

    ``plain``, ``words`` and ``cues`` are those of its wording (see ``cues``).
    """

    lines: tuple[int, ...]
    text: str
    kind: Kind
    plain: str
    words: list[str]
    cues: frozenset[str]

    @classmethod
    def of(cls, lines: tuple[int, ...], text: str, kind: Kind) -> Block:
        wording = wording_of(text)
        return cls(lines, text, kind, *wording[1:])


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


def clean(raw: str) -> str:
    """``raw`` without invisible characters, every run of blanks (no-break too) as one space."""
    visible = raw
    if not raw.isprintable():
        visible = _INVISIBLE.sub("", raw)
    elif "  " not in raw and raw[:1] != " " != raw[-1:]:
        return raw  # as most lines are
    return " ".join(visible.split())


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


_RUNNING = frozenset({Kind.PARAGRAPH, Kind.HEADING})
