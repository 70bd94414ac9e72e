"""The words that pages use around a story, read from ``data/furniture.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


class Openers:
    """Phrases, folded, with which a folded text may begin."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(phrases)
        self._width = min(map(len, self._phrases))
        self._starts = frozenset(phrase[: self._width] for phrase in self._phrases)

    def begin(self, text: str) -> bool:
        return text[: self._width] in self._starts and text.startswith(self._phrases)


class Phrases:
    """Phrases of whole words, folded, that are counted in folded texts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._of_word: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for phrase in phrases:
            whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
            longest = max(words_of(phrase), key=len)
            self._of_word.setdefault(longest, []).append((phrase, whole))
        self.cues = frozenset(self._of_word)  # a text without any of these has no phrase

    def count(self, text: str, cues: frozenset[str]) -> int:
        """How many of the phrases are in folded ``text``, each counted once.

        ``cues`` has, at the least, those words of the text that are in ``self.cues``.
        """
        if cues.isdisjoint(self.cues):
            return 0
        return sum(
            phrase in text and whole.search(text) is not None
            for word in cues & self.cues
            for phrase, whole in self._of_word[word]
        )


@dataclass(frozen=True)
class Vocabulary:
    """Furniture by its wording; every phrase is folded as ``folded`` does."""

    labels: frozenset[str]
    openers: Openers
    link_openers: frozenset[str]
    lists: frozenset[str]
    closers: frozenset[str]
    captions: Openers
    notices: Phrases
    boxes: Phrases
    newsletter: Phrases
    appeal_openers: Openers
    appeal: Phrases
    credits: frozenset[str]
    sections: frozenset[str]

    @cached_property
    def cues(self) -> frozenset[str]:
        """The words without which a text has none of the phrases."""
        counted = (self.notices, self.boxes, self.newsletter, self.appeal)
        return frozenset().union(*(phrases.cues for phrases in counted))


def words(text: str) -> frozenset[str]:
    """A set of words that is written as one text."""
    return frozenset(text.split())


def folded(text: str) -> str:
    """Lower case, straight apostrophes, no blanks or marks at either end: for comparing."""
    return _folded(text) if len(text) <= _REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    return text.replace("’", "'").casefold().strip(MARKS)


def words_of(text: str) -> list[str]:
    """The words of ``text``, without the marks between them; some may be more than once."""
    # Cutting at blanks is many times quicker than the expression, which is for rare marks.
    for mark in _COMMON_MARKS:
        text = text.replace(mark, " ")
    parts = text.split()
    return parts if "".join(parts).isalnum() else _WORD.findall(text)


def words_of_lines(page: str) -> list[list[str]]:
    """The words of each line of ``page``, quicker than one by one."""
    for mark in _FOREIGN_MARKS:
        page = page.replace(mark, " ")
    bare = page.encode("ascii", "replace").translate(_LETTERS).decode("ascii")
    return [
        told.split() if line.isascii() else words_of(line)
        for line, told in zip(page.split("\n"), bare.split("\n"), strict=True)
    ]


# Every rule folds the same line, and pages repeat their labels.
MARKS = " .!?:;,|»›>→•·-–—…*"
_REMEMBERED = 600  # characters
_folded = lru_cache(maxsize=4096)(_fold)
_WORD = re.compile(r"\w+")
_FOREIGN_MARKS = "“”‘’…–—"  # that are not ASCII
_COMMON_MARKS = ".,;:!?'\"()-/|&$%" + _FOREIGN_MARKS
# For the words of ASCII: letters, digits and newlines as they are, a blank for all else.
_LETTERS = bytes(byte if chr(byte).isalnum() or byte in b"_\n" else 32 for byte in range(128)) + (
    b" " * 128
)


@cache
def vocabulary() -> Vocabulary:
    with (DATA / "furniture.toml").open("rb") as file:
        table: dict[str, list[str]] = tomllib.load(file)
    phrases = {name: [folded(phrase) for phrase in words] for name, words in table.items()}
    return Vocabulary(
        labels=frozenset(phrases["labels"]),
        openers=Openers(phrases["openers"]),
        link_openers=frozenset(phrases["link_openers"]),
        lists=frozenset(phrases["lists"]),
        closers=frozenset(phrases["closers"]),
        captions=Openers(f"{phrase} ".casefold() for phrase in table["captions"]),
        notices=Phrases(phrases["notices"]),
        boxes=Phrases(phrases["boxes"]),
        newsletter=Phrases(phrases["newsletter"]),
        appeal_openers=Openers(phrases["appeal_openers"]),
        appeal=Phrases(phrases["appeal"]),
        credits=frozenset(phrases["credits"]),
        sections=frozenset(phrases["sections"]),
    )
