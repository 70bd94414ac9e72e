"""Names of authors, split into the parts that a bibliography needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.extraction.lines.organisations import is_organisation

_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "las",
        "le",
        "los",
        "ten",
        "ter",
        "van",
        "von",
        "zu",
    ]
)
#: Prefixes that are joined to a family name: al-Assad, d'Ancona.
_JOINED = re.compile(r"^(?:al-|el-|as-|ash-|an-|ar-|at-|d['’]|l['’])(?=\w)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
# The words are in names of organisations: "Ministry of Health and Social Care".
_NO_NAME = re.compile(
    r"[\d?!:;@#/\\\"“”()\[\]{}$%&*+=<>|_~^]|\b(?:of|and|for|the|und|für)\b",
)
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Person:
    """An author. Without ``given``, ``family`` is the whole name as it is written."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @classmethod
    @lru_cache(maxsize=4096)  # the same people write for an outlet
    def of(cls, name: str) -> Person:
        """Split a name as it stands in bylines: ``Ludwig van Beethoven`` or ``Lee, Ann``.

        A name that does not look like a person's (an agency, a desk, a single word, a script
        without capitals) is not split.
        """
        name = " ".join(name.split())
        if is_organisation(name):
            return cls(name)
        family, comma, given = (part.strip() for part in name.partition(","))
        if comma:
            if _SUFFIX.fullmatch(given):
                return _with_suffix(cls.of(family), given)
            whole = not family or not given or "," in given or _NO_NAME.search(name)
            return cls(name) if whole else cls(given=given, **_family(family.split()))
        words = name.split()
        suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
        if not _is_written_like_a_name(name, words):
            return cls(name)
        start = len(words) - 1
        while start > 1 and words[start - 1].lower() in _PARTICLES and words[start - 1].islower():
            start -= 1
        return cls(given=" ".join(words[:start]), suffix=suffix, **_family(words[start:]))

    @property
    def last(self) -> str:
        """The family name with its particle: ``van Beethoven``."""
        return f"{self.particle} {self.family}".strip()

    @property
    def sorted(self) -> str:
        """The name in the order of a bibliography: ``van Beethoven, Ludwig``."""
        return ", ".join(filter(None, [self.last, self.given, self.suffix]))

    @property
    def straight(self) -> str:
        """The name in spoken order: ``Ludwig van Beethoven``."""
        return " ".join(filter(None, [self.given, self.last, self.suffix]))

    @property
    def initials(self) -> str:
        """The initials of the given names: ``J.-P. Q.`` for ``Jean-Paul Q.``"""
        words = (
            "-".join(f"{part[0]}." for part in word.split("-") if part)
            for word in self.given.split()
        )
        return " ".join(filter(None, words))


def _family(words: list[str]) -> dict[str, str]:
    split = 0
    while split < len(words) - 1 and words[split].islower() and words[split] in _PARTICLES:
        split += 1
    return {"particle": " ".join(words[:split]), "family": " ".join(words[split:])}


def _with_suffix(person: Person, suffix: str) -> Person:
    return Person(person.family, person.given, person.particle, suffix)


def _is_written_like_a_name(name: str, words: list[str]) -> bool:
    if not 2 <= len(words) <= _MOST_WORDS or _NO_NAME.search(name):
        return False
    ends = (words[0], _JOINED.sub("", words[-1]))
    return all(word[:1].isupper() for word in ends)
