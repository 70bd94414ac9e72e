"""`GET /healthz`: whether the database, the index and the outbox work. `GET /readyz`: whether this
process can answer requests."""

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
from search.index.agreement import standing
from search.index.waiting import oldest_age
from search.models import OutboxEntry

logger = logging.getLogger(__name__)

#: A change that waits for so many seconds means that no process drains the outbox.
LATE = 300
#: The permission to see counts.
MONITOR = "accounts.monitor"


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 if all parts work, else 503. The body has the state of each part, with counts for those
    who may see them."""
    return _answer(request, {"database": _database(), "index": _index(), "outbox": _outbox()})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 if the database and the index respond, else 503: then a balancer asks another process.

    Unlike for healthz, it does not matter how long changes wait for the index. No other process
    would answer better.
    """
    return _answer(request, {"database": _database(), "index": _index()})


def may_see_counts(request: HttpRequest) -> bool:
    """Whether numbers about the archive may be shown: to people and tokens with the permission."""
    try:
        return request.user.has_perm(MONITOR)
    except DatabaseError:
        return False  # who asks is not known while the database is down


def _answer(request: HttpRequest, parts: dict[str, dict[str, Any]]) -> JsonResponse:
    well = all(part["ok"] for part in parts.values())
    if not may_see_counts(request):
        parts = {name: _without_counts(part) for name, part in parts.items()}
    return JsonResponse({"ok": well, **parts}, status=200 if well else 503)


def _without_counts(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if isinstance(value, (bool, str))}


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
        waiting, age = OutboxEntry.objects.count(), oldest_age()
    except DatabaseError:
        return {"ok": False, "error": "the database is not responding"}
    seconds = round(age.total_seconds(), 1) if age else 0
    return {"ok": seconds < LATE, "waiting": waiting, "oldest_seconds": seconds}
