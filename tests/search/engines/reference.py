"""A reference for the results of every engine, computed as directly as possible."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from search.query.clauses import (
    PUBLISHED,
    And,
    AtLeast,
    Clause,
    Dated,
    Everything,
    Exact,
    Filters,
    Fuzzy,
    Has,
    InLanguage,
    Is,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Sort,
    Term,
    Wildcard,
)
from search.query.document import Document
from search.query.fields import BARE_FIELDS, LEAD_WORDS, TEXT_FIELDS, Field
from search.query.results import MOST_DAYS, Counts
from search.text.analysis import Token, beginning, tokenize

Scored = dict[int, float]


class Answered(NamedTuple):
    """``ids`` are those of all tiers, in order; ``scores`` include documents that the filters
    exclude; ``sizes`` are the numbers of ids of the tiers."""

    total: int
    partial: int
    ids: list[int]
    counts: Counts
    scores: Scored
    sizes: list[int]


class Reference:
    def __init__(self, documents: Iterable[Document]) -> None:
        documents = list(documents)
        self.documents = {document.id: document for document in documents}
        self.tokens: dict[tuple[int, str], list[Token]] = {
            (document.id, field.name): _tokens(_text(document, field), document.language)
            for document in documents
            for field in TEXT_FIELDS
        }
        self._scored: dict[Clause, Scored] = {}

    def answer(self, query: Query) -> Answered:
        tiers: list[Scored] = []
        for clause in query.tiers:
            taken = {id_ for tier in tiers for id_ in tier}
            scored = self.scored(clause) if tiers else self.ranked(clause, query.sort)
            tiers.append({id_: score for id_, score in scored.items() if id_ not in taken})
        filters = query.filters
        found = [
            self.ordered(
                [
                    id_
                    for id_ in tier
                    if self._of_outlets(id_, filters)
                    and self._of_languages(id_, filters)
                    and self._of_tags(id_, filters)
                    and self._of_dates(id_, filters)
                    and self._is_new(id_, filters)
                ],
                tier,
                query.sort,
            )
            for tier in tiers
        ]
        ids = [id_ for tier in found for id_ in tier]
        scores = {id_: score for tier in tiers for id_, score in tier.items()}
        first = len(found[0])
        total = len(ids) if query.count_all else first
        counts = self._counts(scores if query.count_all else tiers[0], filters)
        return Answered(total, len(ids) - first, ids, counts, scores, [len(tier) for tier in found])

    def ranked(self, clause: Clause, sort: Sort) -> Scored:
        """The ids that match, with the scores that rank them."""
        return self.scored(clause)

    def scored(self, clause: Clause) -> Scored:
        """The ids that match, with BM25F scores."""
        if clause not in self._scored:
            self._scored[clause] = self._scores(clause)
        return self._scored[clause]

    def _scores(self, clause: Clause) -> Scored:
        match clause:
            case Term(stems, _, field, times, weight):
                scores = self._bm25f(
                    field, lambda tokens: sum(len({*t.word.stems} & {*stems}) for t in tokens)
                )
                return {
                    id_: score * weight * 9 * times / (8 + times) for id_, score in scores.items()
                }
            case Prefix(start, field):
                return self._bm25f(
                    field, lambda tokens: sum(t.surface.startswith(start) for t in tokens)
                )
            case Phrase(words, _, field, weight):
                scores = self._bm25f(
                    field, lambda tokens: _rows(tokens, words, lambda token: token.word.stems)
                )
                return {id_: score * weight for id_, score in scores.items()}
            case Exact(surfaces, _, field):
                row = tuple((surface,) for surface in surfaces)
                return self._bm25f(
                    field, lambda tokens: _rows(tokens, row, lambda token: (token.surface,))
                )
            case Near():
                return self._bm25f(clause.field, lambda tokens: _runs(tokens, clause))
            case Wildcard(shape, field):
                return self._bm25f(
                    field, lambda tokens: sum(_fits(t.surface, shape) for t in tokens)
                )
            case Fuzzy(word, most, field):
                return self._bm25f(
                    field,
                    lambda tokens: sum(
                        t.surface[0] == word[0] and edits(t.surface, word) <= most for t in tokens
                    ),
                )
            case Is(basis):
                return {
                    id_: 0.0
                    for id_, document in self.documents.items()
                    if document.published and document.basis is basis
                }
            case InLanguage(code):
                return {
                    id_: 0.0
                    for id_, document in self.documents.items()
                    if document.language == code
                }
            case Has(field):
                return {id_: 0.0 for id_ in self.documents if self._has(id_, field)}
            case Dated(first, last, _):
                return {id_: 0.0 for id_ in self.documents if self._within(id_, first, last)}
            case Everything():
                return dict.fromkeys(self.documents, 0.0)
            case Not(inner):
                without = self.scored(inner)
                return {id_: 0.0 for id_ in self.documents if id_ not in without}
            case And(clauses):
                return self._at_least(len(clauses), clauses)
            case Or(clauses):
                return self._at_least(1, clauses)
            case AtLeast(minimum, clauses):
                return self._at_least(minimum, clauses)

    def _at_least(self, minimum: int, clauses: Sequence[Clause]) -> Scored:
        parts = [self.scored(clause) for clause in clauses]
        return {
            id_: sum(part.get(id_, 0.0) for part in parts)
            for id_ in self.documents
            if sum(id_ in part for part in parts) >= minimum
        }

    def _bm25f(self, field: str | None, count: Callable[[list[Token]], int]) -> Scored:
        if field:
            return self._saturated({field: 1.0}, count)
        scores = self._saturated({each.name: each.weight for each in BARE_FIELDS}, count)
        headlines = self._saturated({"headline": 1.0}, count)
        return {id_: score + 0.6 * headlines.get(id_, 0.0) for id_, score in scores.items()}

    def _saturated(self, weights: dict[str, float], count: Callable[[list[Token]], int]) -> Scored:
        frequency: Scored = {}
        for name, weight in weights.items():
            lengths = {id_: len(self.tokens[id_, name]) for id_ in self.documents}
            average = sum(lengths.values()) / max(len(lengths), 1)
            for id_ in self.documents:
                if times := count(self.tokens[id_, name]):
                    norm = 1 - 0.5 + 0.5 * lengths[id_] / average
                    frequency[id_] = frequency.get(id_, 0.0) + weight * times / norm
        idf = math.log(1 + (len(self.documents) - len(frequency) + 0.5) / (len(frequency) + 0.5))
        return {id_: idf * tf * 2.2 / (tf + 1.2) for id_, tf in frequency.items()}

    def ordered(self, ids: list[int], scored: Scored, sort: Sort) -> list[int]:
        def key(id_: int) -> tuple[float, float, int]:
            published = self.documents[id_].published
            day = published.first_day.toordinal() if published else None
            if sort is Sort.ADDED:
                return 0.0, -self.documents[id_].sequence, -id_
            if sort is Sort.OLDEST:
                return 0.0, math.inf if day is None else day, -id_
            score = round(scored[id_], 9) if sort is Sort.RELEVANCE else 0.0
            return -score, math.inf if day is None else -day, -id_

        return sorted(ids, key=key)

    def _has(self, id_: int, field: str) -> bool:
        if field == PUBLISHED:
            return self.documents[id_].published is not None
        return bool(self.tokens[id_, field])

    def _within(self, id_: int, first: dt.date | None, last: dt.date | None) -> bool:
        published = self.documents[id_].published
        return (
            published is not None
            and (first is None or published.first_day >= first)
            and (last is None or published.last_day <= last)
        )

    def _of_outlets(self, id_: int, filters: Filters) -> bool:
        return not filters.outlets or self.documents[id_].outlet_id in filters.outlets

    def _of_languages(self, id_: int, filters: Filters) -> bool:
        return not filters.languages or self.documents[id_].language in filters.languages

    def _of_tags(self, id_: int, filters: Filters) -> bool:
        tags = self.documents[id_].tags
        return not filters.tags or any(tag in filters.tags for tag in tags)

    def _is_new(self, id_: int, filters: Filters) -> bool:
        return self.documents[id_].sequence > filters.after or not filters.after

    def _of_dates(self, id_: int, filters: Filters) -> bool:
        published = self.documents[id_].published
        spanned = filters.since is not None or filters.until is not None
        if published is None:
            return filters.undated or not (filters.dates or spanned)
        if not self._within(id_, filters.since, filters.until):
            return False
        if filters.dates:
            return any(published in period for period in filters.dates)
        return spanned or not filters.undated

    def _counts(self, scored: Scored, filters: Filters) -> Counts:
        outlets: Counter[int] = Counter()
        languages: Counter[str] = Counter()
        tags: Counter[int] = Counter()
        dates: Counter[str] = Counter()
        days = {date: 0 for date in filters.dates if date.precision == "day"}
        window = filters.window or (dt.date.min, dt.date.max)
        close: Counter[dt.date] = Counter()
        for id_ in scored:
            document = self.documents[id_]
            if not self._is_new(id_, filters):
                continue
            of_outlets, of_languages, of_tags, of_dates = (
                holds(id_, filters)
                for holds in (
                    self._of_outlets,
                    self._of_languages,
                    self._of_tags,
                    self._of_dates,
                )
            )
            if of_languages and of_tags and of_dates:
                outlets[document.outlet_id] += 1
            if of_outlets and of_tags and of_dates:
                languages[document.language] += 1
            if of_outlets and of_languages and of_dates:
                tags.update(document.tags)
            if not (of_outlets and of_languages and of_tags):
                continue
            published = document.published
            if published is None:
                dates["undated"] += 1
            elif self._within(id_, filters.since, filters.until):
                dates[f"{published.year:04d}"] += 1
                if published.month is not None:
                    dates[f"{published.year:04d}-{published.month:02d}"] += 1
                if published in days:
                    days[published] += 1
                if published.day and window[0] <= published.first_day <= window[1]:
                    close[published.first_day] += 1
        dates.update({str(day): count for day, count in days.items()})
        if close and (max(close) - min(close)).days >= MOST_DAYS:
            close.clear()
        by_day = {str(day): n for day, n in close.items()}
        return Counts(dict(outlets), dict(dates), by_day, dict(languages), dict(tags))


def _text(document: Document, field: Field) -> str:
    if field.opens:
        return beginning(document.texts.get(field.opens, ""), LEAD_WORDS)
    return document.texts.get(field.name, "")


@lru_cache(maxsize=10_000)
def _tokens(text: str, language: str) -> list[Token]:
    return tokenize(text, language)


def _rows(
    tokens: list[Token],
    wanted: tuple[tuple[str, ...], ...],
    compared: Callable[[Token], tuple[str, ...]],
) -> int:
    """The number of places at which the words follow one another; ``wanted`` has the forms of
    each, any of which will do."""
    at = {token.position: compared(token) for token in tokens}
    starts = at if wanted else ()
    return sum(
        all({*at.get(start + offset, ())} & {*word} for offset, word in enumerate(wanted))
        for start in starts
    )


def _runs(tokens: list[Token], near: Near) -> int:
    """The number of words at which a run that has all of them begins."""
    needed = Counter(near.words)
    last = len(near.words) - 1 + near.distance

    def words(token: Token) -> list[tuple[str, ...]]:
        return [word for word in needed if {*word} & {*token.word.stems}]

    return sum(
        needed
        <= Counter(
            word
            for token in tokens
            if start.position <= token.position <= start.position + last
            for word in words(token)
        )
        for start in tokens
        if words(start)
    )


def _fits(word: str, shape: str) -> bool:
    if not shape:
        return not word
    if shape[0] == "*":
        return any(_fits(word[start:], shape[1:]) for start in range(len(word) + 1))
    return bool(word) and shape[0] in ("?", word[0]) and _fits(word[1:], shape[1:])


@cache
def edits(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    fewest = min(
        edits(one[1:], other) + 1,
        edits(one, other[1:]) + 1,
        edits(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if one[:2] == other[1::-1] and len(one) > 1:
        fewest = min(fewest, edits(one[2:], other[2:]) + 1)
    return fewest
