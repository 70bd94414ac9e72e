"""The tiers of a search: articles with all its words, then articles with some of them.

Only this module relaxes a search; an engine runs the query that it gets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from search.engines.base import Engine
from search.language.parsing import Parsed, parse
from search.language.patterns import MIN_PREFIX
from search.query.clauses import And, AtLeast, Clause, Or, Query, Term
from search.text.words import fold, is_stop

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
class Relaxed:
    """The tiers of a search, one or two. ``replaced`` are words of the second tier, and of the
    first one if it does not require every word. ``present`` are the typed words that some article
    has; it is empty for a search with one tier."""

    tiers: tuple[Clause, ...]
    replaced: tuple[Replaced, ...] = ()
    present: tuple[str, ...] = ()


def relaxed(engine: Engine, parsed: Parsed) -> Relaxed:
    """The tiers of a parsed search, in which spellings that the archive has replace the words that
    it does not have. Raises EngineUnavailable."""
    if len(parsed.tiers) < 2:
        return Relaxed(parsed.tiers)
    words = [word for word in _loose(parsed.tiers[-1]) if isinstance(word, Term)]
    missing = _missing(engine, words)
    present = tuple(word.text for word in words if word not in missing)
    spellings = {
        word: found
        for word in islice(filter(_is_spelt, missing), MOST_WORDS)
        if (found := _spellings(engine, word))
    }
    if not spellings:
        return Relaxed(parsed.tiers, (), present)
    tiers = tuple(_with_spellings(tier, spellings) for tier in parsed.tiers)
    replaced = (Replaced(word.text, tuple(found)) for word, found in spellings.items())
    return Relaxed(tiers, tuple(replaced), present)


def _loose(clause: Clause) -> tuple[Clause, ...]:
    """The words of a clause of which not all must match."""
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    return next((each.clauses for each in clauses if isinstance(each, AtLeast)), ())


def _missing(engine: Engine, words: Sequence[Term]) -> list[Term]:
    """The words that no article has."""
    in_bodies = engine.frequencies([word.stem for word in words])
    # Few words are in no body, and only these may be elsewhere.
    rare = [word for word in words if not in_bodies[word.stem]]
    totals = engine.totals([Query((word,)) for word in rare]) if rare else []
    return [word for word, total in zip(rare, totals, strict=True) if not total]


def _is_spelt(word: Term) -> bool:
    return len(word.text) >= MIN_PREFIX and word.text.isalpha()


def _spellings(engine: Engine, word: Term) -> list[str]:
    """The words nearest to a missing one, most similar first."""
    similar = engine.similar(fold(word.text), limit=MOST_SPELLINGS)
    return [each for each in similar if not is_stop(each)]


def _with_spellings(clause: Clause, spellings: Mapping[Term, Sequence[str]]) -> Clause:
    """The clause with alternatives in place of loose words."""
    match clause:
        case And(clauses):
            return And(tuple(_with_spellings(each, spellings) for each in clauses))
        case AtLeast(minimum, clauses):
            return AtLeast(minimum, tuple(_alternatives(each, spellings) for each in clauses))
        case _:
            return clause


def _alternatives(word: Clause, spellings: Mapping[Term, Sequence[str]]) -> Clause:
    if not isinstance(word, Term) or word not in spellings:
        return word
    terms = [parse(each).clause for each in spellings[word]]
    discounted = (replace(each, weight=DISCOUNT) for each in terms if isinstance(each, Term))
    return Or(tuple(discounted))
