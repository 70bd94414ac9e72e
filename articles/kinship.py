"""Which articles of an outlet are versions of one story, so that their lines count once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from articles.likeness import ALIKE
from articles.models import Passage
from articles.neighbours import COMMON

#: One long sentence that two stories share may be a notice of their outlet.
_FEWEST = 2


def families(outlet: int, articles: Sequence[int]) -> dict[int, int]:
    """The primary key of one article of its family, for each of an outlet's ``articles``.

    Articles are of a family if half of the long sentences of the shorter one are in the other.
    """
    passages: defaultdict[int, list[int]] = defaultdict(list)
    sizes: Counter[int] = Counter()
    asked = set(articles)
    stored = Passage.objects.filter(article__outlet=outlet, article__withdrawn_at=None)
    for article, key in stored.order_by("article_id").values_list("article_id", "key").iterator():
        if article in asked:
            passages[key].append(article)
            sizes[article] += 1
    shared: Counter[tuple[int, int]] = Counter()
    for having in passages.values():
        if len(having) <= COMMON:
            shared.update(combinations(having, 2))
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
