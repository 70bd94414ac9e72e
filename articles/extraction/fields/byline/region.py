"""The blocks in which a byline can be: around the headline, and around the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.extraction.findings import Finding, Locator
from articles.extraction.lines.dates import dates_in
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import DATE, PARAGRAPH
from articles.extraction.words.explanations import quoted

# How many blocks a byline may stand above the story, below its beginning, above the headline, and
# below the story.
_ABOVE, _INTO, _OVER, _BEYOND = 25, 8, 6, 12
_NARROW = 10  # More blocks between headline and story include other things than the byline.
_BEFORE_END = 4  # blocks at the end of the story that may present its author
NEAR = 2  # How many blocks may stand between a name alone and what proves it.
SHORT = 160  # characters: A line that signs a story is no longer.


@dataclass(frozen=True, slots=True)
class Region:
    """The blocks of a page, with the indices of its headline and its story.

    ``headline`` is -1 if there is none. The story begins at ``start``; ``end`` is the first block
    after it.
    """

    blocks: tuple[Block, ...]
    headline: int
    start: int
    end: int

    @property
    def under(self) -> tuple[int, ...]:
        """The blocks right under the headline, then those from above the story into it."""
        last = min(self.start + _INTO, self.end)
        first = max(self.headline + 1, self.start - _ABOVE)
        near = range(self.headline + 1, min(first, self.headline + 1 + _NARROW))
        return (*(near if self.headline >= 0 else ()), *range(first, last))

    @property
    def over(self) -> range:
        """The blocks over the headline, the nearest first."""
        return range(self.headline - 1, max(-1, self.headline - 1 - _OVER), -1)

    @property
    def after(self) -> range:
        """The last blocks of the story and those after it."""
        return range(
            max(self.start, self.end - _BEFORE_END), min(len(self.blocks), self.end + _BEYOND)
        )

    def is_in_story(self, name: str) -> bool:
        """True if the story mentions ``name`` before its end.

        At its end it may present its author.
        """
        last = self.end - min(_BEFORE_END, (self.end - self.start) // 3)
        return any(
            name in block.text
            for block in self.blocks[self.start : last]
            if block.kind is PARAGRAPH and len(block.text) > SHORT // 2
        )

    def is_dated(self, index: int, *, over: bool = False, within: int = NEAR) -> bool:
        """True if there is a date line near block ``index``, on the same side of the headline."""
        low = max(0 if over else self.headline + 1, index - within)
        high = min(self.headline if over else self.start + _INTO, index + within + 1)
        return any(
            block.kind is DATE or (len(block.text) <= SHORT // 2 and any(dates_in(block.text)))
            for block in self.blocks[low:high]
        )


Rule = Callable[[Region], Finding | None]


def byline_finding(blocks: Sequence[Block], names: tuple[str, ...], rule: str, why: str) -> Finding:
    """The finding of a rule: the names in the blocks, and why they sign the story."""
    lines = tuple(number for block in blocks for number in block.lines)
    return Finding(
        "byline", names, Locator(lines), f"byline.{rule}", f"{quoted(blocks[0].text)}: {why}"
    )
