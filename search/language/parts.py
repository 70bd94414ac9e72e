"""The parts of what was typed, each of which can be taken out of the search again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Final

from search.language.lexing import MAX_CHARACTERS, Kind, Lexeme, Notes, lex
from search.language.parsing import Parsed, parse
from search.language.wording import describe
from search.query.clauses import Clause, Everything, Not

#: A longer text is a question or a pasted sentence, which nobody takes apart.
MOST_PARTS: Final = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A word, phrase or group with what belongs to it: how it was typed, what it means, and the
    search without it."""

    text: str
    clause: Clause
    rest: str

    @property
    def words(self) -> str:
        said = describe(self.clause)
        return said.removeprefix("articles with ").removeprefix("all articles, ")

    @property
    def excludes(self) -> bool:
        return isinstance(self.clause, Not)


def parts_of(q: str, parsed: Parsed) -> list[Part]:
    """The parts, in order, of a search that was read as ``parsed``.

    What is joined by OR is one part; what is not searched, such as "the" among other words, is
    none, nor is what by itself or gone would mean another thing. Nothing for a search of more
    than MOST_PARTS.
    """
    q = q[:MAX_CHARACTERS]
    lexemes = _lexemes(q)
    units = list(_units(lexemes))
    if len(units) > MOST_PARTS:
        return []
    clauses = {q.strip(): parsed.clause}

    def read(text: str) -> Clause:
        if text not in clauses:
            clauses[text] = parse(text).clause
        return clauses[text]

    parts = []
    for first, last in units:
        own = list(dropwhile(lambda each: each.kind is Kind.AND, lexemes[first:last]))
        text = q[own[0].span[0] : own[-1].span[1]]
        while not first and last < len(lexemes) and lexemes[last].kind is Kind.AND:
            last += 1  # nothing is left that it could join
        before, after = q[: lexemes[first].span[0]], q[lexemes[last - 1].span[1] :]
        rest = f"{before.rstrip()} {after.lstrip()}".strip()
        clause = read(text)
        if (
            clause != Everything()
            and (not rest or read(rest) != parsed.clause)
            and _lexemes(text) == own
            and _lexemes(rest) == lexemes[:first] + lexemes[last:]
        ):
            parts.append(Part(text, clause, rest))
    return parts


def _lexemes(q: str) -> list[Lexeme]:
    return lex(q, Notes())[:-1]


def _units(lexemes: Sequence[Lexeme]) -> Iterator[tuple[int, int]]:
    """The places of the first and after the last lexeme of each word, phrase and group, with
    the AND and NOT before it."""
    groups = list(_groups(lexemes))
    if any(lexemes[first].kind is Kind.OR for first, _ in groups):
        yield 0, len(lexemes)
        return
    begun = 0
    for first, last in groups:
        if lexemes[first].kind not in (Kind.AND, Kind.NOT) or last - first > 1:
            yield begun, last
            begun = last


def _groups(lexemes: Sequence[Lexeme]) -> Iterator[tuple[int, int]]:
    """The places of single lexemes, of all from one parenthesis to its other, and of what was
    written without a blank between, such as a word with its minus."""
    first = depth = 0
    for place, lexeme in enumerate(lexemes):
        depth += (lexeme.kind is Kind.OPEN) - (lexeme.kind is Kind.CLOSE)
        following = lexemes[place + 1].span if place + 1 < len(lexemes) else None
        if not depth and lexeme.span != following:
            yield first, place + 1
            first = place + 1
