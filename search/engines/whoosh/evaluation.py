"""From clauses to documents with scores, by arithmetic on whole arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.expansion import expansion
from search.engines.whoosh.nearness import Wanted, runs
from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.schema import BASES, stem_term, word_term
from search.engines.whoosh.snapshots import Snapshot
from search.fields import BARE_FIELDS
from search.query import (
    PUBLISHED,
    And,
    AtLeast,
    Clause,
    Dated,
    Everything,
    Exact,
    Fuzzy,
    Has,
    Is,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)

#: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), find
#: 1.2 < k1 < 2 and 0.5 < b < 0.8 good in most cases; these lie in the middle. Words that fields
#: share are weighted as its section on BM25F says.
K1 = 1.5
B = 0.75

Scores = NDArray[np.float64]


class Matches(NamedTuple):
    """Numbers of live documents, ascending and each once, with their scores."""

    docs: Numbers
    scores: Scores


class Occurrences(NamedTuple):
    """Documents in which one field has a term, and how often."""

    field: str
    weight: float
    docs: Numbers
    counts: Numbers


class Evaluation:
    """Evaluates clauses on a snapshot, each once. ``notes`` collects what was cut short."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[Clause, Matches] = {}
        self.notes: list[str] = []

    def matches(self, clause: Clause) -> Matches:
        # The alternatives of a query share nearly all of their clauses.
        if clause not in self._known:
            self._known[clause] = self._evaluated(clause)
        return self._known[clause]

    def _evaluated(self, clause: Clause) -> Matches:
        match clause:
            case Term():
                return self._term(clause)
            case Phrase():
                return self._row([*map(stem_term, clause.stems)], clause.field)
            case Exact():
                return self._row([*map(word_term, clause.words)], clause.field)
            case Near():
                return self._near(clause)
            case Prefix() | Wildcard() | Fuzzy():
                return self._pattern(clause)
            case Dated():
                return self._dated(clause)
            case Is() | Has():
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

    def _term(self, term: Term) -> Matches:
        stem = stem_term(term.stem)
        docs, scores = self._scored(
            Occurrences(name, weight, *self._snapshot.postings(name, stem)[:2])
            for name, weight in _weights(term.field).items()
        )
        return Matches(docs, scores * term.times)

    def _pattern(self, pattern: Pattern) -> Matches:
        weights = _weights(pattern.field)
        words, note = expansion(pattern, self._snapshot.words(pattern.start, weights.keys()))
        if note:
            self.notes.append(note)
        terms = [word_term(word) for word in words]
        return self._scored(
            Occurrences(name, weight, *self._snapshot.postings(name, term)[:2])
            for name, weight in weights.items()
            for term in terms
        )

    def _row(self, terms: Sequence[bytes], field: str | None) -> Matches:
        return self._scored(
            Occurrences(name, weight, *self._occurrences(name, terms))
            for name, weight in _weights(field).items()
        )

    def _near(self, near: Near) -> Matches:
        terms = Counter(map(stem_term, near.stems))
        return self._scored(
            Occurrences(name, weight, *np.unique(starts >> 32, return_counts=True))
            for name, weight in _weights(near.field).items()
            for wanted in [[Wanted(self._places(name, term), n) for term, n in terms.items()]]
            for starts in [runs(wanted, near.reach)]
        )

    def _occurrences(self, field: str, terms: Sequence[bytes]) -> tuple[Numbers, Numbers]:
        """Documents with the terms in a row, and how many rows each has."""
        places = [self._places(field, term, offset) for offset, term in enumerate(terms)]
        # Rarest first: what is left can only shrink.
        places.sort(key=len)
        starts = places[0] if places else np.empty(0, np.int64)
        for others in places[1:]:
            starts = starts[np.isin(starts, others, assume_unique=True)]
        return np.unique(starts >> 32, return_counts=True)

    def _places(self, field: str, term: bytes, offset: int = 0) -> Numbers:
        """Where a row with ``term`` at ``offset`` would start: document * 2^32 + position."""
        docs, counts, positions = self._snapshot.postings(field, term)
        possible = positions >= offset
        return ((np.repeat(docs, counts) << 32) + positions - offset)[possible]

    def _scored(self, occurrences: Iterable[Occurrences]) -> Matches:
        """Documents with any of the terms, which score as if they were one term (BM25F)."""
        found = [each for each in occurrences if len(each.docs)]
        snapshot = self._snapshot
        docs, _, weight = _summed(
            snapshot.size, [(each.docs, self._weighted(each)) for each in found]
        )
        df = len(docs)
        idf = np.log1p((snapshot.count - df + 0.5) / (df + 0.5))
        return Matches(docs, idf * weight * (K1 + 1) / (weight + K1))

    def _weighted(self, occurrences: Occurrences) -> Scores:
        """How much a term counts in each document: less in a long field."""
        name, weight, docs, counts = occurrences
        length = self._snapshot.lengths[name][docs] / self._snapshot.averages[name]
        return weight * counts / (1 - B + B * length)

    def _dated(self, dated: Dated) -> Matches:
        first, last = self._snapshot.first_day, self._snapshot.last_day
        within = self._snapshot.live & (first > 0)
        if dated.first is not None:
            within &= first >= dated.first.toordinal()
        if dated.last is not None:
            within &= last <= dated.last.toordinal()
        return _unscored(within)

    def _holds(self, condition: Is | Has) -> NDArray[np.bool_]:
        """By document: whether a fact is as asked."""
        dated: NDArray[np.bool_] = self._snapshot.first_day > 0
        match condition:
            case Is(basis):
                of_basis: NDArray[np.bool_] = self._snapshot.bases == BASES.index(basis)
                return dated & of_basis
            case Has(field):
                return dated if field == PUBLISHED else self._snapshot.lengths[field] > 0

    def _at_least(self, minimum: int, clauses: Iterable[Clause]) -> Matches:
        parts = [self.matches(clause) for clause in clauses]
        if minimum < 1:
            parts.append(_unscored(self._snapshot.live))
        docs, times, scores = _summed(self._snapshot.size, parts)
        enough = times >= max(minimum, 1)
        return Matches(docs[enough], scores[enough])


def _weights(field: str | None) -> dict[str, float]:
    """The fields that a clause searches, with their weights; a named one stands alone."""
    if field is not None:
        return {field: 1.0}
    return {each.name: each.weight for each in BARE_FIELDS}


def _unscored(documents: NDArray[np.bool_]) -> Matches:
    docs = np.flatnonzero(documents)
    return Matches(docs, np.zeros(len(docs)))


def _summed(size: int, parts: Sequence[tuple[Numbers, Scores]]) -> tuple[Numbers, Numbers, Scores]:
    """All documents of the parts, how often each occurs, and the sum of its values."""
    docs = np.concatenate([np.empty(0, np.int64), *(docs for docs, _ in parts)])
    values = np.concatenate([np.empty(0), *(values for _, values in parts)])
    times: Numbers = np.bincount(docs, minlength=size)
    sums = np.asarray(np.bincount(docs, weights=values, minlength=size), np.float64)
    present = np.flatnonzero(times)
    return present, times[present], sums[present]
