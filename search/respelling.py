"""Replaces words of a search that no article has by similar words that some have.

Only words that articles need not have are replaced (see ``search.language.tiers``). An engine runs
the query that it gets and replaces nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from search.engines.base import Engine
from search.language.parsing import Parsed, parse, words_of
from search.language.patterns import MIN_PREFIX
from search.query.clauses import And, AtLeast, Clause, Or, Pattern, Query, Term
from search.text.folding import fold
from search.text.languages import Languages
from search.text.words import is_stop

#: The number of words that are looked up, and of spellings that replace one. These bound the time.
MOST_WORDS: Final = 12
MOST_SPELLINGS: Final = 3
#: How much a spelling counts, compared with the typed word.
DISCOUNT: Final = 0.75


@dataclass(frozen=True, slots=True)
class Replaced:
    """A typed word that no article has, and the spellings that were searched in its place."""

    word: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Respelt:
    """The tiers of a search, one or two, in which spellings may stand for words.

    ``replaced`` has the words that no article has, with their spellings; a first tier that
    requires every word keeps them. ``present`` are the typed words that some article has; it is
    empty for a search with one tier.
    """

    tiers: tuple[Clause, ...]
    replaced: tuple[Replaced, ...] = ()
    present: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that some article has: typed ones, then spellings."""
        spellings = [spelling for each in self.replaced for spelling in each.spellings]
        return (*self.present, *spellings)


def respelt(engine: Engine, parsed: Parsed) -> Respelt:
    """The tiers of a parsed search, in which spellings that the archive has replace the words that
    it does not have. Raises EngineUnavailable."""
    if len(parsed.tiers) < 2:
        return Respelt(parsed.tiers)
    words = _optional_words(parsed.tiers[-1])
    missing = _missing(engine, words)
    present = tuple(_typed(word) for word in words if word not in missing)
    spellings = {
        word: found
        for word in islice(filter(_may_be_misspelt, missing), MOST_WORDS)
        if (found := _spellings(engine, word, parsed.language))
    }
    if not spellings:
        return Respelt(parsed.tiers, (), present)
    clauses = {word: _spelling_clause(found, parsed.languages) for word, found in spellings.items()}
    tiers = tuple(_with_spellings(tier, clauses) for tier in parsed.tiers)
    replaced = (Replaced(_typed(word), tuple(found)) for word, found in spellings.items())
    return Respelt(tiers, tuple(replaced), present)


def _optional_words(clause: Clause) -> tuple[Clause, ...]:
    """The words of a tier of which articles need not have all."""
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    return next((each.clauses for each in clauses if isinstance(each, AtLeast)), ())


def _missing(engine: Engine, words: Sequence[Clause]) -> list[Clause]:
    """The words that no article has."""
    terms = [word for word in words if isinstance(word, Term)]
    in_bodies = engine.frequencies({stem for word in terms for stem in word.stems})
    found = {word for word in terms if any(in_bodies[stem] for stem in word.stems)}
    # Few words are in no body, and only these may be elsewhere.
    rare = [word for word in words if word not in found]
    totals = engine.totals([Query((word,)) for word in rare]) if rare else []
    return [word for word, total in zip(rare, totals, strict=True) if not total]


def _typed(word: Clause) -> str:
    """A word as it was typed. A word with another spelling is an Or, the typed one first."""
    first = words_of(word)[0]
    return first.start if isinstance(first, Pattern) else first.text


def _may_be_misspelt(word: Clause) -> bool:
    """True for a word of letters that is long enough to have similar words."""
    text = _typed(word)
    return len(text) >= MIN_PREFIX and text.isalpha()


def _spellings(engine: Engine, word: Clause, language: str) -> list[str]:
    """The words nearest to a missing one, most similar first."""
    similar = engine.similar(fold(_typed(word)), limit=MOST_SPELLINGS)
    return [each for each in similar if not is_stop(each, language)]


def _with_spellings(clause: Clause, spellings: Mapping[Clause, Clause]) -> Clause:
    """The clause with alternatives in place of loose words."""
    match clause:
        case And(clauses):
            return And(tuple(_with_spellings(each, spellings) for each in clauses))
        case AtLeast(minimum, clauses):
            return AtLeast(minimum, tuple(spellings.get(each, each) for each in clauses))
        case _:
            return clause


def _spelling_clause(spellings: Sequence[str], languages: Languages) -> Clause:
    words = (word for each in spellings for word in words_of(parse(each, languages).clause))
    return Or(tuple(replace(word, weight=DISCOUNT) for word in words if isinstance(word, Term)))
