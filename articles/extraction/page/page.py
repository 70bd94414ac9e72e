"""A page: the numbered lines of a capture, and the blocks of text that they form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.extraction.lines.triggers import worded
from articles.extraction.page.blocks import Block, Line, clean
from articles.extraction.page.kinds import HEADING, PARAGRAPH, kind_of, kinds_of
from articles.extraction.page.neighbouring import in_context
from articles.extraction.page.repeats import repeated

# In hard-wrapped text, no line has more characters than the first of these, and the longest line
# has at least the second: shorter lines are a list or a poem.
_COLUMN, _NARROWEST = 100, 40
# At least this share and this number of its lines begin in lower case and so continue a sentence.
_SHARE_CONTINUING, _FEWEST_CONTINUING = 0.25, 2
_FULL_LINE = 0.6  # A line shorter than this share of the longest one ends its paragraph.


@dataclass(frozen=True)
class Page:
    """The text of one capture. Lines end at ``\\n`` only, once newlines are normalised."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, text: str) -> Page:
        """The page of a capture with this text."""
        unified = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls(
            tuple(
                [Line(number, raw, clean(raw)) for number, raw in enumerate(unified.split("\n"), 1)]
            )
        )

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks from top to bottom. Blank lines are no blocks."""
        units = list(_joined(self.lines) if is_wrapped(self.lines) else _single(self.lines))
        wordings = worded([text for _, text in units])
        kinds = in_context(wordings, kinds_of(wordings))
        return tuple(
            [
                Block(numbers, text, kind, plain, words, triggers)
                for (numbers, _), (text, plain, words, triggers), kind in zip(
                    units, wordings, kinds, strict=True
                )
            ]
        )

    @cached_property
    def repeats(self) -> frozenset[int]:
        """The first line of every block that repeats another (see ``page.repeats``)."""
        return frozenset(self.blocks[index].lines[0] for index in repeated(self.blocks))


def is_wrapped(lines: Sequence[Line]) -> bool:
    """True for hard-wrapped text, in which a paragraph has several lines."""
    continuing = pairs = width = 0
    before = ""
    for line in lines:
        if len(line.clean) > _COLUMN:
            return False
        width = max(width, len(line.clean))
        if line.clean and before:
            pairs += 1
            continuing += line.clean[0].islower()
        before = line.clean
    return (
        width >= _NARROWEST
        and continuing >= _FEWEST_CONTINUING
        and continuing >= _SHARE_CONTINUING * pairs
    )


def _single(lines: Iterable[Line]) -> Iterator[tuple[tuple[int, ...], str]]:
    return (((line.number,), line.clean) for line in lines if line.clean)


def _joined(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Join the lines of paragraphs: a full line continues in the next unless that is indented."""
    width = max(len(line.clean) for line in lines)
    numbers: list[int] = []
    parts: list[str] = []
    for line in lines:
        is_continued = (
            bool(parts)
            and bool(line.clean)
            and len(parts[-1]) >= _FULL_LINE * width
            and not line.raw.startswith(("  ", "\t"))
            and kind_of(parts[-1]) in _RUNNING
            and kind_of(line.clean) in _RUNNING
        )
        if parts and not is_continued:
            yield tuple(numbers), " ".join(parts)
            numbers, parts = [], []
        if line.clean:
            numbers.append(line.number)
            parts.append(line.clean)
    if parts:
        yield tuple(numbers), " ".join(parts)


_RUNNING = frozenset({PARAGRAPH, HEADING})
