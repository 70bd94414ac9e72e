"""Ranking by what the best matches have in common: pseudo-relevance feedback.

Where not all words of a search must match, articles on the matter may use other words for it.
What those words are, the best matches tell. They change the order of what was found and
nothing else: which documents match, and how many, is decided by the words that were typed.

After Rocchio (1971) and the interpolation of RM3 (Abdul-Jaleel and others, "UMass at TREC 2004").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.evaluation import K1, Evaluation
from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.selection import ordered
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.unions import Scores
from search.query.clauses import And, AtLeast, Clause, Sort, Term
from search.text.analysis import analyse

#: Of so many best matches, usual since TREC, so many words count, chosen from so many that are
#: frequent in several of them: only those are looked up.
BEST = 10
WORDS = 10
LOOKED_UP = 20

#: What they add to the best matches, as a part of the scores that these have anyway.
SHARE = 0.75


#: Weights that differ by less are equal: sums of fractions depend on the order of adding.
PLACES = 9


class Refined(NamedTuple):
    """New scores of documents, and the words they owe them to, the weightiest first."""

    scores: Scores
    words: tuple[str, ...]


class Shared(NamedTuple):
    """A stem that several of the best matches have, as they write it, and what it weighs."""

    stem: str
    word: str
    weight: float


def is_partial(clause: Clause) -> bool:
    """True if documents may match that have only some of the words."""
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    return any(isinstance(each, AtLeast) for each in clauses)


def refined(evaluation: Evaluation, snapshot: Snapshot, docs: Numbers, scores: Scores) -> Refined:
    """The scores of matching documents, more for those that are like the best."""
    best = ordered(snapshot, docs, scores, Sort.RELEVANCE, BEST)
    best = best[scores[best] > 0]
    added = np.zeros(snapshot.size)
    weighed = []
    for shared in _shared(snapshot, docs[best], scores[best]):
        found = evaluation.matches(Term(shared.stem, shared.word))
        idf = np.log1p((snapshot.count - len(found.docs) + 0.5) / (len(found.docs) + 0.5))
        weight = round(shared.weight * float(idf), PLACES)
        weighed.append((shared._replace(weight=weight), found))
    weighed.sort(key=lambda each: (-each[0].weight, each[0].stem))
    for shared, found in weighed[:WORDS]:
        added[found.docs] += shared.weight * found.scores
    added = added[docs]
    if not weighed or not added[best].any():
        return Refined(scores, ())
    added *= SHARE * scores[best].mean() / added[best].mean()
    return Refined(scores + added, tuple(shared.word for shared, _ in weighed[:WORDS]))


def _shared(snapshot: Snapshot, docs: Numbers, scores: Scores) -> list[Shared]:
    """Stems that two or more of the documents have: the weightiest, if rareness is left aside."""
    weights: defaultdict[str, float] = defaultdict(float)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    having: Counter[str] = Counter()
    for number, share in zip(docs.tolist(), (scores / scores.sum()).tolist(), strict=True):
        counts: Counter[str] = Counter()
        for word, count in snapshot.vector(number).items():
            stem = _stem(word)
            counts[stem] += count
            written[stem][word] += count
        for stem, count in counts.items():
            weights[stem] += share * count / (count + K1)
            having[stem] += 1
    several = sorted((-round(weights[stem], PLACES), stem) for stem in weights if having[stem] > 1)
    return [
        Shared(stem, _commonest(written[stem]), -weight) for weight, stem in several[:LOOKED_UP]
    ]


def _commonest(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda word: (-counts[word], word))


def _stem(word: str) -> str:
    analysed = analyse(word)
    return analysed[1] if analysed else word
