r"""Phrases, lists of words and expressions that are data: the files in ``data/phrases``.

A file has the name of the module that reads it. Its entries are of three kinds:

- ``words``: a set of words in lower case, in one string
- ``phrases``: a list of alternatives, each of them an expression
- ``pattern``: one expression

``matches`` are texts in which an entry is found, and ``misses`` texts in which it is not; a test
looks into each of them. Expressions ignore case unless ``cased`` is true. In an expression,
``{name}`` stands for another entry of the file, ``{file.name}`` for one of another file, and
``{MONTH}`` for a part of dates (see ``dateparts``). An entry that is found everywhere, as it
matches the empty text, is ``whole``: its examples are texts that it matches from end to end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from articles.extraction.words import dateparts
from articles.extraction.words.expressions import Expression
from articles.extraction.words.vocabulary import DATA

PHRASES = DATA / "phrases"
_REFERENCE = re.compile(r"\{((?:[a-z]+\.)?[A-Za-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in a file. It has ``words``, ``phrases`` or a ``pattern``."""

    matches: list[str]
    misses: list[str]
    words: str = ""
    phrases: tuple[str, ...] | list[str] = ()
    pattern: str = ""
    cased: bool = False
    whole: bool = False


class Phrasebook:
    """The entries of one file, by name."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries

    def words(self, name: str) -> frozenset[str]:
        return frozenset(self.entries[name].words.split())

    def phrases(self, name: str) -> tuple[str, ...]:
        """The alternatives of an entry: expressions with all that they refer to."""
        entry = self.entries[name]
        found: list[str] = []
        listed = [entry.pattern] if entry.pattern else entry.phrases
        for phrase in listed or map(re.escape, entry.words.split()):
            reference = _REFERENCE.fullmatch(phrase)
            found += self._referred(reference[1]) if reference else [self._complete(phrase)]
        return tuple(found)

    def pattern(self, name: str) -> re.Pattern[str]:
        return re.compile("|".join(self.phrases(name)), self._flags(name))

    def patterns(self, name: str) -> tuple[re.Pattern[str], ...]:
        """Each alternative by itself, where alternatives have groups of the same name."""
        return tuple(re.compile(phrase, self._flags(name)) for phrase in self.phrases(name))

    def expression(self, name: str) -> Expression:
        return Expression("|".join(self.phrases(name)), self._flags(name))

    def _flags(self, name: str) -> re.RegexFlag:
        return re.NOFLAG if self.entries[name].cased else re.IGNORECASE

    def _complete(self, source: str) -> str:
        return _REFERENCE.sub(lambda match: f"(?:{'|'.join(self._referred(match[1]))})", source)

    def _referred(self, name: str) -> tuple[str, ...]:
        subject, _, entry = name.rpartition(".")
        if name.isupper():
            return (str(getattr(dateparts, name)),)
        return (phrasebook(subject) if subject else self).phrases(entry)


@cache
def phrasebook(subject: str) -> Phrasebook:
    """The phrasebook of a subject. Raises TypeError for an entry with an unknown key."""
    table = tomllib.loads((PHRASES / f"{subject}.toml").read_text(encoding="utf-8"))
    return Phrasebook({name: Entry(**entry) for name, entry in table.items()})
