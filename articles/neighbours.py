"""Dates by neighbours: a wire story that names a day but no year, and shares a passage with
one whose date is known, is of that one's year.

A passage is a whole sentence of PASSAGE words or more. Only dates that were found without
neighbours count, so there are no chains; and when such a date is corrected, what was inferred
from it is reasoned anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.db.models import Count

from articles.extraction.partialdate import PartialDate
from articles.extraction.sentences import sentences
from articles.models import Article, Passage

#: Words of a sentence that two articles rarely share by chance.
PASSAGE = 20
#: Days within which agencies repeat a running story's background word for word. A candidate
#: farther from its neighbour than this is not decided by it.
NEAR = dt.timedelta(days=60)
#: A sentence in more articles than this is an outlet's boilerplate, and tells of no date.
COMMON = 25
RULE = "published.neighbours"
#: Its finding's place: this and the public id of the article that decided.
PLACE = "article "
_WORD = re.compile(r"\w+")
#: Articles asked about in one query: databases bound the number of parameters.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article whose date is known by itself, with the keys of its passages."""

    public_id: str
    title: str
    date: PartialDate
    keys: frozenset[int]


def keys_of(body: str) -> frozenset[int]:
    """A 63-bit key for every passage of a text."""
    keys = set()
    for sentence in sentences(body):
        words = _WORD.findall(sentence.casefold())
        if len(words) >= PASSAGE:
            digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
            keys.add(int.from_bytes(digest) >> 1)
    return frozenset(keys)


def settled(
    alone: dict[str, Any], body: str, public_id: str, others: Iterable[Neighbour] = ()
) -> tuple[dict[str, Any], str]:
    """The machine's ``published`` in view of the neighbours, and the one that decided it.

    ``alone`` is what the capture by itself tells; it comes back unchanged, with "", unless every
    neighbour near a candidate speaks for the same one. ``others`` count beside the stored.
    """
    candidates = [PartialDate.parse(text) for text in alone["candidates"]]
    if alone["date"] or not candidates:
        return alone, ""
    keys = keys_of(body)
    if not keys:
        return alone, ""
    known = [*_stored(keys, public_id), *(each for each in others if each.keys & keys)]
    votes = {near: each for each in known for near in candidates if _is_near(near, each.date)}
    if len(votes) != 1:
        return alone, ""
    ((date, neighbour),) = votes.items()
    why = (
        f"{alone['why'].rstrip('.')}; but it shares a passage of {PASSAGE} words or more with "
        f"“{neighbour.title}” of {neighbour.date.words}, and {date.words} is the only fitting "
        "day near it."
    )
    value = {"date": str(date), "basis": "inferred", "why": why, "candidates": []}
    return value, neighbour.public_id


def _is_near(candidate: PartialDate, date: PartialDate) -> bool:
    return (
        candidate.first_day - NEAR <= date.first_day and date.last_day <= candidate.last_day + NEAR
    )


def _stored(keys: Collection[int], public_id: str) -> list[Neighbour]:
    uses = Passage.objects.filter(key__in=keys).values_list("key").annotate(Count("pk"))
    keys = [key for key, count in uses if count <= COMMON]
    rows = (
        Article.objects.shown()
        .filter(passages__key__in=keys, published__isnull=False)
        .exclude(public_id=public_id)
        .distinct()
    )
    return [
        Neighbour(row.public_id, row.title, row.published_date, frozenset(keys))
        for row in rows
        if row.published_date and not is_by_neighbours(row)
    ]


def neighbour_of(article: Article) -> Neighbour | None:
    """An article as a neighbour of others, if its date is known by itself."""
    date = article.published_date
    if date is None or is_by_neighbours(article):
        return None
    keys = keys_of(article.extracted.get("body", ""))
    return Neighbour(article.public_id, article.title, date, keys)


def is_by_neighbours(article: Article) -> bool:
    """True if the date shown was inferred from another article's."""
    return "published" not in article.pins and any(
        finding["rule"] == RULE for finding in article.findings
    )


def remember(article: Article) -> None:
    """Store the passages of an article's extracted text, as they are now."""
    keys = keys_of(article.extracted.get("body", ""))
    stored = set(article.passages.values_list("key", flat=True))
    article.passages.filter(key__in=stored - keys).delete()
    Passage.objects.bulk_create(Passage(article=article, key=key) for key in keys - stored)


def undecided_beside(ids: Sequence[int]) -> Iterator[Article]:
    """Articles whose own capture leaves the year open and that share a passage with these."""
    given = set(ids)
    for start in range(0, len(ids), _AT_ONCE):
        keys = Passage.objects.filter(article__in=ids[start : start + _AT_ONCE]).values("key")
        rows = Article.objects.filter(undecided=True, passages__key__in=keys).distinct()
        yield from (row for row in rows if len(given) > 1 or row.pk not in given)
