"""The words that pages use around a story, read from ``articles/data/furniture.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Furniture by its wording; every phrase is folded as ``folded`` does."""

    labels: frozenset[str]
    openers: tuple[str, ...]
    link_openers: frozenset[str]
    lists: tuple[str, ...]
    closers: frozenset[str]
    captions: tuple[str, ...]
    notices: tuple[str, ...]
    boxes: tuple[str, ...]
    newsletter: tuple[str, ...]
    appeal_openers: tuple[str, ...]
    appeal: tuple[str, ...]
    credits: frozenset[str]
    sections: frozenset[str]


def words(text: str) -> frozenset[str]:
    """A set of words that is written as one text."""
    return frozenset(text.split())


def folded(text: str) -> str:
    """Lower case, straight apostrophes, no blanks or marks at either end: for comparing."""
    return _folded(text) if len(text) <= _REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    return text.replace("’", "'").casefold().strip(" .!?:;,|»›>→•·-–—…*")


# Every rule folds the same line, and pages repeat their labels.
_REMEMBERED = 600  # characters
_folded = lru_cache(maxsize=4096)(_fold)


def count_phrases(phrases: tuple[str, ...], text: str) -> int:
    """How many of ``phrases`` (whole words, already folded) are in folded ``text``."""
    found = 0
    for phrase in phrases:
        if phrase in text and _whole(phrase).search(text):
            found += 1
    return found


@cache
def _whole(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")


@cache
def vocabulary() -> Vocabulary:
    with (DATA / "furniture.toml").open("rb") as file:
        table: dict[str, list[str]] = tomllib.load(file)
    phrases = {name: [folded(phrase) for phrase in words] for name, words in table.items()}
    return Vocabulary(
        labels=frozenset(phrases["labels"]),
        openers=tuple(phrases["openers"]),
        link_openers=frozenset(phrases["link_openers"]),
        lists=tuple(phrases["lists"]),
        closers=frozenset(phrases["closers"]),
        captions=tuple(f"{phrase} ".casefold() for phrase in table["captions"]),
        notices=tuple(phrases["notices"]),
        boxes=tuple(phrases["boxes"]),
        newsletter=tuple(phrases["newsletter"]),
        appeal_openers=tuple(phrases["appeal_openers"]),
        appeal=tuple(phrases["appeal"]),
        credits=frozenset(phrases["credits"]),
        sections=frozenset(phrases["sections"]),
    )
