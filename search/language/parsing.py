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

The first tier of a search has the articles with all words if there are up to MAX_REQUIRED content
words, or with _FEWEST of them in a longer text, which is a question or a pasted sentence. The
second tier has the articles with any of the words. Only bare words are relaxed in this way;
phrases, fields, negations and words joined by an explicit AND stay required, and nothing is
relaxed if the search is a list joined by OR. In a pasted text the quotation marks are the author's,
so its phrases are relaxed, too.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from search.language.conditions import condition_of
from search.language.habits import between
from search.language.lexemes import CONDITIONS, Kind, Lexeme, Notes, shown
from search.language.lexing import MAX_CHARACTERS, lex
from search.language.patterns import near_of, pattern_of
from search.language.prose import is_function_word, is_pasted, is_shouted
from search.language.requirements import (
    Requirement,
    all_of,
    distinct,
    is_bare,
    without_stop_words,
)
from search.language.variants import other_spelling
from search.language.webaddresses import address_in, article_in
from search.query.clauses import (
    And,
    AtLeast,
    Clause,
    Everything,
    Exact,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Stems,
    Term,
    Words,
)
from search.text.analysis import Token, is_lone_character, tokenize
from search.text.folding import fold
from search.text.languages import IN_ENGLISH, Languages
from search.text.stemming import ENGLISH
from search.text.words import is_stop

MAX_CLAUSES: Final = 50
#: Users who type up to this many words mean all of them; in a longer text, some are incidental.
MAX_REQUIRED: Final = 4
#: The number of words of a long text that articles of the first tier have. A greater number would
#: put articles that answer a question in other words below weaker ones: half of the words lowered
#: nDCG@10 on five test collections from .507 to .492.
_FEWEST: Final = 2
#: A pattern may expand to a thousand words of the index, each of which is looked up.
MAX_PATTERNS: Final = 8
#: A Near reads every place of its words, which can be most places of an archive.
MAX_NEARS: Final = 5

#: In a search of at most so many words, each is also searched for in its other spelling.
_MOST_RESPELT: Final = 8
#: Finds nothing: what a search without any word means, such as one of an emoji alone.
NOTHING: Final = Not(Everything())
_ALL: Final = re.compile(r"[*\s]*|\s*\*:\*\s*")

#: Punctuation of prose, at the end of words.
_PUNCTUATION: Final = ".,;:!?"


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
    parser = _Parser(lexemes, notes, reading, language, is_shouted(text))
    parts = parser.parts()
    tiers = parser.tiers(parts, pasted=is_pasted(text, language)) if parts else (NOTHING,)
    if not parts and not tuple(notes):
        notes.add(f"There is no word to search for in {shown(text.strip())}.")
    return Parsed(tiers, tuple(notes), languages, language)


def words_of(clause: Clause) -> list[Words]:
    """The words and phrases that a clause searches for, in order, without those it excludes."""
    if isinstance(clause, Words):
        return [clause]
    if isinstance(clause, And | Or | AtLeast):
        return [word for inner in clause.clauses for word in words_of(inner)]
    return []


