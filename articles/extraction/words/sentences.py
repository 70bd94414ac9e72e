"""Sentences of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.words.phrasebook import phrasebook

_ABBREVIATIONS = phrasebook("sentences").words("abbreviations")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]")
# The next sentence begins within this many characters. To copy all the rest of a text for each of
# its sentences would take quadratic time.
_AHEAD = 50
_LONGEST_ABBREVIATION = 20  # characters before a full stop in which its word is looked for
_LAST_WORD = re.compile(r"([^\s(\"“‘']+)$")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph."""
    start = 0
    for match in _END.finditer(text):
        if not _is_inner(text, match):
            yield text[start : match.end()].strip()
            start = match.end()
    if rest := text[start:].strip():
        yield rest


def first_sentence(text: str) -> str:
    """The first sentence with its closing mark; all of ``text`` if it holds no end of one."""
    for match in _END.finditer(text):
        if not _is_inner(text, match):
            return text[: match.end()].strip()
    return text.strip()


def _is_inner(text: str, match: re.Match[str]) -> bool:
    """True if the sentence goes on after the mark: "Mr. Lee", "the U.S. said", "J. Smith"."""
    rest = text[match.end() : match.end() + _AHEAD].lstrip()
    if not rest:
        return False
    if rest[0].islower():
        return True
    if match.group() != ".":
        return False
    word = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_ABBREVIATION), match.start())
    if word is None:
        return False
    last = word[1]
    return (len(last) == 1 and last.isupper()) or last.lower() in _ABBREVIATIONS or "." in last
