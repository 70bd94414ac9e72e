"""`/search/help`: the query language, with examples from this archive."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.addresses.parameters import hidden_pairs
from search.addresses.reading import read
from search.engines.base import EngineUnavailable
from search.hints.lessons import lessons
from search.index.agreement import searched

logger = logging.getLogger(__name__)


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    """The help page; it has no examples while the engine is down. Its form composes a search with
    the filters of the address."""
    try:
        shown = lessons(searched())
    except EngineUnavailable as error:
        logger.warning("The help page has no examples: %s", error)
        shown = lessons(None)
    live = any(lesson.example for lesson in shown)
    fields = hidden_pairs(read(request.GET), leave_out=("q", "match"))
    context = {"lessons": shown, "live": live, "fields": fields}
    return render(request, "search/help.html", context)
