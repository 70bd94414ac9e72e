"""The names and speakers that articles mention most."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Max, Min, QuerySet

from articles.mentions.kinds import ORGANISATION, PERSON, PLACE
from articles.models import Mention, Quotation

#: Keys in one query; databases limit their number.
_CHUNK: Final = 900


@dataclass(slots=True)
class Ranked:
    """A name. ``articles`` is the number of those that mention it, between whose dates ``first``
    and ``last`` are; None if none is dated. ``times``: how many quotations, of a speaker. ``also``
    are shorter names that were counted with it."""

    key: str
    name: str
    kind: str = ""
    articles: int = 0
    times: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    also: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, row: dict[str, Any]) -> None:
        self.articles += row["number"]
        self.times += row.get("times", 0)
        self.first = min(filter(None, (self.first, row["first"])), default=None)
        self.last = max(filter(None, (self.last, row["last"])), default=None)


def most_mentioned(articles: Sequence[int]) -> dict[str, list[Ranked]]:
    """The names in these articles (primary keys) by kind, those in most articles first. "" has
    names of no certain kind."""
    found: dict[str, Ranked] = {}
    for row in _grouped(
        articles,
        lambda keys: (
            Mention.objects.filter(article__in=keys, article__withdrawn_at=None)
            .order_by()
            .values("key", "kind")
            .annotate(
                number=Count("article", distinct=True),
                name=Max("name"),
                first=Min("article__published"),
                last=Max("article__published"),
            )
        ),
    ):
        ranked = found.setdefault(row["key"], Ranked(row["key"], row["name"]))
        ranked.add(row)
        ranked.kinds[row["kind"]] += row["number"]
    for ranked in found.values():
        certain = {kind: number for kind, number in ranked.kinds.items() if kind}
        most = sorted(certain.items(), key=lambda each: (-each[1], each[0]))
        if most and (len(most) == 1 or most[0][1] > most[1][1]):
            ranked.kind = most[0][0]
    _join_short_forms(found)
    listed: dict[str, list[Ranked]] = {PERSON: [], ORGANISATION: [], PLACE: [], "": []}
    for ranked in found.values():
        listed.get(ranked.kind, listed[""]).append(ranked)
    for ones in listed.values():
        ones.sort(key=lambda each: (-each.articles, each.key))
    return listed


def most_quoted(articles: Sequence[int]) -> list[Ranked]:
    """The speakers in these articles (primary keys), those in most articles first."""
    found: dict[str, Ranked] = {}
    for row in _grouped(
        articles,
        lambda keys: (
            Quotation.objects.filter(article__in=keys, article__withdrawn_at=None)
            .exclude(speaker_key="")
            .order_by()
            .values("speaker_key")
            .annotate(
                number=Count("article", distinct=True),
                times=Count("pk"),
                name=Max("speaker"),
                first=Min("article__published"),
                last=Max("article__published"),
            )
        ),
    ):
        key = row["speaker_key"]
        found.setdefault(key, Ranked(key, row["name"])).add(row)
    return sorted(found.values(), key=lambda each: (-each.articles, -each.times, each.key))


def _join_short_forms(found: dict[str, Ranked]) -> None:
    """Count "Erdogan" and "Tayyip Erdogan" with "Recep Tayyip Erdogan", if nobody else in these
    articles has that name.

    Articles that have both have joined them already, so none is counted twice.
    """
    of_surname: dict[str, list[str]] = defaultdict(list)
    for key, ranked in found.items():
        if ranked.kind == PERSON and " " in key:
            of_surname[key.rpartition(" ")[2]].append(key)
    # The longest first, so that each of two forms of one name joins the whole.
    shorter = [key for key, each in found.items() if each.kind in ("", PERSON)]
    for key in sorted(shorter, key=lambda each: (-each.count(" "), each)):
        candidates = of_surname.get(key.rpartition(" ")[2], ())
        longer = [each for each in candidates if each in found and each.endswith(f" {key}")]
        if len(longer) != 1:
            continue
        short, whole = found.pop(key), found[longer[0]]
        whole.articles += short.articles
        whole.first = min(filter(None, (whole.first, short.first)), default=None)
        whole.last = max(filter(None, (whole.last, short.last)), default=None)
        whole.also += [short.name, *short.also]


def _grouped(
    articles: Sequence[int], rows_of: Callable[[Sequence[int]], QuerySet[Any, Any]]
) -> Iterator[dict[str, Any]]:
    for start in range(0, len(articles), _CHUNK):
        yield from rows_of(articles[start : start + _CHUNK])
