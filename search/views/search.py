"""The home page and the results of a search: one address, `/`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Outlet
from search.advice import advise
from search.engines.base import EngineUnavailable
from search.facets import choices
from search.inquiry import Inquiry, inquire
from search.parameters import KNOWN, Parameters, hidden_pairs, read
from search.query import Sort
from search.views.archive import year_counts

logger = logging.getLogger(__name__)

#: Articles on the home page, and on the page shown while the engine is down.
NEWEST = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results if anything is asked, else the home page."""
    parameters = read(request.GET)
    if KNOWN.isdisjoint(request.GET):
        return home(request, parameters.notes)
    try:
        inquiry = inquire(parameters)
        advice = advise(inquiry)
    except EngineUnavailable as error:
        logger.warning("Search is unavailable: %s", error)
        if not Article.objects.exists():
            return home(request)
        return unavailable(request, parameters)
    return render(request, "search/search.html", _context(inquiry) | {"advice": advice})


def home(request: HttpRequest, notes: Sequence[str] = ()) -> HttpResponse:
    shown = Article.objects.shown()
    return render(
        request,
        "search/home.html",
        {
            "parameters": Parameters(),
            "notes": notes,
            "total": shown.count(),
            "outlets": Outlet.objects.with_counts()[:12],
            "outlet_total": Outlet.objects.with_counts().count(),
            "years": year_counts(shown),
            "undated": shown.undated().count(),
            "newest": shown.select_related("outlet").newest_first()[:NEWEST],
        },
    )


def unavailable(request: HttpRequest, parameters: Parameters) -> HttpResponse:
    """While the engine is down: what the table can give, said to be that."""
    articles = Article.objects.shown().select_related("outlet").newest_first()
    for word in parameters.q.split()[:8]:
        articles = articles.filter(headline__icontains=word)
    context = {"parameters": parameters, "articles": articles[:NEWEST]}
    return render(request, "search/unavailable.html", context, status=503)


def _context(inquiry: Inquiry) -> dict[str, Any]:
    parameters = inquiry.parameters
    return {
        "inquiry": inquiry,
        "parameters": parameters,
        "notes": [*parameters.errors, *inquiry.notes],
        "choices": choices(inquiry.facets, parameters),
        "sorts": [
            (sort, parameters.sorted_by(sort).url, sort is inquiry.sort)
            for sort in Sort
            if parameters.q or sort is not Sort.RELEVANCE
        ],
        "clear_url": parameters.without_filters().url,
        "form_fields": hidden_pairs(parameters, leave_out=("q",)),
        "range_fields": hidden_pairs(parameters, leave_out=("from", "to")),
        "take_query": replace(parameters, page=1).query,
        "first": (parameters.page - 1) * inquiry.size + 1,
        "previous_url": parameters.on_page(parameters.page - 1).url if parameters.page > 1 else "",
        "next_url": (
            parameters.on_page(parameters.page + 1).url if parameters.page < inquiry.pages else ""
        ),
    }
