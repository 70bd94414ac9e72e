"""A page: the numbered lines of a capture, and the blocks of text that they form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from articles.extraction.lines.triggers import worded
from articles.extraction.page.blocks import Block, Line, clean
from articles.extraction.page.kinds import FURNITURE, kinds_of
from articles.extraction.page.neighbouring import in_context
from articles.extraction.page.printing import across, page_breaks
from articles.extraction.page.repeats import repeated
from articles.extraction.page.topic import Topics
from articles.extraction.page.wrapping import is_wrapped, joined, single

# Pages have many lines, and named tuples made in this way take half the time.
_made = tuple.__new__


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
                [
                    _made(Line, (number, raw, clean(raw)))
                    for number, raw in enumerate(unified.split("\n"), 1)
                ]
            )
        )

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks from top to bottom. Blank lines are no blocks."""
        breaks = page_breaks(self.lines)
        printed = {line.number for between in breaks.values() for line in between}
        lines = [line for line in self.lines if line.number not in printed]
        units = list(joined(lines) if is_wrapped(lines) else single(lines))
        if breaks:
            units = list(across(units, breaks))
        wordings = worded([text for _, text in units])
        first = [numbers[0] for numbers, _ in units]
        alone = [
            FURNITURE if number in printed else kind
            for number, kind in zip(first, kinds_of(wordings), strict=True)
        ]
        kinds = in_context(wordings, alone, first)
        return tuple(
            [
                _made(Block, (numbers, text, kind, plain, words, triggers))
                for (numbers, _), (text, plain, words, triggers), kind in zip(
                    units, wordings, kinds, strict=True
                )
            ]
        )

    @cached_property
    def topics(self) -> Topics:
        """The topical words of each block by its index."""
        return Topics(self.blocks)

    @cached_property
    def repeats(self) -> frozenset[int]:
        """The first line of every block that repeats another (see ``page.repeats``)."""
        return frozenset(self.blocks[index].lines[0] for index in repeated(self.blocks))
