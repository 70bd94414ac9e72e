"""Infer dates from neighbours, which are articles that share a passage.

A wire story may state a day without a year. If it shares a passage with an article whose date is
known, the possible date close to that article's date is taken.

A passage is a whole sentence of PASSAGE words or more. Only dates that were found without
neighbours count, so inferences do not form chains. When such a date changes, the dates inferred
from it are decided again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import Any

from django.db.models import Count

from articles.extraction.words.sentences import sentences
from articles.models import Article, Passage
from articles.partialdate import PartialDate

#: Two articles rarely share a sentence of so many words by chance.
PASSAGE = 20
#: Days within which agencies repeat a running story's background word for word. A candidate
#: farther from its neighbour than this is not decided by it.
NEAR = dt.timedelta(days=60)
#: A sentence in more articles than this is an outlet's boilerplate and says nothing about dates.
COMMON = 25
RULE = "published.neighbours"
#: The place of a finding by this rule: this prefix, then the public id of the deciding article.
PLACE = "article "
#: What begins the part of a reason that names the deciding article by its title.
NAMES_ANOTHER = "; however, it shares a passage of "
_WORD = re.compile(r"\w+")
#: Values in one query: databases limit the number of parameters.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article whose date was not inferred from others, with the keys of its passages."""

    public_id: str
    title: str
    date: PartialDate
    keys: frozenset[int]


def keys_of(body: str) -> frozenset[int]:
    """Return a 63-bit key for every passage of a text.

    A last paragraph of one sentence does not count: outlets put credits and disclaimers there.
    """
    keys = set()
    paragraphs = [list(sentences(paragraph)) for paragraph in body.split("\n\n")]
    if len(paragraphs) > 1 and len(paragraphs[-1]) == 1:
        paragraphs.pop()
    for sentence in chain.from_iterable(paragraphs):
        words = _WORD.findall(sentence.casefold())
        if len(words) >= PASSAGE:
            digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
            keys.add(int.from_bytes(digest) >> 1)
    return frozenset(keys)


def decided(
    alone: dict[str, Any], body: str, public_id: str, others: Iterable[Neighbour] = ()
) -> tuple[dict[str, Any], str]:
    """Decide an open date by neighbours.

    ``alone`` is the value of ``published`` from the capture alone. Returns the new value and the
    public id of the neighbour that decided it; ``alone`` and "" if the date is not open, or if the
    neighbours are near none or several of the candidate dates. ``others`` are neighbours besides
    the stored ones.
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
        f"{alone['why'].rstrip('.')}{NAMES_ANOTHER}{PASSAGE} words or more with "
        f"“{neighbour.title}” of {neighbour.date.words}, and of the possible days only "
        f"{date.words} is close to that."
    )
    value = {"date": str(date), "basis": "inferred", "why": why, "candidates": []}
    return value, neighbour.public_id


def without_title(why: str) -> str:
    """A reason for a date without the part that names another article."""
    return why.partition(NAMES_ANOTHER)[0]


def _is_near(candidate: PartialDate, date: PartialDate) -> bool:
    return (
        candidate.first_day - NEAR <= date.first_day and date.last_day <= candidate.last_day + NEAR
    )


def _stored(keys: Collection[int], public_id: str) -> list[Neighbour]:
    rows = (
        Article.objects.shown()
        .filter(passages__key__in=_used_at_most(COMMON, keys), published__isnull=False)
        .exclude(public_id=public_id)
        .distinct()
    )
    return [
        Neighbour(row.public_id, row.title, row.published_date, frozenset(keys))
        for row in rows
        if row.published_date and not is_inferred_from_neighbours(row)
    ]


def neighbour_of(article: Article) -> Neighbour | None:
    """Return an article as a Neighbour; None if its date is unknown or inferred from others."""
    date = article.published_date
    if date is None or is_inferred_from_neighbours(article):
        return None
    keys = keys_of(article.extracted.get("body", ""))
    return Neighbour(article.public_id, article.title, date, keys)


def is_inferred_from_neighbours(article: Article) -> bool:
    """True if the article's date was inferred from another article's and is not pinned."""
    return "published" not in article.pins and any(
        finding["rule"] == RULE for finding in article.findings
    )


def store_passages(article: Article) -> set[int]:
    """Store the current passages of an article's extracted text.

    Returns the keys of its former and its current passages: articles that share one are affected.
    """
    keys = keys_of(article.extracted.get("body", ""))
    stored = set(article.passages.values_list("key", flat=True))
    article.passages.filter(key__in=stored - keys).delete()
    Passage.objects.insert((article.pk, key) for key in keys - stored)
    return stored | keys


def store_new_passages(articles: Iterable[Article]) -> set[int]:
    """Store the passages of articles that have none stored yet; returns the keys of all."""
    found = {article.pk: keys_of(article.extracted.get("body", "")) for article in articles}
    Passage.objects.insert((article, key) for article, keys in found.items() for key in keys)
    return set(chain.from_iterable(found.values()))


def passages_of(ids: Sequence[int]) -> set[int]:
    """Return the keys of the stored passages of these articles (primary keys)."""
    return {
        key
        for chunk in _chunks(ids)
        for key in Passage.objects.filter(article__in=chunk).values_list("key", flat=True)
    }


def undecided_with(keys: Collection[int]) -> set[int]:
    """Return the primary keys of articles that have one of these passages and an open date."""
    found: set[int] = set()
    if not Article.objects.filter(undecided=True).exists():
        return found  # as in most archives, and quicker than to look for each key
    for chunk in _chunks(sorted(keys)):
        # COMMON + 1, because the article that makes a passage common changes what could be
        # inferred from it.
        usable = _used_at_most(COMMON + 1, chunk)
        rows = Article.objects.filter(undecided=True, passages__key__in=usable)
        found.update(rows.values_list("pk", flat=True))
    return found


def _used_at_most(most: int, keys: Collection[int]) -> list[int]:
    uses = Passage.objects.filter(key__in=keys).values_list("key").annotate(Count("pk"))
    return [key for key, count in uses if count <= most]


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
