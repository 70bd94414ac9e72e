"""Parses what was typed into clauses.

    idlib ceasefire           both words, in any form; below these, articles with either
    "operation spring shield" the phrase            -turkey, NOT turkey   without the word
    idlib OR aleppo           either                (a OR b) c            grouped
    "ceasefire idlib"~8       words near each other ="spring shield"      as written, =word too
    talk*, wom?n, t*key       words of such shapes  erdogen~              words spelt nearly so
    date:2020-03              in March 2020         date:2020-02..2020-03 a range
    is:undated, has:caption   by facts              headline:putin        in one field
    lang:de, lang:german      in a language

OR binds less tightly than the implicit AND between words. Operators are upper-case words. Nothing
that is typed is an error: malformed input is repaired or read as plain words, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from search.language.leaves import LeafReader
from search.language.lexemes import CONDITIONS, Kind, Lexeme, Notes, shown
from search.language.lexing import MAX_CHARACTERS, lex
from search.language.othersystems import words_between
from search.language.prose import is_pasted, is_shouted
from search.language.requirements import (
    Requirement,
    all_of,
    distinct,
    without_stop_words,
)
from search.language.tiers import tiers_of
from search.query.clauses import (
    And,
    AtLeast,
    Clause,
    Everything,
    Not,
    Or,
    Phrase,
    Term,
    Words,
)
from search.text.analysis import tokenize
from search.text.languages import IN_ENGLISH, Languages
from search.text.stemming import ENGLISH

#: Finds nothing: what a search without any word means, such as one of an emoji alone.
NOTHING: Final = Not(Everything())
_ALL: Final = re.compile(r"[*\s]*|\s*\*:\*\s*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed search.

    ``tiers`` has the clause as it was typed and, if it can be relaxed, the clause for articles
    with only some of the words. ``notes`` are sentences for the user about what was repaired or
    ignored. ``languages`` are those in which the search was read, and ``language`` is the one that
    it is taken to be in.
    """

    tiers: tuple[Clause, ...]
    notes: tuple[str, ...] = ()
    languages: Languages = IN_ENGLISH
    language: str = ENGLISH

    @property
    def clause(self) -> Clause:
        """The clause as it was typed."""
        return self.tiers[0]


def parse(text: str, languages: Languages = IN_ENGLISH) -> Parsed:
    """Parse a search in the languages of the archive, by default English. Never raises. An empty
    search and ``*`` yield Everything, any other without words yields NOTHING."""
    notes = Notes()
    text = text[: MAX_CHARACTERS + 1]  # the lexer notes what is cut
    language = languages.of_search(text)
    if _ALL.fullmatch(text):
        return Parsed((Everything(),), (), languages, language)
    lexemes, reading = lex(text, notes, language), languages.led_by(language)
    leaves = LeafReader(lexemes, notes, reading, language, is_shouted(text))
    parts = _Parser(lexemes, notes, leaves).parts()
    tiers = tiers_of(parts, leaves, pasted=is_pasted(text, language)) if parts else (NOTHING,)
    if not parts and not tuple(notes):
        notes.add(f"There is no word to search for in {shown(text.strip())}.")
    return Parsed(tiers, tuple(notes), languages, language)


def words_of(clause: Clause) -> list[Words]:
    """The words and phrases that a clause searches for, in order, without those that it excludes
    and those that nothing needs."""
    if isinstance(clause, Words):
        return [clause]
    if isinstance(clause, AtLeast) and not clause.minimum:
        return []
    if isinstance(clause, And | Or | AtLeast):
        return [word for inner in clause.clauses for word in words_of(inner)]
    return []


