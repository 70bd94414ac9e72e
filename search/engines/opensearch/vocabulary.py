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
    bodies = [frequent(_shape(pattern), _MOST) for pattern in asked]
    answers = cluster.searches(index, bodies)
    found = {}
    for pattern, answer in zip(asked, answers, strict=True):
        counts = counted(answer)
        words, note = expansion(pattern, counts)
        found[pattern] = Words(words, note, sum(counts[word] for word in words))
    return found, answers[0]["hits"]["total"]["value"]


def frequent(shape: str, most: int) -> Json:
    """The words that match a regular expression of Lucene, most frequent first, then by letter."""
    return {
        "size": 0,
        "track_total_hits": True,
        "query": EVERY,
        "aggs": {
            "words": {
                "terms": {
                    "field": "words",
                    "include": shape,
                    "size": most,
                    "order": [{"_count": "desc"}, {"_key": "asc"}],
                }
            }
        },
    }


def counted(answer: Json) -> dict[str, int]:
    """The number of articles with each word, in the order of ``frequent``."""
    buckets = answer["aggregations"]["words"]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


def literally(text: str) -> str:
    """A regular expression of Lucene for a text itself."""
    return _SIGN.sub(r"\\\g<0>", text)


def nearby(word: str, edits: int) -> str:
    """A regular expression for the words that may be so near a word: with its first character, and
    about as long."""
    shortest, longest = max(0, len(word) - 1 - edits), len(word) - 1 + edits
    return f"{literally(word[:1])}.{{{shortest},{longest}}}"


def _shape(pattern: Pattern) -> str:
    match pattern:
        case Prefix(start):
            return f"{literally(start)}.*"
        case Wildcard(shape):
            return "".join({"*": ".*", "?": "."}.get(sign, literally(sign)) for sign in shape)
        case Fuzzy(word, edits):
            return nearby(word, edits)
