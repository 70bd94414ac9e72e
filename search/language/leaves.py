"""Single words and phrases of a search as clauses, within limits for the whole search."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Final

from search.language.amounts import other_amounts
from search.language.conditions import condition_of
from search.language.lexemes import CONDITIONS, Kind, Lexeme, Notes
from search.language.patterns import near_of, pattern_of
from search.language.prose import is_function_word
from search.language.requirements import Requirement
from search.language.variants import are_variants, other_country, other_spelling
from search.language.webaddresses import address_in, article_in
from search.query.clauses import (
    AtLeast,
    Clause,
    Exact,
    Near,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Stems,
    Term,
)
from search.text.analysis import Token, is_lone_character, tokenize
from search.text.folding import fold
from search.text.languages import Languages
from search.text.stemming import ENGLISH
from search.text.words import is_stop

MAX_CLAUSES: Final = 50
#: A pattern may expand to a thousand words of the index, each of which is looked up.
MAX_PATTERNS: Final = 8
#: A Near reads every place of its words, which can be most places of an archive.
MAX_NEARS: Final = 5
#: In a search of at most so many words, each is also searched for in its other spelling.
_MOST_RESPELT: Final = 8
#: How much another way to write an amount counts, and a word as spelt in another country.
_AMOUNT: Final = 0.5
_COUNTRY: Final = 0.9
#: How much a word counts that asks and is not asked for.
_ASKING: Final = 0.25
#: Punctuation of prose, at the end of words.
_PUNCTUATION: Final = ".,;:!?"


class LeafReader:
    """Reads the words and phrases of one search, which is taken to be in ``language``.

    ``shouted``: the search is a text in capitals (see ``prose.is_shouted``).
    """

    def __init__(
        self,
        lexemes: Sequence[Lexeme],
        notes: Notes,
        languages: Languages,
        language: str,
        shouted: bool,
    ) -> None:
        self._notes = notes
        self._languages, self._language = languages, language
        self._shouted = shouted
        words = sum(lexeme.kind in (Kind.WORD, Kind.PHRASE) for lexeme in lexemes)
        self._is_short = words <= _MOST_RESPELT
        self._clauses: set[Hashable] = set()
        self._patterns = 0
        self._nears = 0

    def read(self, lexeme: Lexeme, outer: str | None) -> list[Requirement]:
        """What one word or phrase requires: nothing, if it has no word or there are too many.

        ``outer`` is the field of the group that it is in.
        """
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
            return [Requirement(Or((_word(text, None, words), *addresses)), loose=True)]
        pattern = self._pattern(lexeme, tokens, field)
        if pattern is not None:
            # A single CJK character is a word and may be relaxed; a typed * is deliberate.
            loose = bare and isinstance(pattern, Prefix) and "*" not in value
            return [Requirement(pattern, loose=loose)]
        if lexeme.near and len(tokens) > 1 and self._may_be_near():
            return [Requirement(near_of(words, lexeme.near, text, field, self._notes))]
        if lexeme.exact:
            return [Requirement(Exact(tuple(token.surface for token in tokens), text, field))]
        if lexeme.kind is Kind.PHRASE and len(tokens) > 1:
            return [Requirement(_word(text, field, words))]
        word: Clause = _word(text, field, words)
        if self._is_short and lexeme.kind is Kind.WORD:
            if amounts := other_amounts(value, self._languages.codes):
                word = Or((word, *(self._variant(each, field, _AMOUNT) for each in amounts)))
            elif ENGLISH in self._languages.codes and (across := other_country(text, tokens)):
                word = Or((word, self._variant(across, field, _COUNTRY)))
            elif other := other_spelling(text, tokens):
                word = Or((word, _word(other, field, self._languages.words(other))))
        stop = bare and is_function_word(text, tokens, self._shouted, self._language)
        if lexeme.asks and not stop and isinstance(word, Term | Phrase):
            return [Requirement(AtLeast(0, (replace(word, weight=_ASKING),)))]
        return [Requirement(word, loose=bare, stop=stop)]

    def near(self, text: str, distance: str, field: str | None) -> Near | None:
        """The words of ``text`` near each other; None if there are too many such clauses.

        ``distance`` is as it is typed after a quotation: "~5".
        """
        if not self._may_be_near():
            return None
        return near_of(self._languages.words(text), distance, text, field, self._notes)

    def content(self, clause: Clause) -> list[Clause]:
        """The content words of a phrase, such as "post-election" or "31 million", and the other
        ways to write it; any other clause itself."""
        if isinstance(clause, Or) and are_variants(clause):
            first, *others = clause.clauses
            if not isinstance(first, Phrase):
                return [clause]
            return [*self.content(first), others[0] if len(others) == 1 else Or(tuple(others))]
        if not isinstance(clause, Phrase):
            return [clause]
        tokens = tokenize(clause.text)
        content = [each for each in tokens if not is_stop(each.surface, self._language)] or tokens
        texts = [clause.text[each.start : each.end] for each in content]
        return [_word(text, clause.field, self._languages.words(text)) for text in texts]

    def _variant(self, text: str, field: str | None, weight: float) -> Term | Phrase:
        """Another way to write a word or an amount, which counts less than the typed one."""
        return replace(_word(text, field, self._languages.words(text)), weight=weight)

    def _addresses(self, value: str) -> list[Term | Phrase]:
        """The articles whose web address a word is, where they were published or in this
        archive."""
        if "/" not in value and not value.startswith("www."):
            return []
        texts = (address_in(value), article_in(value))
        return [
            _word(text, "url", self._languages.words(text))
            for text in texts
            if text and tokenize(text)
        ]

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


def _word(text: str, field: str | None, words: tuple[Stems, ...]) -> Term | Phrase:
    """A word, or a phrase if it has several tokens."""
    return Phrase(words, text, field) if len(words) > 1 else Term(words[0], text, field)
