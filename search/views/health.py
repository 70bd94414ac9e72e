"""`GET /healthz`: whether the database, the index and the outbox work."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from search.engines.base import State
from search.index import outbox
from search.index.agreement import standing
from search.models import OutboxEntry

logger = logging.getLogger(__name__)

#: A change that waits for so many seconds means that no process drains the outbox.
LATE = 300


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 if all parts work, else 503. The body has the state of each part."""
    parts: dict[str, Any] = {"database": _database(), "index": _index(), "outbox": _outbox()}
    well = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": well, **parts}, status=200 if well else 503)


def _database() -> dict[str, Any]:
    try:
        return {"ok": True, "articles": Article.objects.shown().count()}
    except DatabaseError:
        return {"ok": False, "error": "the database is not responding"}


def _index() -> dict[str, Any]:
    status = standing()
    if status.state is State.READY:
        return {"ok": True, "documents": status.documents}
    try:
        if not Article.objects.exists():
            return {"ok": True, "documents": 0}
    except DatabaseError:
        pass
    # The problem may name folders of the server, which belong in the log only.
    logger.warning("The index cannot be searched: %s", status.problem)
    return {"ok": False, "error": f"the index is {status.state}", "remedy": status.remedy}


def _outbox() -> dict[str, Any]:
    try:
        waiting, age = OutboxEntry.objects.count(), outbox.oldest_age()
    except DatabaseError:
        return {"ok": False, "error": "the database is not responding"}
    seconds = round(age.total_seconds(), 1) if age else 0
    return {"ok": seconds < LATE, "waiting": waiting, "oldest_seconds": seconds}
