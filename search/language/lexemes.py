"""The pieces of which a search is made, and notes about it for the user."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import Enum, auto
from typing import Final

#: Names before a colon that are not text fields but conditions on an article's facts.
DATE: Final = "date"
AFTER: Final = "after"
BEFORE: Final = "before"
SINCE: Final = "since"
UNTIL: Final = "until"
IS: Final = "is"
HAS: Final = "has"
LANG: Final = "lang"
PERIODS: Final = frozenset({DATE, AFTER, BEFORE, SINCE, UNTIL})
CONDITIONS: Final = PERIODS | {IS, HAS, LANG}


class Kind(Enum):
    WORD = auto()
    PHRASE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    MUST = auto()
    NEAR = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a search.

    ``field`` is the name before its colon: a field or one of CONDITIONS. ``exact`` is true after
    an equals sign. ``plain`` is true for a word of a running text, in which signs are no patterns.
    ``asks`` is true for a word that asks and is not asked for. ``near`` is the sign after a phrase,
    such as ``~8``. ``span`` is its start and end in the text,
    including the name before the colon; all lexemes of a chunk without blanks have the span of the
    chunk.
    """

    kind: Kind
    text: str = ""
    field: str | None = None
    exact: bool = False
    plain: bool = False
    asks: bool = False
    near: str = ""
    span: tuple[int, int] = dataclass_field(default=(0, 0), compare=False)


class Notes:
    """Sentences for the user, without repetitions, in the order in which they were added."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}

    def add(self, sentence: str) -> None:
        self._sentences[sentence] = None

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)


def shown(text: str) -> str:
    """A part of a search in quotation marks, truncated if it is long, for use in notes."""
    return f"“{text[:39]}…”" if len(text) > 40 else f"“{text}”"
