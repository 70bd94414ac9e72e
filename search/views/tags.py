"""`GET /tags/`: every tag that readers can come across, from A to Z."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Tag
from search.addresses.parameters import Parameters
from search.charts.tallies import tally
from search.text.folding import fold

#: The heading of names that begin with a digit or a sign.
_OTHERS: Final = "0–9"


@dataclass(frozen=True, slots=True)
class ListedTag:
    """A tag with the number of articles that readers see, and the address of their search."""

    name: str
    count: int
    url: str
    letter: str
    order: str


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """A tag that only withdrawn articles have is not listed: its name may tell of them."""
    listed = tally("tags", _listed)
    letters = [(letter, list(each)) for letter, each in groupby(listed, attrgetter("letter"))]
    return render(request, "search/tags.html", {"total": len(listed), "letters": letters})


def _listed() -> list[ListedTag]:
    shown = Count("articles", filter=Q(articles__withdrawn_at__isnull=True))
    rows = Tag.objects.order_by().annotate(shown=shown).filter(shown__gt=0)
    return _sorted(rows.values_list("name", "shown"))


def _sorted(rows: Iterable[tuple[str, int]]) -> list[ListedTag]:
    """By their names without accents and capitals; what begins with no letter comes first."""
    tags = []
    for name, count in rows:
        order = fold(name)
        first = order[:1].upper()
        letter = first if first.isalpha() else _OTHERS
        tags.append(ListedTag(name, count, Parameters(tags=(name,)).url, letter, order))
    return sorted(tags, key=lambda tag: (tag.letter != _OTHERS, tag.letter, tag.order, tag.name))
