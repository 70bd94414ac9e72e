"""Writes a search from the fields of a form, so that nobody needs to know its signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from search.language.patterns import DISTANCE, MAX_DISTANCE

#: The names of the form's fields.
ALL, ANY, PHRASE, NEAR, WITHIN, NONE = "all", "any", "phrase", "near", "within", "none"
FIELDS: Final = (ALL, ANY, PHRASE, NEAR, WITHIN, NONE)

#: A phrase in quotation marks of any kind, or a word.
_PIECE: Final = re.compile(r"[\"“”„«»](?P<phrase>[^\"“”„«»]*)[\"“”„«»]?|(?P<word>[^\s\"“”„«»()]+)")
_LETTER: Final = re.compile(r"\w")
_QUOTES: Final = re.compile(r"[\"“”„«»]")
#: Signs before a word that would negate it or ask for exactly this word.
_SIGNS: Final = "-+!=−–—"
_OPERATORS: Final = frozenset({"AND", "OR", "NOT", "NEAR"})


def composed(fields: Mapping[str, str]) -> str:
    """The search that these fields describe, "" if all are empty.

    A field may have words and phrases in quotation marks. Operators in it are plain words.
    """
    parts = _pieces(fields.get(ALL, ""))
    if alternatives := _pieces(fields.get(ANY, "")):
        parts.append(
            alternatives[0] if len(alternatives) == 1 else f"({' OR '.join(alternatives)})"
        )
    if phrase := _unquoted(fields.get(PHRASE, "")):
        parts.append(f'"{phrase}"')
    if near := _unquoted(fields.get(NEAR, "")):
        parts.append(f'"{near}"~{_distance(fields.get(WITHIN, ""))}')
    return " ".join([*parts, *(f"-{piece}" for piece in _pieces(fields.get(NONE, "")))])


def _pieces(text: str) -> list[str]:
    found = []
    for match in _PIECE.finditer(text):
        if match["word"] is None:
            phrase = " ".join(match["phrase"].split())
            found += [f'"{phrase}"'] if _LETTER.search(phrase) else []
            continue
        word = match["word"].lstrip(_SIGNS)
        if word in _OPERATORS:
            word = word.lower()
        found += [word] if _LETTER.search(word) or word == "*" else []
    return found


def _unquoted(text: str) -> str:
    return " ".join(_QUOTES.sub(" ", text).split())


def _distance(text: str) -> int:
    """The number of words between; what is no number becomes the usual one."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        return DISTANCE
    return min(int(text), MAX_DISTANCE)
