"""A plain reference for the scores of the Whoosh engine: BM25F with feedback."""

from __future__ import annotations

import math
from collections import Counter

from search.query.clauses import Clause, Sort, Term
from search.query.fields import BARE_FIELDS
from search.text.analysis import tokenize
from search.text.words import is_stop
from tests.search.engines.reference import Reference, Scored


class Refining(Reference):
    def ranked(self, clause: Clause, sort: Sort) -> Scored:
        scored = self.scored(clause)
        if scored and sort is Sort.RELEVANCE and "AtLeast(" in repr(clause):
            return self._refined(scored)
        return scored

    def _refined(self, scored: Scored) -> Scored:
        """Add scores for the words that the ten best share: three quarters of their own scores on
        average."""
        best = [id_ for id_ in self.ordered(list(scored), scored, Sort.RELEVANCE) if scored[id_]]
        best = best[:10]
        vectors = {id_: self._vector(id_) for id_ in best}
        total = sum(scored[id_] for id_ in best)
        weights = {}
        for stem in {stem for vector in vectors.values() for stem in vector}:
            having = [id_ for id_ in best if stem in vectors[id_]]
            if len(having) > 1:
                counts = {id_: vectors[id_][stem] for id_ in having}
                weights[stem] = sum(
                    scored[id_] / total * count / (count + 1.5) for id_, count in counts.items()
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
        return {id_: score + added[id_] * 0.75 * total / whole for id_, score in scored.items()}

    def _vector(self, id_: int) -> Counter[str]:
        """The counts of the stems of a document's 64 most frequent words, folded."""
        language = self.documents[id_].language
        tokens = [token for field in BARE_FIELDS for token in self.tokens[id_, field.name]]
        telling = [t for t in tokens if len(t.surface) > 1 and not is_stop(t.surface, language)]
        counts = Counter(token.surface for token in telling)
        top = sorted(counts, key=lambda word: (-counts[word], word))[:64]
        stems: Counter[str] = Counter()
        for word in top:
            (token,) = tokenize(word, language)
            stems[token.stem] += counts[word]
        return stems