class _Parser:
    """A recursive-descent parser of lexemes; the lexer bounds the depth."""

    def __init__(self, lexemes: Sequence[Lexeme], notes: Notes, leaves: LeafReader) -> None:
        self._lexemes = lexemes
        self._notes = notes
        self._leaves = leaves
        self._next = 0

    def parts(self) -> list[Requirement]:
        return self._either(None)

    @property
    def _kind(self) -> Kind:
        return self._lexemes[self._next].kind

    def _take(self) -> Lexeme:
        self._next += 1
        return self._lexemes[self._next - 1]

    def _stray(self, operator: Lexeme) -> None:
        self._notes.add(f"{shown(operator.text)} had nothing to apply to and was ignored.")

    def _either(self, field: str | None) -> list[Requirement]:
        """Parse branches joined by OR, up to a closing parenthesis or the end."""
        branches = [self._all(field)]
        while self._kind is Kind.OR:
            operator = self._take()
            branch = self._all(field)
            if not branches[-1] or not branch:
                self._stray(operator)
            if branch or not branches[-1]:
                branches.append(branch)
        filled = [branch for branch in branches if branch]
        if len(filled) < 2:
            return filled[0] if filled else []
        either = distinct(Requirement(all_of(branch)) for branch in filled)
        return (
            either if len(either) == 1 else [Requirement(Or(tuple(part.clause for part in either)))]
        )

    def _all(self, field: str | None) -> list[Requirement]:
        """Parse adjacent parts, up to OR, a closing parenthesis or the end."""
        parts: list[Requirement] = []
        last = 0  # where the parts of the last unit begin; a group has several
        conjunction: Lexeme | None = None
        while self._kind not in (Kind.OR, Kind.CLOSE, Kind.END):
            if self._kind is Kind.AND or (parts and self._is_near()):
                operator = self._take()
                if operator.kind is Kind.NEAR:
                    self._notes.add(
                        f"{shown(operator.text)} works between words and quotations, so here it"
                        " was read as AND."
                    )
                if conjunction or not parts:
                    self._stray(operator)
                else:
                    conjunction = operator
                continue
            unit = self._unit(field)
            if conjunction and unit:
                parts[last:] = [part.required for part in parts[last:]]
                unit = [part.required for part in unit]
                conjunction = None
            if unit:
                last = len(parts)
                parts += unit
        if conjunction:
            self._stray(conjunction)
        return without_stop_words(distinct(parts))

    def _unit(self, field: str | None) -> list[Requirement]:
        """Parse a word, a phrase or a group, which may be negated or required."""
        negation: Lexeme | None = None
        must = False
        while self._kind in (Kind.NOT, Kind.MUST):
            operator = self._take()
            must = must or operator.kind is Kind.MUST
            if operator.kind is Kind.NOT:
                negation = None if negation else operator
        if self._kind is Kind.OPEN:
            parts = self._either(self._take().field or field)
            self._take()
        elif self._kind in (Kind.WORD, Kind.PHRASE, Kind.NEAR):
            parts = self._beside(self._take(), field)
        else:
            parts = []
        if negation is None:
            return [part.required for part in parts] if must else parts
        if not parts:
            self._stray(negation)
            return []
        if all(part.stop for part in parts):
            clauses = [part.clause for part in parts]
            words = " ".join(each.text for each in clauses if isinstance(each, Term | Phrase))
            self._notes.add(f"{shown(words)} is in nearly all articles, so it was not excluded.")
            return []
        denied = all_of(parts)
        return [Requirement(denied.clause if isinstance(denied, Not) else Not(denied))]

    def _is_near(self) -> bool:
        """Whether the next lexeme is an operator such as w/5 between two others."""
        following = self._lexemes[self._next + 1 :][:1]
        return self._kind is Kind.NEAR and following[0].kind in (
            Kind.WORD,
            Kind.PHRASE,
            Kind.OPEN,
        )

    def _beside(self, left: Lexeme, field: str | None) -> list[Requirement]:
        """Parse a word or phrase, and those that must be near it: "price w/5 oil"."""
        parts = self._leaves.read(left, field)
        while self._is_near():
            operator, right = self._lexemes[self._next : self._next + 2]
            if right.kind is Kind.OPEN or not (_can_be_near(left) and _can_be_near(right)):
                break
            self._next += 2
            within = left.field or right.field or field
            text = f"{left.text} {right.text}"
            near = self._leaves.near(text, f"~{words_between(operator.text)}", within)
            if near is not None:
                parts = [part for part in parts if not isinstance(part.clause, Term)]
                parts.append(Requirement(near))
            other = self._leaves.read(right, field)
            parts += [part for part in other if not isinstance(part.clause, Term)]
            left = right
        return parts


def _can_be_near(lexeme: Lexeme) -> bool:
    signed = lexeme.kind is Kind.WORD and (lexeme.exact or set("*?~") & set(lexeme.text))
    return not signed and lexeme.field not in CONDITIONS and bool(tokenize(lexeme.text))
