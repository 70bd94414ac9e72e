"""The articles of a page as they are listed: each by itself, or under one with the same story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.copies.folding import Shared, groups
from search.inquiry.foundarticles import FoundArticle


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a list, its ``place`` among the results, and those that are folded under it."""

    place: int
    found: FoundArticle
    copies: tuple[Listed, ...] = ()

    @property
    def words(self) -> str:
        """What is folded: by outlets, if each copy has an outlet of its own."""
        outlets = {each.found.article.outlet_id for each in self.copies}
        outlets -= {None, self.found.article.outlet_id}
        number = len(self.copies)
        noun = "outlet" if len(outlets) == number else "article"
        return f"and {number} {noun if number == 1 else noun + 's'} with the same story"


def listed(found: Sequence[FoundArticle], first: int, shared: Shared) -> list[Listed]:
    """``first``: the place of the first article. Nothing is folded if nothing is shared."""
    items = {each.article.pk: Listed(place, each) for place, each in enumerate(found, start=first)}
    if not shared:
        return list(items.values())
    return [
        Listed(items[head].place, items[head].found, tuple(items[each] for each in rest))
        for head, *rest in groups(list(items), shared)
    ]
