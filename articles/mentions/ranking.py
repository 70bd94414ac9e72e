"""The names and speakers that articles mention most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet

from articles.mentions.kinds import ORGANISATION, PERSON, PLACE
from articles.mentions.reading import RULES
from articles.models import Article, Mention, Quotation
from articles.partialdate import PartialDate

#: Keys in one query; databases limit their number.
_CHUNK: Final = 900


@dataclass(frozen=True, slots=True)
class Read:
    """The articles among some whose present text was read, each with its date, in their order.
    ``waiting``: how many others are to be read, so that nothing is known of them."""

    dates: Mapping[int, PartialDate | None]
    waiting: int


@dataclass(slots=True)
class Ranked:
    """A name. ``of`` are the articles that mention it (primary keys), between whose dates ``first``
    and ``last`` are; None if none is dated. ``times``: how many quotations, of a speaker. ``also``
    are shorter names that were counted with it, and ``keys`` the keys of all."""

    key: str
    name: str
    kind: str = ""
    times: int = 0
    of: set[int] = field(default_factory=set)
    first: PartialDate | None = None
    last: PartialDate | None = None
    also: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def articles(self) -> int:
        return len(self.of)

    def dated(self, dates: Mapping[int, PartialDate | None]) -> Ranked:
        """Itself, with the dates of its articles. The last is the one that may be latest: 2021
        comes after March 2021, and before it as well."""
        known = [date for key in self.of if (date := dates[key])]
        self.first = min(known, default=None)
        self.last = max(known, default=None, key=lambda each: (each.last_day, each.first_day))
        return self


def read_among(articles: Sequence[int]) -> Read:
    """Those of the articles (primary keys) whose present text was read. Withdrawn ones are none,
    also while the index still has them."""
    dates: dict[int, PartialDate | None] = {}
    shown = 0
    for keys in _chunks(articles):
        found = {
            key: (published, precision, version == read and rules == RULES)
            for key, published, precision, version, read, rules in Article.objects.filter(
                pk__in=keys, withdrawn_at=None
            )
            .order_by()
            .values_list(
                *("pk", "published", "published_precision", "version"),
                *("mention_reading__version", "mention_reading__rules"),
            )
        }
        shown += len(found)
        for key in keys:
            published, precision, is_read = found.get(key, (None, "", False))
            if is_read:
                dates[key] = PartialDate.of(published, precision or "day") if published else None
    return Read(dates, shown - len(dates))


def most_mentioned(read: Read) -> dict[str, list[Ranked]]:
    """The names in these articles by kind, those in most articles first. "" has names of no certain
    kind."""
    listed: dict[str, list[Ranked]] = {PERSON: [], ORGANISATION: [], PLACE: [], "": []}
    for ranked in _mentioned(read, Q()).values():
        listed.get(ranked.kind, listed[""]).append(ranked.dated(read.dates))
    for ones in listed.values():
        ones.sort(key=lambda each: (-each.articles, each.key))
    return listed


def mentioned_as(read: Read, key: str) -> Ranked | None:
    """The name with this key, counted as ``most_mentioned`` does; None if no article has it."""
    # Only names that end alike are joined.
    surname = key.rpartition(" ")[2]
    found = _mentioned(read, Q(key=surname) | Q(key__endswith=f" {surname}"))
    ranked = next((each for each in found.values() if key in each.keys), None)
    return ranked.dated(read.dates) if ranked else None


def most_quoted(read: Read) -> list[Ranked]:
    """The speakers in these articles, those with most quotations first."""
    found: dict[str, Ranked] = {}
    for keys in _chunks(list(read.dates)):
        rows: QuerySet[Quotation, Any] = (
            Quotation.objects.filter(article__in=keys)
            .exclude(speaker_key="")
            .order_by()
            .values_list("speaker_key", "article")
            .annotate(number=Count("pk"), name=Max("speaker"))
        )
        for key, article, number, name in rows:
            ranked = found.setdefault(key, Ranked(key, name))
            ranked.of.add(article)
            ranked.times += number
    for ranked in found.values():
        ranked.dated(read.dates)
    return sorted(found.values(), key=lambda each: (-each.times, -each.articles, each.key))


def _mentioned(read: Read, wanted: Q) -> dict[str, Ranked]:
    """The wanted names by their keys, with their kinds, short forms joined."""
    found: dict[str, Ranked] = {}
    for keys in _chunks(list(read.dates)):
        rows = Mention.objects.filter(wanted, article__in=keys).order_by()
        for key, name, kind, article in rows.values_list("key", "name", "kind", "article"):
            ranked = found.get(key)
            if ranked is None:
                ranked = found[key] = Ranked(key, name, keys={key})
            ranked.name = max(ranked.name, name)
            ranked.of.add(article)
            ranked.kinds[kind] += 1
    for ranked in found.values():
        certain = {kind: number for kind, number in ranked.kinds.items() if kind}
        most = sorted(certain.items(), key=lambda each: (-each[1], each[0]))
        if most and (len(most) == 1 or most[0][1] > most[1][1]):
            ranked.kind = most[0][0]
    _join_short_forms(found)
    return found


def _join_short_forms(found: dict[str, Ranked]) -> None:
    """Count "Erdogan" and "Tayyip Erdogan" with "Recep Tayyip Erdogan", if nobody else in these
    articles has that name."""
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
        whole.of |= short.of
        whole.also += [short.name, *short.also]
        whole.keys |= short.keys


def _chunks(articles: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(articles), _CHUNK):
        yield articles[start : start + _CHUNK]
