"""Pseudo-relevance feedback: the words that the best matches of a search have in common.

A question names a subject, and articles on it may use other words, which the best matches show.
These words change only the order of the hits; the words that were typed alone decide which
documents match. Somebody who looks for a known article gets a worse order from them, so they are
used only for a search of several words whose best matches are not alike already.

Based on Rocchio (1971) and the interpolation of RM3 (Abdul-Jaleel and others, "UMass at TREC
2004"). Engines look the words up; this module needs no index.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from search.engines.bm25 import K1
from search.query.clauses import And, AtLeast, Clause
from search.text.analysis import analyse

#: The number of best matches, as usual in TREC experiments; the number of words that they
#: contribute; and the number of frequent shared words that are looked up to choose those from.
BEST = 10
WORDS = 10
LOOKED_UP = 20

#: What these words add to the scores of the best matches on average, as a fraction of the scores.
SHARE = 0.3

#: The fewest words of a question.
FEWEST = 5

#: The best matches are alike if the mean cosine of the word counts of any two is at least this.
ALIKE = 0.25


#: Weights are rounded to this many decimal places, because floating-point sums depend on the order
#: of addition.
PLACES = 9


class Shared(NamedTuple):
    """A stem that several of the best matches contain, its commonest form, and its weight."""

    stem: str
    word: str
    weight: float


def is_question(clause: Clause) -> bool:
    """Whether a clause has several words of which only some must match."""
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    return any(isinstance(each, AtLeast) and len(each.clauses) >= FEWEST for each in clauses)


def likeness(vectors: Sequence[Mapping[str, int]]) -> float:
    """The mean cosine of any two vectors of word counts; 1 if there are fewer than two."""
    lengths = [math.sqrt(sum(count * count for count in each.values())) for each in vectors]
    cosines = [
        sum(count * other.get(word, 0) for word, count in one.items()) / (length * other_length)
        for (one, length), (other, other_length) in combinations(
            zip(vectors, lengths, strict=True), 2
        )
        if length and other_length
    ]
    return round(sum(cosines) / len(cosines), PLACES) if cosines else 1.0


def shared_words(
    vectors: Sequence[Mapping[str, int]], languages: Sequence[str], scores: Sequence[float]
) -> list[Shared]:
    """The stems that two or more of the documents contain, with the greatest weights before idf is
    applied."""
    weights: defaultdict[str, float] = defaultdict(float)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    having: Counter[str] = Counter()
    whole = sum(scores)
    shares = [score / whole for score in scores]
    for vector, language, share in zip(vectors, languages, shares, strict=True):
        counts: Counter[str] = Counter()
        for word, count in vector.items():
            stem = _stem(word, language)
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


def _stem(word: str, language: str) -> str:
    analysed = analyse(word, language)
    return analysed.stem if analysed else word
