"""Splits a search into parts that the user can remove from it one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Final

from search.language.description import describe
from search.language.lexemes import Kind, Lexeme, Notes
from search.language.lexing import MAX_CHARACTERS, lex
from search.language.parsing import NOTHING, Parsed, parse
from search.query.clauses import Clause, Everything, Not

#: A longer text is a question or a pasted sentence, which is not split into parts.
MOST_PARTS: Final = 12
#: Operators that begin a unit, or join two in one.
_PREFIXES: Final = frozenset({Kind.AND, Kind.NOT, Kind.MUST, Kind.NEAR})


@dataclass(frozen=True, slots=True)
class Part:
    """A word, phrase or group of a search.

    ``text`` is the part as typed, with its operator; ``clause`` is what it means; ``rest`` is the
    search without it.
    """

    text: str
    clause: Clause
    rest: str

    @property
    def words(self) -> str:
        description = describe(self.clause)
        return description.removeprefix("articles with ").removeprefix("all articles, ")

    @property
    def excludes(self) -> bool:
        return isinstance(self.clause, Not)


def parts_of(q: str, parsed: Parsed) -> list[Part]:
    """The parts, in order, of a search that was parsed as ``parsed``.

    Branches joined by OR are one part. A piece is left out if it is not searched, such as "the"
    among other words, or if it would be read differently by itself, or the rest without it. A
    search of more than MOST_PARTS parts has none.
    """
    q = q[:MAX_CHARACTERS]
    lexemes = _lexemes(q, parsed.language)
    units = list(_units(lexemes))
    if len(units) > MOST_PARTS:
        return []
    clauses = {q.strip(): parsed.clause}

    def read(text: str) -> Clause:
        if text not in clauses:
            clauses[text] = parse(text, parsed.languages).clause
        return clauses[text]

    parts = []
    for first, last in units:
        own = list(dropwhile(lambda each: each.kind is Kind.AND, lexemes[first:last]))
        text = q[own[0].span[0] : own[-1].span[1]]
        while not first and last < len(lexemes) and lexemes[last].kind is Kind.AND:
            last += 1  # without the first unit, this AND has nothing to join
        before, after = q[: lexemes[first].span[0]], q[lexemes[last - 1].span[1] :]
        rest = f"{before.rstrip()} {after.lstrip()}".strip()
        clause = read(text)
        if (
            clause not in (Everything(), NOTHING)
            and (not rest or read(rest) not in (parsed.clause, NOTHING))
            and _lexemes(text, parsed.language) == own
            and _lexemes(rest, parsed.language) == lexemes[:first] + lexemes[last:]
        ):
            parts.append(Part(text, clause, rest))
    return parts


def _lexemes(q: str, language: str) -> list[Lexeme]:
    return lex(q, Notes(), language)[:-1]


def _units(lexemes: Sequence[Lexeme]) -> Iterator[tuple[int, int]]:
    """The range of lexemes, as first and end index, of each word, phrase and group, including the
    AND and NOT before it. Words joined by w/5 and the like are one unit."""
    groups = list(_groups(lexemes))
    if any(lexemes[first].kind is Kind.OR for first, _ in groups):
        yield 0, len(lexemes)
        return
    begun = 0
    for first, last in groups:
        goes_on = last - first == 1 and lexemes[first].kind in _PREFIXES
        followed = last < len(lexemes) and lexemes[last].kind is Kind.NEAR
        if not goes_on and not followed:
            yield begun, last
            begun = last


def _groups(lexemes: Sequence[Lexeme]) -> Iterator[tuple[int, int]]:
    """The range, as first and end index, of each single lexeme, of each parenthesized group, and
    of lexemes typed without a blank between them, such as a word with its minus sign."""
    first = depth = 0
    for place, lexeme in enumerate(lexemes):
        depth += (lexeme.kind is Kind.OPEN) - (lexeme.kind is Kind.CLOSE)
        following = lexemes[place + 1].span if place + 1 < len(lexemes) else None
        if not depth and lexeme.span != following:
            yield first, place + 1
            first = place + 1
