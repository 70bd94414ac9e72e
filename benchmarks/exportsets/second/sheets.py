"""What the invented exports of second/exports.py are printed with."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.exportsets.second.stories import Story
from benchmarks.exportsets.second.words import LANGUAGES

Labels = dict[str, str]
WESTERN = ("en", "de", "fr", "es", "it", "pt")


class Interface(NamedTuple):
    """A version of an export. ``languages`` are those of its stories, ``tongue`` that of its
    labels; ``width`` is where lines break (0: never); ``labels`` are its words."""

    tongue: str
    languages: Sequence[str]
    width: int
    labels: Labels


@dataclass
class Sheet:
    """What the printing of an export has in hand. ``marks`` are words of the layout that stories
    quote in a hard run, ``stories`` all stories of the export, and ``number`` is that of the
    document that is printed, of ``count``."""

    interface: Interface
    marks: Sequence[str]
    stories: Sequence[Story]
    dice: random.Random
    hard: bool
    number: int = 0

    @property
    def count(self) -> int:
        return len(self.stories)

    def __getitem__(self, label: str) -> str:
        return self.interface.labels[label]

    def wrapped(self, text: str, width: int = 0) -> list[str]:
        width = width or self.interface.width
        if not width:
            return [text]
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)

    def stated(self, label: str, value: str, gap: str = " ") -> list[str]:
        """A labelled value and a blank line, or nothing without a value."""
        return [*self.wrapped(f"{self[label]}{gap}{value}"), ""] if value else []

    def centred(self, *texts: str) -> list[str]:
        return [
            line.center(79).rstrip() for text in texts if text for line in self.wrapped(text, 60)
        ]


class Layout(NamedTuple):
    """How a database exports: its ``interfaces`` by name (the first is that of an easy run), its
    ``marks`` (see Sheet), and what prints the lines of the cover, a document and the tail."""

    interfaces: dict[str, Interface]
    marks: Sequence[str]
    document: Callable[[Sheet, Story], list[str]]
    cover: Callable[[Sheet], list[str]] = lambda sheet: []
    tail: Callable[[Sheet], list[str]] = lambda sheet: []


# Labels that might open a paragraph of a story too.
_SPOKEN = ("section", "length", "subject", "source", "title")


def body(sheet: Sheet, story: Story) -> list[str]:
    """The paragraphs of a story, in a hard run with words of the layout quoted in the middle."""
    paragraphs = [" ".join(part) for part in story.paragraphs]
    dice = story.dice("body")
    if sheet.hard and dice.random() < 0.15:
        words = LANGUAGES[story.language]
        quoted = dice.choice(words.quoting).format(
            mark=dice.choice(sheet.marks), n=dice.randint(12, 9899), p=dice.choice(words.first)
        )
        paragraphs.insert(2, quoted)
    if sheet.hard and dice.random() < 0.05:
        labels = [sheet[name] for name in _SPOKEN if name in sheet.interface.labels]
        if labels:
            paragraphs.insert(2, f"{dice.choice(labels)} {story.paragraphs[1][0][:40]} …")
    paragraphs[0] = f"{dateline(story)} {paragraphs[0]}".strip()
    return [*paragraphs, *story.remarks]


def spaced(sheet: Sheet, paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs in lines, each with a blank line after it."""
    return [line for text in paragraphs for line in (*sheet.wrapped(text), "")]


def dateline(story: Story) -> str:
    """The place and day that open a wire story, or nothing."""
    if not story.dateline:
        return ""
    agency = f" ({story.agency})" if story.agency else ""
    if story.dice("dateline").random() < 0.4:
        month = LANGUAGES[story.language].months[story.day.month - 1]
        return f"{story.city.upper()}, {story.day.day} {month}{agency} -"
    return f"{story.city.upper()}{agency} —"


def inverted(story: Story, separator: str = "; ") -> str:
    return separator.join(f"{person.last}, {person.first}" for person in story.authors)


def library_name(outlet: str) -> str:
    """The name of a newspaper as catalogues write it, with its article last."""
    return f"{outlet[4:]}, The" if outlet.startswith("The ") else outlet


def place_of_name(story: Story) -> str:
    """A newspaper with its place in brackets, as some databases name some newspapers."""
    named = random.Random(story.company).random() < 0.25
    return f"{story.outlet} ({story.place})" if named else story.outlet


def copied(story: Story) -> str:
    return f"Copyright {story.year} {story.company}"


def cased(text: str, story: Story, purpose: str) -> str:
    return text.upper() if story.dice(purpose).random() < 0.3 else text
