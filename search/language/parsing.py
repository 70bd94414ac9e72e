"""Parses what was typed into clauses.

    idlib ceasefire           both words, in any form; if no article has both, either
    "operation spring shield" the phrase            -turkey, NOT turkey   without the word
    idlib OR aleppo           either                (a OR b) c            grouped
    "ceasefire idlib"~8       words near each other ="spring shield"      as written, =word too
    talk*, wom?n, t*key       words of such shapes  erdogen~              words spelt nearly so
    date:2020-03              in March 2020         date:2020-02..2020-03 a range
    is:undated, has:caption   by facts              headline:putin        in one field
    lang:de, lang:german      in a language

OR binds less tightly than the implicit AND between words. Operators are upper-case words. Nothing
that is typed is an error: malformed input is repaired or read as plain words, and a note says so.

Up to MAX_REQUIRED content words must all match; if few articles have them all, as many as
possible must match. A longer text is a question or a pasted sentence: only some of its words must
match, and more matches rank higher. Only bare words are relaxed in this way; phrases, fields,
negations and words joined by an explicit AND stay required, and nothing is relaxed if the search
is a list joined by OR. A text of more than MAX_TYPED words was pasted, so the quotation marks in
it are the author's, and its phrases are relaxed too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Final

from search.language.conditions import condition_of
from search.language.lexing import DATE, HAS, IS, LANG, Kind, Lexeme, Notes, lex, shown
from search.language.patterns import near_of, pattern_of
from search.query.clauses import (
    And,
    AtLeast,
    Clause,
    Everything,
    Exact,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Term,
    Words,
)
from search.text.analysis import Token, is_lone_character, tokenize
from search.text.folding import fold
from search.text.languages import Languages
from search.text.words import is_stop

MAX_CLAUSES: Final = 50
#: Users who type up to this many words mean all of them; in a longer text, some are incidental.
MAX_REQUIRED: Final = 4
#: A text of more words was pasted; the quotation marks in it are the author's.
MAX_TYPED: Final = 16
#: The number of words of a long text that must match. A greater number would exclude articles that
#: answer a question in other words: requiring three words in ten lowered nDCG@10 on three test
#: collections from .472 to .430.
_FEWEST: Final = 2
#: A pattern may expand to a thousand words of the index, each of which is looked up.
MAX_PATTERNS: Final = 8
#: A Near reads every place of its words, which can be most places of an archive.
MAX_NEARS: Final = 5

#: Punctuation of prose, at the end of words.
_PUNCTUATION: Final = ".,;:!?"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed search.

    ``clause`` is the strict reading, the first of ``alternatives``; the others relax it
    step by step. ``notes`` are sentences for the user about what was repaired or ignored.
    ``languages`` are those in which the search was read.
    """

    clause: Clause
    alternatives: tuple[Clause, ...]
    notes: tuple[str, ...] = ()
    languages: Languages = dataclass_field(default_factory=Languages)


def parse(text: str, languages: Languages | None = None) -> Parsed:
    """Parse a search in the languages of the archive, by default English. Never raises; a search
    without words yields Everything."""
    languages = languages or Languages()
    notes = Notes()
    parts = _Parser(lex(text, notes), notes, languages, shouting=text.isupper()).parts()
    alternatives = _readings(parts)
    typed = text.strip()
    if typed and alternatives[0] == Everything() and "*" not in typed and not tuple(notes):
        notes.add(f"There is no word to search for in {shown(typed)}.")
    return Parsed(alternatives[0], alternatives, tuple(notes), languages)


