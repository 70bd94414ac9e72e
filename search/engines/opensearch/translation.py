"""Translates clauses to queries of OpenSearch.

Scores are those of BM25F for words, up to the rounding of lengths in a search of one field. A
phrase is scored in each field by itself. Words near each other score as the words alone do, and a
pattern by how rare its words are, because their frequencies would cost another request.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from search.engines.bm25 import HEADLINE, HEADLINE_SHARE, K1, repeated
from search.engines.expansion import MOST_SPELLINGS
from search.engines.opensearch.cluster import Json
from search.engines.opensearch.schema import BESIDE, SCALE, UNKNOWN, written
from search.engines.opensearch.selections import DATED, EVERY, NOTHING, any_of, between
from search.engines.opensearch.vocabulary import Words, is_listed
from search.query.clauses import (
    PUBLISHED,
    And,
    AtLeast,
    Clause,
    Condition,
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

#: What a phrase in each field counts, if no field was typed.
_WITH_HEADLINES: Final = {
    each.name: each.weight + (HEADLINE_SHARE if each.name == HEADLINE else 0.0)
    for each in BARE_FIELDS
}
_WHOLE: Final = [each.name for each in WHOLE_FIELDS]


class Translation:
    """``words`` are those of each pattern, ``size`` is the number of articles, and
    ``saturation_bonus`` is as in ``Cluster``."""

    def __init__(
        self, words: Mapping[Pattern, Words], size: int, *, saturation_bonus: bool
    ) -> None:
        self._words = words
        self._size = size
        # The factor k1 + 1 is of each field's own k1, and that of the sums is SCALE times as great.
        self._sums = (K1 + 1) / (K1 * SCALE + 1) if saturation_bonus else K1 + 1
        self._fields = 1.0 if saturation_bonus else K1 + 1

    def query(self, clause: Clause) -> Json:
        """The query of a clause; its scores are 0 where the clause has no words."""
        match clause:
            case Term():
                return self._term(clause)
            case Phrase(words, _, field, weight):
                lines = [BESIDE.join(stems) for stems in words]
                return self._row(lines, field, str, weight)
            case Exact(words, _, field):
                return self._row(words, field, written)
            case Near():
                return self._near(clause)
            case Prefix() | Wildcard() | Fuzzy():
                return self._pattern(clause)
            case And(clauses):
                return self._all_of(clauses)
            case Or(clauses):
                return self._at_least(1, clauses)
            case AtLeast(minimum, clauses):
                return self._at_least(minimum, clauses)
            case Not() | Everything() | Dated() | Is() | Has() | InLanguage():
                return _unscored(self.condition(clause))

    def condition(self, clause: Clause) -> Json:
        """A query of the same documents whose scores are of no use."""
        match clause:
            case Not(inner):
                return {"bool": {"filter": EVERY, "must_not": self.condition(inner)}}
            case Everything():
                return EVERY
            case Dated() | Is() | Has() | InLanguage():
                return _condition(clause)
        return self.query(clause)

    def _term(self, term: Term) -> Json:
        boost = repeated(term.times) * term.weight
        if term.field is not None:
            return _word(term.field, term.stems, boost * self._fields)
        share = HEADLINE_SHARE * boost * self._fields
        both = [
            _word("rank", term.stems, boost * self._sums),
            _word(HEADLINE, term.stems, share),
        ]
        return any_of(both)

    def _row(
        self,
        words: Sequence[str],
        field: str | None,
        name_of: Callable[[str], str],
        weight: float = 1.0,
    ) -> Json:
        """Documents with consecutive words. ``name_of`` names the field to look in."""
        if not all(words) or not words:
            return NOTHING
        text = "\n".join(words)
        boosts = {field: 1.0} if field else _WITH_HEADLINES
        factor = self._fields * weight
        return any_of(
            [
                {"match_phrase": {name_of(name): {"query": text, "boost": boost * factor}}}
                for name, boost in boosts.items()
            ]
        )

    def _near(self, near: Near) -> Json:
        if not near.words or not all(near.words):
            return NOTHING
        rule = {
            "all_of": {
                "intervals": [_any_stem(stems) for stems in near.words],
                "max_gaps": near.distance,
                "ordered": False,
            }
        }
        fields = [near.field] if near.field else _WHOLE
        words = [self._term(Term(stems, "", near.field)) for stems in Counter(near.words)]
        within = any_of([{"intervals": {name: rule}} for name in fields])
        return {"bool": {"filter": within, "must": words}}

    def _pattern(self, pattern: Pattern) -> Json:
        if not is_listed(pattern):
            return _by_cluster(pattern)
        words, _, articles = self._words[pattern]
        if not words:
            return NOTHING
        rare = idf(self._size, articles)
        if pattern.field is not None:
            return _constant(written(pattern.field), words, rare)
        return {
            "bool": {
                "must": _constant("words", words, rare),
                "should": _constant(written(HEADLINE), words, HEADLINE_SHARE * rare),
            }
        }

    def _all_of(self, clauses: Sequence[Clause]) -> Json:
        if not clauses:
            return _unscored(EVERY)
        scored, others = [], []
        for clause in clauses:
            if isinstance(clause, Condition | Not | Everything):
                others.append(self.condition(clause))
            else:
                scored.append(self.query(clause))
        return {"bool": {"must": scored, "filter": others}}

    def _at_least(self, minimum: int, clauses: Sequence[Clause]) -> Json:
        if minimum > len(clauses):
            return NOTHING
        if minimum == len(clauses):
            return self._all_of(clauses)
        parts = [self.query(clause) for clause in clauses]
        found: Json = {"should": parts, "minimum_should_match": minimum}
        if minimum < 1:
            found["filter"] = EVERY
        return {"bool": found}


def idf(size: int, articles: int) -> float:
    """How much a word of so many articles tells, in an index of so many."""
    articles = min(size, articles)
    return math.log1p((size - articles + 0.5) / (articles + 0.5))


def _word(field: str, stems: Stems, boost: float) -> Json:
    if len(stems) == 1:
        return {"term": {field: {"value": stems[0], "boost": boost}}}
    # Stems at one position are taken for one word: their frequencies add up.
    return {"match": {field: {"query": BESIDE.join(stems), "boost": boost}}}


def _any_stem(stems: Stems) -> Json:
    parts: list[Json] = [{"match": {"query": stem}} for stem in stems]
    return parts[0] if len(parts) == 1 else {"any_of": {"intervals": parts}}


def _by_cluster(pattern: Pattern) -> Json:
    """A pattern in a field whose words are not listed, with a constant score."""
    name = written(pattern.field or "")
    match pattern:
        case Prefix(start):
            return {"prefix": {name: {"value": start}}}
        case Wildcard(shape):
            return {"wildcard": {name: {"value": shape}}}
        case Fuzzy(word, edits):
            fuzzy = {
                "value": word,
                "fuzziness": edits,
                "prefix_length": 1,
                "max_expansions": MOST_SPELLINGS,
            }
            return {"constant_score": {"filter": {"fuzzy": {name: fuzzy}}}}


def _constant(field: str, words: list[str], boost: float) -> Json:
    return {"constant_score": {"filter": {"terms": {field: words}}, "boost": boost}}


def _unscored(query: Json) -> Json:
    return {"constant_score": {"filter": query, "boost": 0.0}}


def _condition(condition: Condition) -> Json:
    match condition:
        case Dated(first, last, _):
            return between(first, last)
        case Is(basis):
            return {"term": {"basis": basis.value}}
        case Has(field):
            return DATED if field == PUBLISHED else {"exists": {"field": field}}
        case InLanguage(code):
            return {"term": {"language": code or UNKNOWN}}
