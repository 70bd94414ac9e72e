"""What waits in the outbox: for how long, and which articles the index has as they are now."""

from __future__ import annotations

import datetime as dt
import time

from django.db.models import Min, Subquery
from django.utils import timezone

from articles.models import Article
from articles.statements import Statement
from search.index.agreement import archive_state
from search.models import ArchiveState, OutboxEntry

_ANY_ENTRY = Statement(lambda: OutboxEntry.objects.order_by("pk").values_list("pk")[:1])

#: The oldest entry at the last look of this process, and when it was first seen so, in seconds of
#: the clock that nobody sets.
_seen: dict[int, float] = {}


def table_version() -> tuple[str, str, int]:
    """A value that changes with every committed change of an article, and never returns.

    Such a change adds an entry. When an update of the index deletes entries, its token is recorded
    in the same transaction. One query, since a commit may come between two.
    """
    newest = OutboxEntry.objects.order_by("-pk").values("pk")[:1]
    rows = ArchiveState.objects.filter(pk=1).annotate(newest=Subquery(newest))
    found = rows.values_list("archive", "token", "newest").first()
    archive, token, entry = found or (archive_state().archive, "", None)
    return archive, token, entry or 0


def searchable_up_to(after: int = 0) -> int:
    """All articles after a sequence number, up to this one, can be found as they are now.

    Ask before a search: then whoever reads what is new after a number, and next time after this
    one, misses nothing. It is never less than ``after``.
    """
    # In this order: what is committed in between has a greater number.
    last = Article.objects.last_sequence()
    waiting = Article.objects.filter(pk__in=OutboxEntry.objects.values("article_id"))
    first = waiting.filter(sequence__gt=after).order_by().aggregate(first=Min("sequence"))["first"]
    return max(last if first is None else first - 1, after)


def oldest_age() -> dt.timedelta | None:
    """How long the oldest entry has been waiting; None if there is none.

    By the clock, or for as long as this process has seen it waiting, if that is longer: a clock may
    be set back, and an entry would then be of the future. Never negative.
    """
    if _ANY_ENTRY.first() is None:
        return None
    first = OutboxEntry.objects.order_by("pk").values_list("pk", "queued_at").first()
    if first is None:
        return None
    key, queued_at = first
    seen = _seen.get(key)
    if seen is None:
        seen = time.monotonic()
        # One entry: the oldest of all, in the order in which they were written.
        _seen.clear()
        _seen[key] = seen
    return max(timezone.now() - queued_at, dt.timedelta(seconds=time.monotonic() - seen))
