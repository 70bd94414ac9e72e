"""The words of an index: which of them a pattern matches, and how many articles have each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from search.engines.expansion import expansion
from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.selections import EVERY
from search.query.clauses import And, AtLeast, Clause, Fuzzy, Not, Or, Pattern, Prefix, Wildcard
from search.query.fields import BARE_FIELDS

#: The most words that are looked at for one pattern, the most frequent ones: the most that a
#: cluster returns at once.
_MOST: Final = 65_000

#: Articles of each shard among whose words those are looked for with which a typed one may go on.
AMONG: Final = 3_000

#: The fields whose words are listed.
_LISTED: Final = frozenset(each.name for each in BARE_FIELDS)

#: Signs that mean something in a regular expression of Lucene. Letters and digits mean themselves,
#: and so does any other sign after a backslash.
_SIGN: Final = re.compile(r"[^\w]")


class Words(NamedTuple):
    """The words that a pattern matches, a note for the user if there are more (else ""), and about
    how many articles have any of them."""

    words: list[str]
    note: str
    articles: int


#: The words of each pattern, and the number of articles in the index.
Expanded = tuple[Mapping[Pattern, Words], int]


def is_listed(pattern: Pattern) -> bool:
    """Whether the words that a pattern may match are among the words of the index. Those of the
    source file and of web addresses are not: they would double their size."""
    return pattern.field is None or pattern.field in _LISTED


def patterns_in(clauses: Iterable[Clause]) -> Iterator[Pattern]:
    """The patterns whose words are to be looked up."""
    for clause in clauses:
        match clause:
            case Prefix() | Wildcard() | Fuzzy():
                if is_listed(clause):
                    yield clause
            case And(inner) | Or(inner) | AtLeast(_, inner):
                yield from patterns_in(inner)
            case Not(each):
                yield from patterns_in([each])


def expanded(cluster: Cluster, index: str, patterns: Sequence[Pattern]) -> Expanded:
    """The words of each pattern, and the number of articles. One round trip."""
    asked = list(dict.fromkeys(patterns))
    if not asked:
        return {}, 0
    bodies = [_listing(pattern) for pattern in asked]
    answers = cluster.searches(index, bodies)
    found = {}
    for pattern, answer in zip(asked, answers, strict=True):
        counts = listed(answer["aggregations"]["having"])
        words, note = expansion(pattern, counts)
        found[pattern] = Words(words, note, sum(counts[word] for word in words))
    return found, answers[0]["hits"]["total"]["value"]


def beginning(start: str, most: int) -> Json:
    """The words that begin so, the most frequent ones first, in the first AMONG articles of each
    shard that have any: somebody types, and waits. Read the answer by ``listed``."""
    pattern = Prefix(start)
    return {
        "size": 0,
        "query": _having(pattern),
        "terminate_after": AMONG,
        "aggs": {"words": _words(pattern, most)},
    }


def similar(word: str, edits: int, most: int) -> Json:
    """The words that may be so near a word. Read the answer by ``listed``."""
    pattern = Fuzzy(word, edits)
    return {"size": 0, "query": _having(pattern), "aggs": {"words": _words(pattern, most)}}


def listed(aggregations: Json) -> dict[str, int]:
    """The number of articles with each word, most frequent first, then by letter."""
    buckets = aggregations["words"]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


def _listing(pattern: Pattern) -> Json:
    """All words that may match, and the number of all articles."""
    having = {"filter": _having(pattern), "aggs": {"words": _words(pattern, _MOST)}}
    return {"size": 0, "track_total_hits": True, "query": EVERY, "aggs": {"having": having}}


def _words(pattern: Pattern, most: int) -> Json:
    return {
        "terms": {
            "field": "words",
            "include": _shape(pattern),
            "size": most,
            "order": [{"_count": "desc"}, {"_key": "asc"}],
        }
    }


def _having(pattern: Pattern) -> Json:
    """The articles that have such a word. Their words are counted one by one, which in a large
    index takes long for all articles."""
    match pattern:
        case Prefix(start):
            return {"prefix": {"words": {"value": start}}}
        case Wildcard(shape):
            return {"wildcard": {"words": {"value": shape}}}
        case Fuzzy(word, edits):
            fuzzy = {"value": word, "fuzziness": edits, "prefix_length": 1}
            # Of all such words: any other rewriting takes the nearest ones only.
            return {"fuzzy": {"words": {**fuzzy, "rewrite": "constant_score"}}}


def _literally(text: str) -> str:
    """A regular expression of Lucene for a text itself."""
    return _SIGN.sub(r"\\\g<0>", text)


def _nearby(word: str, edits: int) -> str:
    """A regular expression for the words that may be so near a word: with its first character, and
    about as long."""
    shortest, longest = max(0, len(word) - 1 - edits), len(word) - 1 + edits
    return f"{_literally(word[:1])}.{{{shortest},{longest}}}"


def _shape(pattern: Pattern) -> str:
    match pattern:
        case Prefix(start):
            return f"{_literally(start)}.*"
        case Wildcard(shape):
            return "".join({"*": ".*", "?": "."}.get(sign, _literally(sign)) for sign in shape)
        case Fuzzy(word, edits):
            return _nearby(word, edits)
