"""Requirements: the clauses that must all match, as the parser collects them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from search.query.clauses import And, Clause, Exact, Near, Not, Phrase, Term


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause among those that must all match.

    ``loose``: a bare word, which may be relaxed; ``stop``: a stop word, which may be dropped.
    """

    clause: Clause
    loose: bool = False
    stop: bool = False

    @property
    def required(self) -> Requirement:
        return replace(self, loose=False, stop=False)


def distinct(parts: Iterable[Requirement]) -> list[Requirement]:
    """Remove repeated parts. Forms of one word, in the language of the search, are the same part;
    a bare word counts its repetitions."""
    found: dict[Hashable, Requirement] = {}
    for part in parts:
        key = _identity(part.clause)
        before = found.get(key)
        if before is None or (before.loose and not part.loose):
            found[key] = part
        elif isinstance(before.clause, Term) and before.loose:
            stems = before.clause.stems
            if isinstance(part.clause, Term) and part.clause.stems != stems:
                stems = tuple(dict.fromkeys(stems + part.clause.stems))
            counted = replace(before.clause, stems=stems, times=before.clause.times + 1)
            found[key] = replace(before, clause=counted)
    return list(found.values())


def _identity(clause: Clause) -> Hashable:
    """What a clause is recognised by. The first stem of a word is that in the language of the
    search."""
    match clause:
        case Term(stems):
            return stems[0], clause.field
        case Phrase(words) | Near(words):
            return replace(clause, words=tuple(stems[:1] for stems in words), text="")
        case Exact():
            return replace(clause, text="")
        case _:
            return clause


def without_stop_words(parts: list[Requirement]) -> list[Requirement]:
    """The parts without stop words, unless nothing but exclusions would be left."""
    content = [part for part in parts if not part.stop]
    return content if any(not isinstance(part.clause, Not) for part in content) else parts


def all_of(parts: Sequence[Requirement]) -> Clause:
    """The clause for documents that match every part."""
    if len(parts) == 1:
        return parts[0].clause
    return And(tuple(part.clause for part in parts))


def is_bare(clause: Clause) -> bool:
    """Whether a clause is a word or phrase that searches all fields."""
    return isinstance(clause, Term | Phrase) and clause.field is None
