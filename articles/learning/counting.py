"""Count in how many stories of an outlet its lines recur, using the keys of lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.extraction.furniture import key_of, normal
from articles.learning.versions import families
from articles.models import Article, LineKeys

#: A line in fewer stories may recur by chance, or because they report on one running story.
FEWEST = 4
#: Least share of an outlet's stories. Names of sections and series recur in fewer.
SHARE = 0.2
_KEY = np.dtype("<i8")

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurring line of one outlet, which is in ``seen`` of ``among`` stories.

    Versions of one story count once. ``first`` and ``last`` are the primary keys of the earliest
    and the latest article with the line.
    """

    key: int
    seen: int
    among: int
    first: int
    last: int


def recurring(outlet: int, always: Iterable[int] = ()) -> list[Recurring]:
    """Return the recurring lines of an outlet (primary key).

    The lines with the keys ``always`` are included if any story has them, however few.
    """
    stored = (
        LineKeys.objects.filter(article__outlet=outlet, article__withdrawn_at=None)
        # Not by primary key, since the order of ingest must not matter.
        .order_by("article__capture__seen_at", "article__public_id")
        .values_list("article_id", "story", "around")
    )
    articles: list[int] = []
    lines: list[Keys] = []
    inside: list[Keys] = []
    for article, story, around in stored.iterator():
        articles.append(article)
        inside.append(unpacked(story))
        lines.append(np.concatenate([inside[-1], unpacked(around)]))
    requested = np.array(sorted(set(always)), dtype=_KEY)
    if not articles or (len(articles) < FEWEST and not len(requested)):
        return []
    # A line that is never in a story cannot be mistaken for part of one, so it is not learnt.
    often = np.setdiff1d(np.intersect1d(_in_several(lines), _distinct(inside)), _named(outlet))
    counted = np.union1d(often, requested)
    if not len(counted):
        return []
    family = families(outlet, articles)
    heads, of_family = np.unique([family[article] for article in articles], return_inverse=True)
    among = len(heads)
    every = np.concatenate(lines)
    holders = np.repeat(np.arange(len(articles)), [len(own) for own in lines])
    chosen = np.isin(every, counted)
    places, holders = np.searchsorted(counted, every[chosen]), holders[chosen]
    seen = np.bincount(np.unique(places * among + of_family[holders]) // among)
    # The last of several assignments to one place wins, and holders are in order of time.
    first, last = np.zeros_like(counted), np.zeros_like(counted)
    first[places[::-1]], last[places] = holders[::-1], holders
    is_requested = np.isin(counted, requested)
    return [
        Recurring(int(counted[at]), int(seen[at]), among, articles[first[at]], articles[last[at]])
        for at in np.flatnonzero(seen).tolist()
        if seen[at] >= max(FEWEST, SHARE * among) or is_requested[at]
    ]


def _named(outlet: int) -> Keys:
    """Return the keys of the outlet's headlines and authors' names, which are never furniture."""
    never: set[int] = set()
    rows = Article.objects.filter(outlet=outlet).values_list("headline", "byline")
    for headline, byline in rows.iterator():
        never.update(key_of(normal(text)) for text in (headline, *byline))
    return np.array(sorted(never), dtype=_KEY)


def _distinct(sets: Sequence[Keys]) -> Keys:
    return np.unique(np.concatenate(sets))


def _in_several(sets: Sequence[Keys]) -> Keys:
    """Return the keys in at least FEWEST of ``sets``."""
    keys, counts = np.unique(np.concatenate(sets), return_counts=True)
    return keys[counts >= FEWEST]


def packed(keys: Collection[int]) -> bytes:
    """Return keys in the form that ``LineKeys`` stores."""
    return np.array(sorted(keys), dtype=_KEY).tobytes()


def unpacked(stored: bytes | memoryview) -> Keys:
    return np.frombuffer(bytes(stored), dtype=_KEY)
