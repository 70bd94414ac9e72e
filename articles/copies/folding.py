"""Which articles of a list can stand under another one, because they have the same story."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import F

from articles.models import SharedText
from articles.models.sharedtexts import COPY

#: Whether two articles that share text are copies, by their primary keys, the lower one first.
Shared = Mapping[tuple[int, int], bool]


def shared_among(keys: Collection[int]) -> Shared:
    """Which of these articles (primary keys) share text, and whether they are copies."""
    rows = SharedText.objects.filter(
        article__in=keys, other__in=keys, article__lt=F("other")
    ).values_list("article", "other", "share", "share_of_other")
    return {(first, second): max(shares) >= COPY for first, second, *shares in rows}


def groups(keys: Sequence[int], shared: Shared) -> list[list[int]]:
    """The articles in groups, each in the order of the list, the groups in that of their firsts.

    Each article of a group is a copy of its first, and shares text with every other. So nothing
    is grouped through a third article: of a roundup and its stories, one story is grouped with it.
    """
    found: list[list[int]] = []
    for key in keys:
        for group in found:
            pairs = [(min(key, each), max(key, each)) for each in group]
            if shared.get(pairs[0]) and all(pair in shared for pair in pairs):
                group.append(key)
                break
        else:
            found.append([key])
    return found
