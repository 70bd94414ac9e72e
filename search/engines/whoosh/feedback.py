"""Pseudo-relevance feedback on a snapshot: see ``search.engines.sharedwords``."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search.engines.sharedwords import ALIKE, BEST, PLACES, SHARE, WORDS, likeness, shared_words
from search.engines.whoosh.evaluation import Evaluation
from search.engines.whoosh.filtering import ordered
from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.unions import Scores
from search.query.clauses import Sort, Term


class Refined(NamedTuple):
    """New scores of documents, and the words that changed them, by descending weight."""

    scores: Scores
    words: tuple[str, ...]


def refined(evaluation: Evaluation, snapshot: Snapshot, docs: Numbers, scores: Scores) -> Refined:
    """Raise the scores of the matching documents that resemble the best ones, unless these are
    alike."""
    best = ordered(snapshot, docs, scores, Sort.RELEVANCE, BEST)
    best = best[scores[best] > 0]
    vectors = [snapshot.vector(number) for number in docs[best].tolist()]
    if likeness(vectors) >= ALIKE:
        return Refined(scores, ())
    added = np.zeros(snapshot.size)
    weighed = []
    languages = [snapshot.language(number) for number in docs[best].tolist()]
    for shared in shared_words(vectors, languages, scores[best].tolist()):
        found = evaluation.matches(Term((shared.stem,), shared.word))
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
