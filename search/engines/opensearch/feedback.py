"""Pseudo-relevance feedback in a cluster: see ``search.engines.sharedwords``.

Two round trips: one for the best matches, and one for the words that they share.
"""

from __future__ import annotations

from typing import NamedTuple

from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.records import read_vector
from search.engines.opensearch.schema import UNKNOWN
from search.engines.opensearch.selections import EVERY
from search.engines.opensearch.translation import Translation, idf
from search.engines.sharedwords import ALIKE, BEST, SHARE, WORDS, likeness, shared_words
from search.query.clauses import Term


class Refined(NamedTuple):
    """A query that raises the scores of documents that resemble the best ones, and the words that
    it does so by, by descending weight."""

    query: Json
    words: tuple[str, ...]


def refined(
    cluster: Cluster,
    index: str,
    query: Json,
    order: list[Json],
    translation: Translation,
    preference: str,
) -> Refined:
    """The query itself, without words, if the best matches are alike."""
    body = {
        "query": query,
        "size": BEST,
        "sort": order,
        "track_total_hits": False,
        "_source": ["vector"],
        "docvalue_fields": ["language"],
    }
    hits = cluster.search(index, body, preference=preference)["hits"]["hits"]
    best = {hit["_id"]: hit["_score"] for hit in hits if hit["_score"] > 0}
    vectors = [read_vector(hit["_source"].get("vector", "")) for hit in hits if hit["_id"] in best]
    if likeness(vectors) >= ALIKE:
        return Refined(query, ())
    codes = [hit["fields"]["language"][0] for hit in hits if hit["_id"] in best]
    languages = ["" if code == UNKNOWN else code for code in codes]
    words = shared_words(vectors, languages, [*best.values()])
    if not words:
        return Refined(query, ())
    terms = [translation.query(Term((each.stem,), each.word)) for each in words]
    bodies: list[Json] = [
        {"size": 0, "track_total_hits": True, "query": EVERY},
        *(_of_word(term, [*best]) for term in terms),
    ]
    every, *answers = cluster.searches(index, bodies, preference=preference)
    size = every["hits"]["total"]["value"]
    weighed = []
    for shared, term, answer in zip(words, terms, answers, strict=True):
        weight = shared.weight * idf(size, answer["aggregations"]["all"]["doc_count"])
        scores = sum(hit["_score"] for hit in answer["hits"]["hits"])
        weighed.append((weight, shared, term, scores))
    weighed.sort(key=lambda each: (-each[0], each[1].stem))
    chosen = weighed[:WORDS]
    added = sum(weight * scores for weight, _, _, scores in chosen)
    if not added:
        return Refined(query, ())
    factor = SHARE * sum(best.values()) / added
    likely = [_boosted(term, factor * weight) for weight, _, term, _ in chosen]
    more = {"bool": {"must": query, "should": likely}}
    return Refined(more, tuple(shared.word for _, shared, _, _ in chosen))


def _of_word(term: Json, best: list[str]) -> Json:
    """A search for the number of documents with a word, and its scores among the best matches."""
    return {
        "query": term,
        "post_filter": {"ids": {"values": best}},
        "size": BEST,
        "track_total_hits": False,
        "_source": False,
        "aggs": {"all": {"filter": {"match_all": {}}}},
    }


def _boosted(query: Json, boost: float) -> Json:
    return {"bool": {"must": query, "boost": boost}}