class _Parser:
    """A recursive-descent parser of lexemes; the lexer bounds the depth."""

    def __init__(
        self,
        lexemes: Sequence[Lexeme],
        notes: Notes,
        languages: Languages,
        language: str,
        shouted: bool,
    ) -> None:
        self._lexemes = lexemes
        self._languages, self._language = languages, language
        self._next = 0
        self._notes = notes
        self._shouted = shouted
        words = sum(lexeme.kind in (Kind.WORD, Kind.PHRASE) for lexeme in lexemes)
        self._short = words <= _MOST_RESPELT
        self._clauses: set[Hashable] = set()
        self._patterns = 0
        self._nears = 0

    def parts(self) -> list[Requirement]:
        return self._either(None)

    def tiers(self, parts: list[Requirement], *, pasted: bool) -> tuple[Clause, ...]:
        if pasted:
            parts = [replace(part, loose=part.loose or is_bare(part.clause)) for part in parts]
        loose = [part for part in parts if part.loose]
        others = [part for part in parts if not part.loose]
        single = distinct(
            Requirement(word, loose=True) for part in loose for word in self._single(part.clause)
        )
        words = tuple(part.clause for part in single)

        def at_least(minimum: int) -> Clause:
            return all_of([Requirement(AtLeast(minimum, words)), *others])

        if len(words) < 2:
            return (all_of(parts),)
        return at_least(_FEWEST) if len(loose) > MAX_REQUIRED else all_of(parts), at_least(1)

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
        parts = self._leaf(left, field)
        while self._is_near():
            operator, right = self._lexemes[self._next : self._next + 2]
            if right.kind is Kind.OPEN or not (_can_be_near(left) and _can_be_near(right)):
                break
            self._next += 2
            within = left.field or right.field or field
            text = f"{left.text} {right.text}"
            if self._may_be_near():
                words = self._languages.words(text)
                near = near_of(words, f"~{between(operator.text)}", text, within, self._notes)
                parts = [part for part in parts if not isinstance(part.clause, Term)]
                parts.append(Requirement(near))
            other = self._leaf(right, field)
            parts += [part for part in other if not isinstance(part.clause, Term)]
            left = right
        return parts

    def _leaf(self, lexeme: Lexeme, outer: str | None) -> list[Requirement]:
        field, value = lexeme.field or outer, lexeme.text
        if field in CONDITIONS:
            condition = condition_of(field, value, self._notes)
            if condition is not None:
                return [Requirement(condition)] if self._counts(lexeme) else []
            field = None
        if field == "url":
            value = address_in(value) or value
        tokens = tokenize(value)
        if not tokens or not self._counts(lexeme):
            return []
        text = " ".join(value[tokens[0].start : tokens[-1].end].split())
        bare = lexeme.kind is Kind.WORD and field is None
        words = tuple(self._languages.stems(value[each.start : each.end]) for each in tokens)
        if bare and (addresses := self._addresses(value)):
            return [Requirement(Or((self._word(text, None, words), *addresses)), loose=True)]
        pattern = self._pattern(lexeme, tokens, field)
        if pattern is not None:
            # A single CJK character is a word and may be relaxed; a typed * is deliberate.
            return [
                Requirement(
                    pattern, loose=bare and isinstance(pattern, Prefix) and "*" not in value
                )
            ]
        if lexeme.near and len(tokens) > 1 and self._may_be_near():
            return [Requirement(near_of(words, lexeme.near, text, field, self._notes))]
        if lexeme.exact:
            return [Requirement(Exact(tuple(token.surface for token in tokens), text, field))]
        if lexeme.kind is Kind.PHRASE and len(tokens) > 1:
            return [Requirement(self._word(text, field, words))]
        other = other_spelling(text, tokens) if self._short and lexeme.kind is Kind.WORD else None
        word: Clause = self._word(text, field, words)
        if other:
            word = Or((word, self._word(other, field)))
        stop = bare and is_function_word(text, tokens, self._shouted, self._language)
        return [Requirement(word, loose=bare, stop=stop)]

    def _addresses(self, value: str) -> list[Term | Phrase]:
        """The articles whose web address a word is, where they were published or in this
        archive."""
        if "/" not in value and not value.startswith("www."):
            return []
        texts = (address_in(value), article_in(value))
        return [self._word(text, "url") for text in texts if text and tokenize(text)]

    def _word(self, text: str, field: str | None, words: tuple[Stems, ...] = ()) -> Term | Phrase:
        """A word, or a phrase if it has several tokens, whose stems need not be passed in."""
        words = words or self._languages.words(text)
        return Phrase(words, text, field) if len(words) > 1 else Term(words[0], text, field)

    def _single(self, clause: Clause) -> list[Clause]:
        """The content words of a phrase, such as "post-election"; any other clause itself."""
        if not isinstance(clause, Phrase):
            return [clause]
        tokens = tokenize(clause.text)
        content = [each for each in tokens if not is_stop(each.surface, self._language)] or tokens
        return [self._word(clause.text[each.start : each.end], clause.field) for each in content]

    def _pattern(
        self, lexeme: Lexeme, tokens: Sequence[Token], field: str | None
    ) -> Pattern | None:
        """The pattern of a lexeme; None for whole words, and if there are too many patterns."""
        if lexeme.kind is Kind.WORD and not lexeme.plain:
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
        key = (lexeme.kind, text, lexeme.field, lexeme.exact, lexeme.near)
        if key in self._clauses or is_stop(text, self._language):
            return True
        if len(self._clauses) == MAX_CLAUSES:
            self._notes.add(f"Only the first {MAX_CLAUSES} words of the search were used.")
            return False
        self._clauses.add(key)
        return True


def _can_be_near(lexeme: Lexeme) -> bool:
    signed = lexeme.kind is Kind.WORD and (lexeme.exact or set("*?~") & set(lexeme.text))
    return not signed and lexeme.field not in CONDITIONS and bool(tokenize(lexeme.text))
