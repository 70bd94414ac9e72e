"""Lines that sign a story in other languages, by the phrases of ``data/foreignbylines.toml``.

In scripts without capitals a name is known by its length, and in East Asia by its family name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from articles.extraction.lines.names import names_in
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import COMBINING, DATA

_PHRASES = phrasebook("foreignbylines")

_LONGEST = 80  # characters: A longer line is prose.
_MOST_WORDS, _LONGEST_NAME = 4, 30  # of a name in a script without capitals
_LONGEST_CJK = 5  # characters of a Chinese, Japanese or Korean name
_SEPARATORS = re.compile(r"\s*[、，,;/／·]\s*| و ")
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯 ]+$")
_BETWEEN = " :：\t"
# What may stand beside the names: brackets around all, "／Tainan report" below, an address.
_BRACKETS = "〔〕［］【】"
_REPORT = re.compile(r"\s*[/／]\s*[㐀-鿿]{0,8}(?:報導|報道|报道|電|电)$")
_MAIL = re.compile(r"\s+[\w.+-]{1,64}@[\w.-]{3,80}$")
_LONGEST_FAMILY = 3  # characters of a family name
_LETTERS = re.compile(rf"(?:[^\W\d_]|[{COMBINING}.’'-])+$")
_FAMILIES, _NEVER = _PHRASES.words("families"), _PHRASES.words("never")
_VIETNAMESE = frozenset(_PHRASES.phrases("vietnamese"))
_INSIDE = _PHRASES.pattern("inside")
_LABEL_ENDS, _SENTENCE_ENDS = ":：/／", ".!?…。！？،:：」"


class _Phrases(NamedTuple):
    """What bylines begin and end with, the longest phrases first, and their outer characters."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    first: frozenset[str]
    last: frozenset[str]


def foreign_byline(text: str) -> tuple[str, ...]:
    """The names in a byline of another language; empty if the line is none."""
    if not text.isascii():
        text = _REPORT.sub("", _MAIL.sub("", text[: 2 * _LONGEST]).strip(_BRACKETS)) or text
    phrases = _phrases()
    may_begin, may_end = text[0] in phrases.first, text[-1] in phrases.last
    if len(text) > _LONGEST or not (may_begin or may_end):
        return ()
    if may_begin and text.startswith(phrases.before):
        opener = next(each for each in phrases.before if text.startswith(each))
        rest = text[len(opener) :]
        # A word is whole, but scripts without blanks have none to end it.
        is_whole = not rest[:1].isalpha() or opener[-1] in _LABEL_ENDS or _CJK.match(opener)
        return _names(rest.strip(_BETWEEN)) if is_whole else ()
    if text.endswith(phrases.after):
        closer = next(each for each in phrases.after if text.endswith(each))
        return _names(text[: -len(closer)].strip(_BETWEEN))
    return ()


def foreign_name(text: str) -> tuple[str, ...]:
    """The names in a line of names alone, in a script without capitals; empty for other lines.

    Only the place of the line can prove that it signs a story.
    """
    if text.isascii() or any(char.isupper() or char.islower() for char in text):
        return ()
    names = _names(text)
    return names if names and all(map(_may_stand_alone, names)) else ()


def is_vietnamese_name(text: str) -> bool:
    """True for a family name with its accents and one to three names: "Trần Thị Lan"."""
    first, *others = text.split()
    return first in _VIETNAMESE and 1 <= len(others) <= 3 and all(map(str.istitle, others))


def name_inside(text: str) -> tuple[str, ...]:
    """The names after a label at the end of a line: "来源:江湾晚报 记者 李文静"."""
    match = None if text.isascii() else _INSIDE.search(text)
    return _names(match["names"].strip()) if match else ()


def _may_stand_alone(name: str) -> bool:
    if _CJK.match(name):
        return any(name[:end] in _FAMILIES for end in range(1, _LONGEST_FAMILY + 1))
    words = name.split()
    return all(map(_LETTERS.match, words)) and _NEVER.isdisjoint(words)


def _names(text: str) -> tuple[str, ...]:
    if any(char.isupper() or char.islower() for char in text):
        return names_in(text)
    if not text or text[-1] in _SENTENCE_ENDS or len(text) > 2 * _LONGEST_NAME:
        return ()
    names = [name.strip() for name in _SEPARATORS.split(text)]
    return tuple(names) if all(map(_is_short_enough, names)) else ()


def _is_short_enough(name: str) -> bool:
    if _CJK.match(name):
        return 2 <= len(name.replace(" ", "")) <= _LONGEST_CJK
    return 2 <= len(name.split()) <= _MOST_WORDS and len(name) <= _LONGEST_NAME


@cache
def _phrases() -> _Phrases:
    with (DATA / "foreignbylines.toml").open("rb") as file:
        languages = tomllib.load(file)["language"]
    before = _longest_first(phrase for each in languages for phrase in each.get("before", ()))
    after = _longest_first(phrase for each in languages for phrase in each.get("after", ()))
    first = frozenset(phrase[0] for phrase in before)
    return _Phrases(before, after, first, frozenset(phrase[-1] for phrase in after))


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)))
