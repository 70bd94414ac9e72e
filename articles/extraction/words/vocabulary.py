"""The words that pages use around a story, read from ``data/furniture.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from articles.extraction.words.caches import cached_by_line

DATA = Path(__file__).resolve().parent.parent / "data"
FURNITURE = DATA / "furniture.toml"


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
        self.triggers = frozenset(self._of_word)  # A text without any of these has no phrase.

    def count(self, text: str, triggers: frozenset[str]) -> int:
        """How many of the phrases are in folded ``text``, each counted once.

        ``triggers`` contains at least those words of the text that are in ``self.triggers``.
        """
        if triggers.isdisjoint(self.triggers):
            return 0
        return sum(
            phrase in text and whole.search(text) is not None
            for word in triggers & self.triggers
            for phrase, whole in self._of_word[word]
        )


@dataclass(frozen=True)
class Vocabulary:
    """The lists of ``data/furniture.toml``, which explains each; every phrase is folded.

    Those of other languages, in ``data/foreignfurniture.toml``, are among them.
    """

    labels: frozenset[str]
    openers: Openers
    link_openers: frozenset[str]
    fields: frozenset[str]
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
    def triggers(self) -> frozenset[str]:
        """The words of which a text has one if it has any of the phrases."""
        counted = (self.notices, self.boxes, self.newsletter, self.appeal)
        return frozenset().union(*(phrases.triggers for phrases in counted))


def words(text: str) -> frozenset[str]:
    """The set of the words of ``text``, which is a shorter way to write one."""
    return frozenset(text.split())


def folded(text: str) -> str:
    """``text`` for comparing: caseless, without blanks and marks at either end."""
    return _folded_line(text) if len(text) <= _LONGEST_LINE else caseless(text).strip(MARKS)


@cached_by_line
def _folded_line(text: str) -> str:
    return caseless(text).strip(MARKS)


def caseless(text: str) -> str:
    """``text`` in lower case with straight apostrophes."""
    return text.replace("’", "'").casefold()


def words_of(text: str) -> list[str]:
    """The words of ``text``, without the marks between them; some may be more than once."""
    # To cut at blanks is many times quicker than the expression, which is left for rare marks.
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
        letters.split() if line.isascii() else words_of(line)
        for line, letters in zip(page.split("\n"), bare.split("\n"), strict=True)
    ]


DIGIT = re.compile(r"\d")
# What pages print between the parts of a line. A hyphen is a dash only between blanks, so it is in
# neither of these.
BARS, DASHES = "|•·/", "–—"
MARKS = " .!?:;,|»›>→•·-–—…*"
# Longer texts are paragraphs, which few rules fold and which do not come back on other pages.
_LONGEST_LINE = 600
# Signs that are written above, below or beside a letter: points, vowels and tones. ``\w`` does not
# match them, although they stand inside words. The scripts of India have them in the same places.
COMBINING = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    + "".join(
        f"{chr(at + first)}-{chr(at + last)}"
        for at in range(0x0900, 0x0D80, 0x80)
        for first, last in ((0x00, 0x03), (0x3A, 0x57), (0x62, 0x63))
    )
    + "\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e\u17b4-\u17d3"
)
_WORD = re.compile(rf"[\w{COMBINING}]+")
_FOREIGN_MARKS = "“”‘’…–—"  # The common marks that are not ASCII.
_COMMON_MARKS = ".,;:!?'\"()-/|&$%" + _FOREIGN_MARKS
# A table for ASCII: letters, digits and newlines stay as they are, and all else becomes a blank.
_LETTERS = bytes(byte if chr(byte).isalnum() or byte in b"_\n" else 32 for byte in range(128)) + (
    b" " * 128
)


@cache
def vocabulary() -> Vocabulary:
    with FURNITURE.open("rb") as file:
        entries: dict[str, dict[str, list[str]]] = tomllib.load(file)
    table = {name: entry["phrases"] for name, entry in entries.items()}
    with (DATA / "foreignfurniture.toml").open("rb") as file:
        languages: dict[str, dict[str, list[str]]] = tomllib.load(file)
    for foreign in languages.values():
        for name, words in foreign.items():
            table["link_openers" if name == "links" else name].extend(words)
    phrases = {name: [folded(phrase) for phrase in words] for name, words in table.items()}
    phrases["captions"] = [f"{phrase} ".casefold() for phrase in table["captions"]]
    return Vocabulary(**{name: _FORMS.get(name, frozenset)(of) for name, of in phrases.items()})


# The forms of those lists that are no sets.
_FORMS: dict[str, Any] = {
    **dict.fromkeys(("openers", "captions", "appeal_openers"), Openers),
    **dict.fromkeys(("notices", "boxes", "newsletter", "appeal"), Phrases),
}
