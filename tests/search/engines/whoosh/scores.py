"""A plain reference for the scores of the Whoosh engine: BM25F with feedback."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

from search.query.clauses import And, AtLeast, Clause, Sort, Term
from search.query.fields import WHOLE_FIELDS
from search.text.analysis import tokenize
from search.text.words import is_stop
from tests.search.engines.reference import Reference, Scored


class Refining(Reference):
    def ranked(self, clause: Clause, sort: Sort) -> Scored:
        scored = self.scored(clause)
        if scored and sort is Sort.RELEVANCE and _is_question(clause):
            return self._refined(scored)
        return scored

    def _refined(self, scored: Scored) -> Scored:
        """Add scores for the words that the ten best share: three tenths of their own scores on
        average, unless the ten are alike."""
        best = [id_ for id_ in self.ordered(list(scored), scored, Sort.RELEVANCE) if scored[id_]]
        best = best[:10]
        vectors = {id_: self._words(id_) for id_ in best}
        if _alike(list(vectors.values())) >= 0.25:
            return scored
        vectors = {
            id_: _by_stem(vector, self.documents[id_].language) for id_, vector in vectors.items()
        }
        total = sum(scored[id_] for id_ in best)
        weights = {}
        for stem in {stem for vector in vectors.values() for stem in vector}:
            having = [id_ for id_ in best if stem in vectors[id_]]
            if len(having) > 1:
                counts = {id_: vectors[id_][stem] for id_ in having}
                weights[stem] = sum(
                    scored[id_] / total * count / (count + 1.2) for id_, count in counts.items()
                )
        several = sorted(weights, key=lambda stem: (-round(weights[stem], 9), stem))[:20]
        scores = {stem: self.scored(Term((stem,), stem)) for stem in several}
        for stem in several:
            df = len(scores[stem])
            weights[stem] *= math.log(1 + (len(self.documents) - df + 0.5) / (df + 0.5))
        words = sorted(several, key=lambda stem: (-round(weights[stem], 9), stem))[:10]
        added = {
            id_: sum(weights[stem] * scores[stem].get(id_, 0.0) for stem in words) for id_ in scored
        }
        whole = sum(added[id_] for id_ in best)
        if not whole:
            return scored
        return {id_: score + added[id_] * 0.3 * total / whole for id_, score in scored.items()}

    def _words(self, id_: int) -> Counter[str]:
        """The counts of a document's 64 most frequent words."""
        tokens = [token for field in WHOLE_FIELDS for token in self.tokens[id_, field.name]]
        telling = [
            t.surface
            for t in tokens
            if len(t.surface) > 1 and not is_stop(t.surface, self.documents[id_].language)
        ]
        counts = Counter(telling)
        top = sorted(counts, key=lambda word: (-counts[word], word))[:64]
        return Counter({word: counts[word] for word in top})


def _is_question(clause: Clause) -> bool:
    if isinstance(clause, And):
        return any(map(_is_question, clause.clauses))
    return isinstance(clause, AtLeast) and len(clause.clauses) >= 5


def _alike(vectors: list[Counter[str]]) -> float:
    """The mean cosine of any two vectors."""
    cosines = [
        sum(one[word] * other[word] for word in one)
        / math.dist([0] * len(one), [*one.values()])
        / math.dist([0] * len(other), [*other.values()])
        for one, other in combinations(vectors, 2)
    ]
    return round(sum(cosines) / len(cosines), 9) if cosines else 1.0


def _by_stem(words: Counter[str], language: str) -> Counter[str]:
    stems: Counter[str] = Counter()
    for word, count in words.items():
        stems[tokenize(word, language)[0].stem] += count
    return stems