def words_of(clause: Clause) -> list[Words]:
    """The words and phrases that a clause searches for, in order, without those it excludes."""
    if isinstance(clause, Words):
        return [clause]
    if isinstance(clause, And | Or | AtLeast):
        return [word for inner in clause.clauses for word in words_of(inner)]
    return []


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause among those that must all match.

    ``loose``: a bare word, which may be relaxed; ``stop``: a stop word, which may be dropped.
    """

    clause: Clause
    loose: bool = False
    stop: bool = False

    @property
    def required(self) -> _Part:
        return replace(self, loose=False, stop=False)


class _Parser:
    """A recursive-descent parser of lexemes; the lexer bounds the depth."""

    def __init__(
        self, lexemes: Sequence[Lexeme], notes: Notes, languages: Languages, *, shouting: bool
    ) -> None:
        self._lexemes = lexemes
        self._languages = languages
        self._language = languages.of_search(
            token.surface for lexeme in lexemes for token in tokenize(lexeme.text)
        )
        self._next = 0
        self._notes = notes
        self._shouting = shouting
        self._clauses: set[Hashable] = set()
        self._patterns = 0
        self._nears = 0

    def parts(self) -> list[_Part]:
        return self._either(None)

    @property
    def _kind(self) -> Kind:
        return self._lexemes[self._next].kind

    def _take(self) -> Lexeme:
        self._next += 1
        return self._lexemes[self._next - 1]

    def _stray(self, operator: Lexeme) -> None:
        self._notes.add(f"{shown(operator.text)} had nothing to apply to and was ignored.")

    def _either(self, field: str | None) -> list[_Part]:
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
        either = _distinct(_Part(_all_of(branch)) for branch in filled)
        return either if len(either) == 1 else [_Part(Or(tuple(part.clause for part in either)))]

    def _all(self, field: str | None) -> list[_Part]:
        """Parse adjacent parts, up to OR, a closing parenthesis or the end."""
        parts: list[_Part] = []
        last = 0  # where the parts of the last unit begin; a group has several
        conjunction: Lexeme | None = None
        while self._kind not in (Kind.OR, Kind.CLOSE, Kind.END):
            if self._kind is Kind.AND:
                operator = self._take()
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
        return _without_stop_words(_distinct(parts))

    def _unit(self, field: str | None) -> list[_Part]:
        """Parse a word, a phrase or a group, which may be negated."""
        negation: Lexeme | None = None
        while self._kind is Kind.NOT:
            operator = self._take()
            negation = None if negation else operator
        if self._kind is Kind.OPEN:
            parts = self._either(self._take().field or field)
            self._take()
        elif self._kind in (Kind.WORD, Kind.PHRASE):
            parts = self._leaf(self._take(), field)
        else:
            parts = []
        if negation is None:
            return parts
        if not parts:
            self._stray(negation)
            return []
        denied = _all_of(parts)
        return [_Part(denied.clause if isinstance(denied, Not) else Not(denied))]

    def _leaf(self, lexeme: Lexeme, outer: str | None) -> list[_Part]:
        field, value = lexeme.field or outer, lexeme.text
        if field in (DATE, IS, HAS, LANG):
            condition = condition_of(field, value, self._notes)
            if condition is not None:
                return [_Part(condition)] if self._counts(lexeme) else []
            field = None
        tokens = tokenize(value)
        if not tokens or not self._counts(lexeme):
            return []
        text = " ".join(value[tokens[0].start : tokens[-1].end].split())
        bare = lexeme.kind is Kind.WORD and field is None
        pattern = self._pattern(lexeme, tokens, field)
        if pattern is not None:
            # A single CJK character is a word and may be relaxed; a typed * is deliberate.
            return [_Part(pattern, loose=bare and isinstance(pattern, Prefix) and "*" not in value)]
        words = tuple(self._languages.stems(value[each.start : each.end]) for each in tokens)
        if lexeme.near and len(tokens) > 1 and self._may_be_near():
            return [_Part(near_of(words, lexeme.near, text, field, self._notes))]
        if lexeme.exact:
            return [_Part(Exact(tuple(token.surface for token in tokens), text, field))]
        if len(tokens) > 1:
            return [_Part(Phrase(words, text, field), loose=bare)]
        # WHO and U.S. are names, unless the whole search is in capitals.
        name = "." in text or (len(text) > 1 and text.isupper() and not self._shouting)
        stop = bare and is_stop(tokens[0].surface, self._language) and not name
        return [_Part(Term(words[0], text, field), loose=bare, stop=stop)]

    def _pattern(
        self, lexeme: Lexeme, tokens: Sequence[Token], field: str | None
    ) -> Pattern | None:
        """The pattern of a lexeme; None for whole words, and if there are too many patterns."""
        if lexeme.kind is Kind.WORD:
            pattern = pattern_of(lexeme.text, field, self._notes)
        else:
            alone = len(tokens) == 1 and is_lone_character(tokens[0].surface)
            pattern = Prefix(tokens[0].surface, field) if alone else None
        if pattern is None:
            return None
        self._patterns += 1
        if self._patterns > MAX_PATTERNS:
            self._notes.add(
                f"Only the first {MAX_PATTERNS} word patterns (with *, ? or ~) were looked up;"
                " the others were read as whole words."
            )
            return None
        return pattern

    def _may_be_near(self) -> bool:
        """Count one more Near clause; False if there are too many."""
        self._nears += 1
        if self._nears > MAX_NEARS:
            self._notes.add(
                f"Only the first {MAX_NEARS} quotations with ~ were searched for words near"
                " each other; the others were read as phrases."
            )
        return self._nears <= MAX_NEARS

    def _counts(self, lexeme: Lexeme) -> bool:
        """Count one more clause unless it is a repetition or a stop word; False if there are too
        many."""
        text = fold(lexeme.text).strip(_PUNCTUATION)
        key = replace(lexeme, text=text)
        if key in self._clauses or is_stop(text, self._language):
            return True
        if len(self._clauses) == MAX_CLAUSES:
            self._notes.add(f"Only the first {MAX_CLAUSES} words of the search were used.")
            return False
        self._clauses.add(key)
        return True


def _distinct(parts: Iterable[_Part]) -> list[_Part]:
    """Remove repeated parts. Forms of one word are the same part; a bare word counts its
    repetitions."""
    distinct: dict[Hashable, _Part] = {}
    for part in parts:
        key: Hashable = part.clause
        if isinstance(part.clause, Term | Phrase | Exact | Near):
            key = replace(part.clause, text="")
        before = distinct.get(key)
        if before is None or (before.loose and not part.loose):
            distinct[key] = part
        elif isinstance(before.clause, Term) and before.loose:
            counted = replace(before.clause, times=before.clause.times + 1)
            distinct[key] = replace(before, clause=counted)
    return list(distinct.values())


def _without_stop_words(parts: list[_Part]) -> list[_Part]:
    content = [part for part in parts if not part.stop]
    return content if any(not isinstance(part.clause, Not) for part in content) else parts


def _all_of(parts: Sequence[_Part]) -> Clause:
    if len(parts) == 1:
        return parts[0].clause
    return And(tuple(part.clause for part in parts))


def _is_bare(clause: Clause) -> bool:
    return isinstance(clause, Term | Phrase) and clause.field is None


def _readings(parts: list[_Part]) -> tuple[Clause, ...]:
    """The strict reading, followed by the more relaxed ones."""
    if not parts:
        return (Everything(),)
    loose = [part for part in parts if part.loose]
    if len(loose) > MAX_TYPED:
        parts = [replace(part, loose=part.loose or _is_bare(part.clause)) for part in parts]
        loose = [part for part in parts if part.loose]
    words = tuple(part.clause for part in loose)
    others = [part for part in parts if not part.loose]

    def at_least(minimum: int) -> Clause:
        return _all_of([_Part(AtLeast(minimum, words)), *others])

    count = len(words)
    if count > MAX_REQUIRED:
        return at_least(_FEWEST), at_least(1)
    relaxed = (at_least(minimum) for minimum in range(count - 1, 0, -1))
    return _all_of(parts), *relaxed
