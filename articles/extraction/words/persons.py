"""Recognise names of people by how their words are written, not by a list of names."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from unicodedata import combining, normalize

from articles.extraction.words.caches import cached_by_line
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded, vocabulary

_PHRASES = phrasebook("persons")

PARTICLES = _PHRASES.words("particles")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.‑-](?=[^\W_]|$))*\.?$")
_JOINED = re.compile(r"^(?:al-|el-|d['’]|l['’])(?=\w)")
_MOST_INITIALS = 2  # More letters in capitals are an organisation, unless they have full stops.
_SHORT_FIRST_NAMES = _PHRASES.words("short_first_names")
MOST_WORDS = 6  # A longer run of capitalised words is a title or a list.


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of ``data/phrases/persons.toml``, which explains each; every word is folded."""

    never: frozenset[str]
    alone: frozenset[str]
    roles: frozenset[str]
    places: frozenset[str]
    surnames: frozenset[str]
    organisations: frozenset[str]
    desks: frozenset[str]
    beside_desks: frozenset[str]
    given: frozenset[str]
    families: frozenset[str]


@cache
def name_words() -> NameWords:
    return NameWords(**{field.name: _PHRASES.words(field.name) for field in fields(NameWords)})


@cached_by_line
def is_name(text: str, *, signed: bool = False) -> bool:
    """True if ``text`` is written as the name of one person: two to six capitalised words.

    ``signed``: a word such as "By" announces a name, so that only words that are never part of a
    name rule it out.
    """
    parts = text.split()
    if not 2 <= len(parts) <= MOST_WORDS:
        return False
    if not _JOINED.sub("", parts[-1])[:1].isupper() or len(parts[-1].strip(".")) < 2:
        return False
    listed = name_words()
    folds = [folded(part) if len(part.strip(".")) > 1 else "" for part in parts]
    if folds[0] in _SHORT_FIRST_NAMES:
        folds[0] = ""
    is_known = folds[-1] in listed.surnames and has_given_name(text)  # "David Post"
    if not listed.never.isdisjoint(folds[:-1] if is_known else folds):
        return False
    if not signed and not _may_stand_alone(parts, folds):
        return False
    capitals = text.isupper()
    begins = len(parts[0].strip(".")) == 1 or any(
        len(part.strip(".")) > 1 and part[0].isupper() for part in parts[:-1]
    )
    return begins and all(
        _is_part(part, plain, capitals, last=part is parts[-1])
        for part, plain in zip(parts, folds, strict=True)
    )


def has_given_name(text: str) -> bool:
    """True if the first word, or the first part of it, is a known given name."""
    first = folded(text.split(maxsplit=1)[0]).partition("-")[0] if text.strip() else ""
    plain = "".join(char for char in normalize("NFKD", first) if not combining(char))
    return plain in name_words().given


def _may_stand_alone(parts: list[str], folds: list[str]) -> bool:
    """True if no word rules out a name without "By" before it. It may end in one like "Young"."""
    others = folds[:-1] if folds[-1] in name_words().surnames else folds
    is_joined = any("-" in part and re.search("-[a-z]", part) for part in parts)
    if is_joined and parts[0].lower() not in name_words().families:
        return False  # "All-new", "Post-match"; but "Kim Min-soo"
    return name_words().alone.isdisjoint(others) and vocabulary().sections.isdisjoint(others)


def _is_part(part: str, plain: str, capitals: bool, *, last: bool) -> bool:
    """True if one word can be part of a name. ``capitals``: the whole name is in capitals."""
    if not _WORD.match(part):
        return False
    if not part[0].isupper():
        return plain in PARTICLES or (plain[:2] in ("d'", "o'", "l'", "al") and len(part) > 3)
    letters = part.replace(".", "")
    # "CNN" is no part of a name; "JD", "J.R.R." and a surname in capitals are.
    is_initials = len(letters) <= _MOST_INITIALS or "." in part
    return capitals or not letters.isupper() or is_initials or last
