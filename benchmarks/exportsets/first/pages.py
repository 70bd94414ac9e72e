"""What the layouts of first/exports.py share: an export and its lines."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.exportsets.first.stories import Story
from benchmarks.exportsets.first.words import LANGUAGES, Language

WIDTH = 80


@dataclass(frozen=True)
class Export:
    """Stories to be printed by a database whose labels are in the language of ``interface``.
    ``wrapped``: long lines are broken at 80 columns."""

    stories: Sequence[Story]
    interface: str
    hard: bool
    wrapped: bool
    rng: random.Random

    @property
    def language(self) -> Language:
        return LANGUAGES[self.interface]

    @property
    def numbered(self) -> Iterator[tuple[int, Story]]:
        """The stories from 1. Chance begins anew at each, so that a story looks the same in
        every export of a database."""
        for number, story in enumerate(self.stories, 1):
            self.rng.seed(story.serial)
            yield number, story

    def often(self, chance: float) -> bool:
        """True by chance in a hard export, never in an easy one."""
        return self.hard and self.rng.random() < chance

    def fitted(self, text: str, indent: str = "") -> str:
        """The text, broken into lines where this export is wrapped."""
        return broken(text, indent) if self.wrapped else text

    def body(self, story: Story, footer: str = "") -> str:
        """The paragraphs with blank lines between; in a hard export sometimes a page ends
        between two of them, which the footer shows."""
        parts = [self.fitted(paragraph) for paragraph in story.paragraphs]
        if footer and self.often(0.4):
            parts.insert(self.rng.randint(2, len(parts) - 1), footer)
        return "\n\n".join(parts)


def broken(text: str, indent: str = "") -> str:
    return "\n".join(
        textwrap.wrap(
            text,
            WIDTH,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def centred(text: str) -> str:
    return "\n".join(line.center(WIDTH).rstrip() for line in broken(text).split("\n"))


def fields(export: Export, pairs: Iterable[tuple[str, str]], indent: str = "") -> list[str]:
    """“Label: value” for the pairs that have a value."""
    return [export.fitted(f"{label}: {value}", indent) for label, value in pairs if value]
