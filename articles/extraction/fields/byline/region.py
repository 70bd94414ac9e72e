"""Where on a page a byline can stand: around the headline, and around the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.extraction.findings import Finding, Locator
from articles.extraction.lines.authors import subject_of_bio
from articles.extraction.lines.dates import dates_in
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import DATE, PARAGRAPH
from articles.extraction.words.phrasing import quoted

_UNDER = 25  # blocks under the headline in which the byline stands
_INTO = 8  # blocks into the story in which a byline may still stand
_NARROW = 10  # blocks between headline and story
_OVER = 6  # blocks over the headline
_BEYOND = 12  # blocks after the story
_BEFORE_END = 4  # blocks at the end of the story that may present its author
NEAR = 2  # blocks between a name alone and what proves it
SHORT = 160  # characters; a line that signs a story is no longer


@dataclass(frozen=True, slots=True)
class Scene:
    """The blocks of a page, and where on it headline and story stand."""

    blocks: tuple[Block, ...]
    headline: int  # -1 without one
    start: int
    end: int

    @property
    def under(self) -> tuple[int, ...]:
        """Right under the headline, then from before the story to its first paragraphs."""
        last = min(self.start + _INTO, self.end)
        first = max(self.headline + 1, self.start - _UNDER)
        near = range(self.headline + 1, min(first, self.headline + 1 + _NARROW))
        return (*(near if self.headline >= 0 else ()), *range(first, last))

    @property
    def over(self) -> range:
        """Over the headline, nearest first."""
        return range(self.headline - 1, max(-1, self.headline - 1 - _OVER), -1)

    @property
    def after(self) -> range:
        return range(
            max(self.start, self.end - _BEFORE_END), min(len(self.blocks), self.end + _BEYOND)
        )

    @property
    def is_narrow(self) -> bool:
        """True if little stands between headline and story."""
        return self.headline >= 0 and self.start - self.headline <= _NARROW

    def is_in_story(self, name: str) -> bool:
        """True if the story itself speaks of ``name``."""
        # The last paragraphs may present the author.
        last = self.end - min(_BEFORE_END, (self.end - self.start) // 3)
        middle = (self.start + self.end) // 2
        return any(
            name in block.text
            and not (index > middle and block.text.startswith(name))
            and not subject_of_bio(block.text)
            for index, block in enumerate(self.blocks[self.start : last], self.start)
            if block.kind is PARAGRAPH and len(block.text) > SHORT // 2
        )

    def is_dated(self, index: int, *, over: bool = False, within: int = NEAR) -> bool:
        """True if a date line stands near, on the same side of the headline."""
        low = max(0 if over else self.headline + 1, index - within)
        high = min(self.headline if over else self.start + _INTO, index + within + 1)
        return any(
            block.kind is DATE or (len(block.text) <= SHORT // 2 and any(dates_in(block.text)))
            for block in self.blocks[low:high]
        )


Rule = Callable[[Scene], Finding | None]


def byline_finding(blocks: Sequence[Block], names: tuple[str, ...], rule: str, why: str) -> Finding:
    """The names that a rule of this name found in the blocks, and why they sign the story."""
    lines = tuple(number for block in blocks for number in block.lines)
    return Finding(
        "byline", names, Locator(lines), f"byline.{rule}", f"{quoted(blocks[0].text)}: {why}"
    )
