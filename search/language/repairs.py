"""Repairs the order of lexemes: parentheses are balanced, function words after NOT are skipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from search.language.lexemes import Kind, Lexeme, Notes
from search.language.prose import is_function_word
from search.text.analysis import tokenize

#: The deepest nesting of parentheses.
MAX_DEPTH: Final = 20


def denying(lexemes: Sequence[Lexeme], shouted: bool, language: str) -> Iterator[Lexeme]:
    """The lexemes, without the function words between NOT and the word that it excludes: "NOT the
    clerk"."""
    denied = False
    for lexeme, following in pairwise([*lexemes, Lexeme(Kind.END)]):
        skipped = (
            denied
            and lexeme.kind is Kind.WORD
            and following.kind in (Kind.WORD, Kind.PHRASE, Kind.OPEN)
            and lexeme.field is None
            and is_function_word(lexeme.text, tokenize(lexeme.text), shouted, language)
        )
        if not skipped:
            yield lexeme
            denied = lexeme.kind is Kind.NOT and lexeme.text == "NOT"


def balanced(lexemes: Iterator[Lexeme], end: int, notes: Notes) -> Iterator[Lexeme]:
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
