"""`GET /withdrawn/`: what was withdrawn, as far as the operator lets readers know."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.tombstones import DATES, MOST, NOTHING, tombstones


@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    """404 where readers shall learn nothing of it."""
    if settings.WITHDRAWN_SHOWS == NOTHING:
        raise Http404("the operator does not say what was withdrawn")
    found = list(tombstones())
    days = Counter((each.at, each.verb) for each in found)
    return render(
        request,
        "search/withdrawn.html",
        {
            "total": len(found),
            "days": [(at, verb, count) for (at, verb), count in islice(days.items(), MOST)],
            "entries": [] if settings.WITHDRAWN_SHOWS == DATES else found[:MOST],
            "more": max(0, len(found) - MOST),
        },
    )
