"""Evaluates clauses to scored documents, with operations on whole arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.engines.bm25 import HEADLINE, HEADLINE_SHARE, K1, B, repeated
from search.engines.expansion import expansion
from search.engines.whoosh.nearness import Wanted, runs
from search.engines.whoosh.phrases import Places, rows
from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.schema import BASES, language_number, stem_term, word_term
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.unions import (
    NONE,
    Matches,
    Table,
    Tally,
    ascending,
    at_least,
    summed,
    tally,
    union,
)
from search.query.clauses import (
    PUBLISHED,
    And,
    AtLeast,
    Clause,
    Dated,
    Everything,
    Exact,
    Fuzzy,
    Has,
    InLanguage,
    Is,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Stems,
    Term,
    Wildcard,
)
from search.query.fields import BARE_FIELDS, WHOLE_FIELDS

NOTHING = np.empty(0, np.int64)

#: From the name of a field to the matching documents and the number of matches in each; a
#: document may be repeated.
Find = Callable[[str], tuple[Numbers, Numbers]]


class Frequencies(NamedTuple):
    """The documents that match, with their weighted frequencies, and those of the headlines alone,
    which are empty in a search of one field."""

    every: Matches
    headlines: Matches


class Evaluation:
    """Evaluates clauses on a snapshot, each only once. ``notes`` collects sentences for the user
    about what was cut short."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[Clause, Matches | Table] = {}
        self._tallies: dict[tuple[bool | Clause, ...], Tally] = {}
        self.notes: list[str] = []

    def matches(self, clause: Clause) -> Matches:
        found = self._part(clause)
        return found.matches if isinstance(found, Table) else found

    def _part(self, clause: Clause) -> Matches | Table:
        # The tiers of a query share most of their clauses.
        if clause not in self._known:
            self._known[clause] = self._evaluated(clause)
        return self._known[clause]

    def _evaluated(self, clause: Clause) -> Matches | Table:
        match clause:
            case Term():
                return self._term(clause)
            case Phrase():
                docs, scores = self._row(list(map(_stem_terms, clause.words)), clause.field)
                return Matches(docs, scores * clause.weight)
            case Exact():
                return self._row([[word_term(word)] for word in clause.words], clause.field)
            case Near():
                return self._near(clause)
            case Prefix() | Wildcard() | Fuzzy():
                return self._pattern(clause)
            case Dated():
                return self._dated(clause)
            case Is() | Has() | InLanguage():
                return _unscored(self._snapshot.live & self._holds(clause))
            case And(clauses):
                return self._at_least(len(clauses), clauses)
            case Or(clauses):
                return self._at_least(1, clauses)
            case AtLeast(minimum, clauses):
                return self._at_least(minimum, clauses)
            case Not(inner):
                others = self._snapshot.live.copy()
                others[self.matches(inner).docs] = False
                return _unscored(others)
            case Everything():
                return _unscored(self._snapshot.live)

    def _term(self, term: Term) -> Matches | Table:
        stems = _stem_terms(term.stems)
        found = self._weighed(
            (stems, term.field), term.field, lambda name: self._snapshot.occurrences(name, stems)
        )
        factor = repeated(term.times) * term.weight
        if factor == 1:
            return found
        scores = found.scores * factor
        return Table(scores) if isinstance(found, Table) else Matches(found.docs, scores)

    def _pattern(self, pattern: Pattern) -> Matches | Table:
        fields = [pattern.field] if pattern.field else [each.name for each in WHOLE_FIELDS]
        candidates = self._snapshot.words(pattern.start, fields)
        words, note = expansion(pattern, candidates)
        if note:
            self.notes.append(note)
        terms = [word_term(word) for word in words]
        return self._weighed(
            pattern, pattern.field, lambda name: self._snapshot.occurrences(name, terms)
        )

    def _row(self, row: Sequence[Sequence[bytes]], field: str | None) -> Matches:
        """The matches of consecutive words; ``row`` has the terms of each, any of which will do."""
        if not row:
            return NONE

        def find(name: str) -> tuple[Numbers, Numbers]:
            words = []
            for terms in row:
                words.append(self._snapshot.places(name, terms))
                if not len(words[-1]):
                    return NOTHING, NOTHING
            return self._documents(name, rows(words))

        return self._scored(self._frequencies(field, find))

    def _near(self, near: Near) -> Matches:
        words = Counter(map(_stem_terms, near.words))

        def find(name: str) -> tuple[Numbers, Numbers]:
            places = self._snapshot.places
            wanted = [Wanted(places(name, terms), times) for terms, times in words.items()]
            return self._documents(name, runs(wanted, near.reach))

        return self._scored(self._frequencies(near.field, find))

    def _documents(self, field: str, places: Places) -> tuple[Numbers, Numbers]:
        """The documents of places, and the number of places in each."""
        docs = np.searchsorted(self._snapshot.starts(field), places, side="right") - 1
        firsts = np.flatnonzero(np.diff(docs, prepend=-1))
        return docs[firsts], np.diff(firsts, append=len(docs))

    def _weighed(self, key: Hashable, field: str | None, find: Find) -> Matches | Table:
        """The scored matches of ``find``, which are cached in the form that takes less room."""

        def compact() -> tuple[NDArray[Any], ...]:
            docs, scores = self._scored(self._frequencies(field, find))
            numbers = docs.astype(np.int32)
            if numbers.nbytes + scores.nbytes <= self._snapshot.size * scores.itemsize:
                return numbers, scores
            table = np.zeros(self._snapshot.size)
            table[docs] = scores
            return (table,)

        *numbers, scores = self._snapshot.cache.get(key, compact)
        return Matches(numbers[0].astype(np.int64), scores) if numbers else Table(scores)

    def _frequencies(self, field: str | None, find: Find) -> Frequencies:
        """The documents that ``find`` finds, with their weighted frequencies: matches count by the
        weight of the field and less in a long one, and fields add up to one frequency (BM25F)."""
        snapshot = self._snapshot
        parts = []
        headlines = NONE
        for name, weight in _weights(field).items():
            docs, counts = find(name)
            if len(docs):
                length = snapshot.lengths[name][docs] / snapshot.averages[name]
                found = Matches(docs, counts / (1 - B + B * length))
                if not ascending(docs):
                    found = summed(*found, snapshot.size)
                parts.append(Matches(found.docs, weight * found.scores))
                if name == HEADLINE and field is None:
                    headlines = found
        return Frequencies(union(snapshot.size, parts), headlines)

    def _scored(self, frequencies: Frequencies) -> Matches:
        docs, scores = self._saturated(frequencies.every)
        if len(frequencies.headlines.docs):
            headlines, of_headlines = self._saturated(frequencies.headlines)
            scores[np.searchsorted(docs, headlines)] += HEADLINE_SHARE * of_headlines
        return Matches(docs, scores)

    def _saturated(self, frequencies: Matches) -> Matches:
        """The BM25 scores of weighted frequencies."""
        docs, frequency = frequencies
        idf = np.log1p((self._snapshot.count - len(docs) + 0.5) / (len(docs) + 0.5))
        return Matches(docs, frequency / (frequency + K1) * (idf * (K1 + 1)))

    def _dated(self, dated: Dated) -> Matches:
        first, last = self._snapshot.first_day, self._snapshot.last_day
        within = self._snapshot.live & (first > 0)
        if dated.first is not None:
            within &= first >= dated.first.toordinal()
        if dated.last is not None:
            within &= last <= dated.last.toordinal()
        return _unscored(within)

    def _holds(self, condition: Is | Has | InLanguage) -> NDArray[np.bool_]:
        """By document, whether it meets the condition."""
        dated: NDArray[np.bool_] = self._snapshot.first_day > 0
        match condition:
            case Is(basis):
                of_basis: NDArray[np.bool_] = self._snapshot.bases == BASES.index(basis)
                return dated & of_basis
            case Has(field):
                return dated if field == PUBLISHED else self._snapshot.lengths[field] > 0
            case InLanguage(code):
                return self._snapshot.languages.are([language_number(code)], slice(None))

    def _at_least(self, minimum: int, clauses: Sequence[Clause]) -> Matches:
        parts = [self._part(clause) for clause in clauses]
        if minimum < 1:
            parts.append(_unscored(self._snapshot.live))
        size = self._snapshot.size

        def whole() -> Tally:
            # The tiers of a long search have the same words.
            key = (minimum < 1, *clauses)
            if key not in self._tallies:
                self._tallies[key] = tally(size, parts)
            return self._tallies[key]

        return at_least(minimum, size, parts, whole)


def _weights(field: str | None) -> dict[str, float]:
    """The fields that a clause searches, with their weights: ``field`` alone, or all bare
    fields."""
    if field is not None:
        return {field: 1.0}
    return {each.name: each.weight for each in BARE_FIELDS}


def _stem_terms(stems: Stems) -> tuple[bytes, ...]:
    return tuple(map(stem_term, stems))


def _unscored(documents: NDArray[np.bool_]) -> Matches:
    docs = np.flatnonzero(documents)
    return Matches(docs, np.zeros(len(docs)))
