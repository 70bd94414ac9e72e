"""Find which articles of an outlet are versions of one story, so that their lines count once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, combinations

import numpy as np

from articles.facts.likeness import ALIKE
from articles.facts.neighbours import COMMON
from articles.models import Passage

#: A single long sentence that two stories share may be a notice of their outlet.
_FEWEST = 2


def families(outlet: int, articles: Sequence[int]) -> dict[int, int]:
    """Return, for each of an outlet's ``articles``, one article that stands for its family.

    All are primary keys. Two articles belong to one family if at least the share ALIKE of the
    long sentences of the shorter one are in the other.
    """
    stored = Passage.objects.filter(article__outlet=outlet, article__withdrawn_at=None)
    pairs = stored.values_list("article_id", "key").iterator()
    rows = np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2)
    rows = rows[np.isin(rows[:, 0], np.array(articles, dtype=np.int64))]
    having, counts = np.unique(rows[:, 0], return_counts=True)
    sizes = dict(zip(having.tolist(), counts.tolist(), strict=True))
    # Sorted by sentence, then by article; nearly all sentences are in one article only.
    rows = rows[np.lexsort((rows[:, 0], rows[:, 1]))]
    starts = np.flatnonzero(np.diff(rows[:, 1], prepend=~rows[:1, 1]))
    uses = np.diff(starts, append=len(rows))
    several = (uses > 1) & (uses <= COMMON)
    shared: Counter[tuple[int, int]] = Counter()
    for start, used in zip(starts[several].tolist(), uses[several].tolist(), strict=True):
        shared.update(combinations(rows[start : start + used, 0].tolist(), 2))
    heads = {article: article for article in articles}
    for (one, other), count in shared.items():
        fewer = min(sizes[one], sizes[other])
        if count >= ALIKE * fewer and (count >= _FEWEST or sizes[one] == sizes[other] == count):
            heads[_head(heads, one)] = _head(heads, other)
    return {article: _head(heads, article) for article in articles}


def _head(heads: dict[int, int], article: int) -> int:
    while heads[article] != article:
        heads[article] = heads[heads[article]]
        article = heads[article]
    return article
