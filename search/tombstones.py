"""What readers learn of withdrawn and erased articles, as far as WITHDRAWN_SHOWS allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Takedown

NOTHING, DATES, REASONS = "nothing", "dates", "reasons"
_UNREAD: Final = ("article__findings", "article__extracted", "article__pins")
#: The most that the page lists.
MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that is gone. ``verb`` is "withdrawn" or "erased"; ``at`` is None, and the other
    values are "", where readers shall not learn them. ``sequence`` is the number of the takedown in
    the order in which articles became visible and were taken down."""

    public_id: str = ""
    sequence: int = 0
    verb: str = "withdrawn"
    at: dt.date | None = None
    headline: str = ""
    reason: str = ""

    @property
    def sentence(self) -> str:
        """``This article was withdrawn on 3 March 2026.``"""
        day = f" on {self.at:%-d %B %Y}" if self.at else ""
        return f"This article was {self.verb}{day}."


def tombstone_of(public_id: str, article: Article | None) -> Tombstone | None:
    """That of a withdrawn article, or of an erased one, of which there is no row; else None."""
    if article is not None and not article.is_withdrawn:
        return None
    action = Takedown.Action.ERASED if article is None else Takedown.Action.WITHDRAWN
    entry = Takedown.objects.filter(public_id=public_id, action=action).first()
    if entry is None:
        # Withdrawn by a program, without an entry.
        return _shown(article, article.withdrawn_at, None) if article else None
    return _shown(article, entry.at, entry)


def tombstones() -> Iterator[Tombstone]:
    """Those of all articles that are withdrawn or erased now, the last first."""
    entries = _last_entries().order_by("-sequence", "-pk")
    yield from map(_of_entry, entries.iterator(chunk_size=100))


def followed(after: int, up_to: int) -> tuple[list[Tombstone] | None, int]:
    """What a program that follows the archive learns: the tombstones after one sequence number, up
    to another, the first first; None where readers shall learn nothing.

    Also returns the number up to which they are complete: a smaller one than ``up_to`` where there
    are more than MOST.
    """
    if settings.WITHDRAWN_SHOWS == NOTHING:
        return None, up_to
    entries = _last_entries().filter(sequence__gt=after, sequence__lte=up_to)
    found = [_of_entry(each) for each in entries.order_by("sequence", "pk")[: MOST + 1]]
    if len(found) > MOST:
        return found[:MOST], found[MOST - 1].sequence
    return found, up_to


def last_tombstones(number: int) -> list[Tombstone]:
    """Those of the last takedowns, the last first; none where readers shall learn nothing."""
    if settings.WITHDRAWN_SHOWS == NOTHING:
        return []
    return list(islice(tombstones(), number))


def _last_entries() -> QuerySet[Takedown]:
    """The last entry of each article that is withdrawn or erased now."""
    gone = Q(action=Takedown.Action.ERASED) | Q(
        action=Takedown.Action.WITHDRAWN, article__withdrawn_at__isnull=False
    )
    later = Q(sequence__gt=OuterRef("sequence")) | Q(
        sequence=OuterRef("sequence"), pk__gt=OuterRef("pk")
    )
    others = Takedown.objects.filter(gone, later, public_id=OuterRef("public_id"))
    entries = Takedown.objects.filter(gone).exclude(Exists(others))
    if settings.WITHDRAWN_SHOWS == REASONS:
        # For the headlines.
        entries = entries.select_related("article").defer(*_UNREAD)
    return entries


def _of_entry(entry: Takedown) -> Tombstone:
    article = entry.article if settings.WITHDRAWN_SHOWS == REASONS else None
    return _shown(article, entry.at, entry)


def _shown(article: Article | None, at: dt.datetime | None, entry: Takedown | None) -> Tombstone:
    if settings.WITHDRAWN_SHOWS == NOTHING:
        return Tombstone()
    is_erased = entry is not None and entry.action == Takedown.Action.ERASED
    with_reason = settings.WITHDRAWN_SHOWS == REASONS
    return Tombstone(
        public_id=entry.public_id if entry else "",
        sequence=entry.sequence if entry else 0,
        verb="erased" if is_erased else "withdrawn",
        at=timezone.localdate(at) if at else None,
        headline=article.title if article and with_reason else "",
        reason=entry.reason if entry and with_reason else "",
    )
