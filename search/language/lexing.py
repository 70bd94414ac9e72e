"""Splits what was typed into lexemes: words, phrases, operators and parentheses.

Lexing never fails: it repairs malformed input, and adds a note for the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from enum import Enum, auto
from typing import Final

from search.query.fields import FIELD_NAMES, FIELD_OF

#: Limits on the length and nesting of a search, which bound the work of one request.
MAX_CHARACTERS: Final = 1000
MAX_DEPTH: Final = 20

#: Names before a colon that are not text fields.
DATE: Final = "date"
IS: Final = "is"
HAS: Final = "has"
LANG: Final = "lang"

_NAMES: Final = FIELD_OF | {name: name for name in (DATE, IS, HAS, LANG)} | {"language": LANG}

#: Any of these begins a phrase, and any of them ends it.
QUOTES: Final = '"“”„‟«»＂'
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_PIECE: Final = re.compile(
    rf"""
      (?P<open> \( )
    | (?P<close> \) )
    | [{QUOTES}] (?P<phrase> [^{QUOTES}]*+ ) (?:
          (?P<closed> [{QUOTES}] ) (?P<near> ~ (?: [0-9]++ | (?=[\s)]|\Z) ) )?
      )?
    | (?P<chunk> [^\s()—{QUOTES}]++ )
    """,
    re.VERBOSE,
)
_NAMED: Final = re.compile(r"(?P<name>[^\W\d_]++):(?P<value>.*+)", re.DOTALL)


class Kind(Enum):
    WORD = auto()
    PHRASE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


_OPERATORS: Final = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a search.

    ``field`` is the name before its colon: a field, DATE, IS, HAS or LANG. ``exact`` is true after
    an equals sign. ``near`` is the sign after a phrase, such as ``~8``. ``span`` is its start and
    end in the text, including the name before the colon; all lexemes of a chunk without blanks
    have the span of the chunk.
    """

    kind: Kind
    text: str = ""
    field: str | None = None
    exact: bool = False
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


def lex(text: str, notes: Notes) -> list[Lexeme]:
    """The lexemes of a search, followed by END. Parentheses are balanced and nested at most
    MAX_DEPTH deep."""
    text = _UNPRINTABLE.sub(" ", text[: MAX_CHARACTERS + 1])
    if len(text) > MAX_CHARACTERS:
        notes.add(f"Only the first {MAX_CHARACTERS:,} characters of the search were read.")
        text = text[:MAX_CHARACTERS]
    return [*_balanced(_pieces(text, notes), len(text), notes), Lexeme(Kind.END)]


def _pieces(text: str, notes: Notes) -> Iterator[Lexeme]:
    beginning: Lexeme | None = None  # a name or a sign that belongs to the next piece
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match["chunk"]:
            before, after = text[max(0, start - 1) : start], text[end : end + 1]
            for lexeme in _of_chunk(match["chunk"], before, after, notes):
                lexeme = replace(lexeme, span=(start, end))
                # The value is empty: the name or sign belongs to the next phrase or group.
                if lexeme.kind is Kind.WORD and not lexeme.text:
                    beginning = lexeme
                else:
                    beginning = None
                    yield lexeme
            continue
        begun = beginning or Lexeme(Kind.WORD, span=(start, end))
        begun = replace(begun, span=(begun.span[0], end))
        if match["open"]:
            yield replace(begun, kind=Kind.OPEN, exact=False)
        elif match["close"]:
            yield Lexeme(Kind.CLOSE, span=(start, end))
        else:
            if not match["closed"]:
                notes.add("A quotation mark was not closed; the phrase was read to the end.")
            yield replace(begun, kind=Kind.PHRASE, text=match["phrase"], near=match["near"] or "")
        beginning = None


def _of_chunk(chunk: str, before: str, after: str, notes: Notes) -> Iterator[Lexeme]:
    """The lexemes of a run of characters without blanks, quotation marks and parentheses."""
    if chunk in _OPERATORS:
        yield Lexeme(_OPERATORS[chunk], chunk)
        return
    if chunk[0] == "-" and (not before or before.isspace() or before == "("):
        follows = chunk[1:2] or after
        if follows.isalpha() or (follows and follows in QUOTES):
            yield Lexeme(Kind.NOT, "-")
            chunk = chunk[1:]
    named = _NAMED.fullmatch(chunk)
    if named is None:
        if chunk:
            yield _of_value(chunk, None, after)
        return
    name, value = named["name"], named["value"]
    if name.lower() in _NAMES:
        if value or after == "(" or (after and after in QUOTES):
            yield _of_value(value, _NAMES[name.lower()], after)
        else:
            notes.add(f"{shown(chunk)} has nothing after the colon, so it was read as a word.")
            yield Lexeme(Kind.WORD, name)
    elif value[:1].isalpha() or (not value and after and after in QUOTES):
        fields = ", ".join([*sorted(FIELD_NAMES), DATE, IS, HAS, LANG])
        notes.add(
            f"There is no field {shown(name)}, so it was read as a word. The fields are {fields}."
        )
        yield Lexeme(Kind.WORD, name)
        if value:
            yield Lexeme(Kind.WORD, value)
    else:
        yield Lexeme(Kind.WORD, chunk)


def _of_value(value: str, field: str | None, after: str) -> Lexeme:
    """A word with the equals sign before it, if any. A sign without a word belongs to the phrase
    that follows."""
    follows = value[1:2] or after
    exact = value[:1] == "=" and bool(follows) and (follows.isalnum() or follows in QUOTES)
    return Lexeme(Kind.WORD, value[1:] if exact else value, field, exact)


def _balanced(lexemes: Iterator[Lexeme], end: int, notes: Notes) -> Iterator[Lexeme]:
    depth = ignored = 0
    for lexeme in lexemes:
        if lexeme.kind is Kind.OPEN:
            if depth == MAX_DEPTH:
                notes.add(f"Parentheses nested more than {MAX_DEPTH} deep were ignored.")
                ignored += 1
                continue
            depth += 1
        elif lexeme.kind is Kind.CLOSE:
            if ignored:
                ignored -= 1
                continue
            if not depth:
                notes.add("A closing parenthesis without an opening one was ignored.")
                continue
            depth -= 1
        yield lexeme
    if depth:
        notes.add("A parenthesis was not closed, so it was closed at the end.")
        yield from [Lexeme(Kind.CLOSE, span=(end, end))] * depth
