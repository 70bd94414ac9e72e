"""The home page and the results of a search, both at the address `/`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.copies.folding import shared_among
from articles.models import Article
from articles.partialdate import PartialDate
from search.addresses.pagination import Pages, pages_of
from search.addresses.parameters import KNOWN, UNDATED, Parameters, hidden_pairs
from search.addresses.reading import read
from search.addresses.trendparameters import TrendParameters
from search.charts.holdings import by_date, histogram_of_outlet, years_of
from search.charts.tallies import tally
from search.charts.timeline import timeline_of
from search.engines.base import EngineUnavailable
from search.exports import files
from search.exports.listing import MOST
from search.facets import asked, choices, date_fields, folded
from search.hints.advice import advise
from search.hints.zerohits import zero_hits_of
from search.inquiry.foldedlists import listed
from search.inquiry.inquiry import Inquiry, inquire
from search.language import composition
from search.language.composition import composed
from search.language.lexing import MAX_CHARACTERS
from search.language.parts import parts_of
from search.pasted import shortened
from search.query.clauses import Sort

logger = logging.getLogger(__name__)

#: Numbers of articles on a page that the page of results offers.
SIZES = (10, 20, 50, 100)
#: Articles on the home page and on the page that is shown while the engine is down.
NEWEST = 10


@csrf_exempt  # a POST changes nothing
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The results if the address has any parameter of a search, else the home page.

    The search forms are posted, since an address cannot hold a pasted article, and are answered
    with the address of the search. Dates that people have typed are answered in the same way with
    the dates that addresses have.
    """
    if request.method == "POST":
        return see_other(request)
    parameters = read(request.GET)
    if KNOWN.isdisjoint(request.GET):
        return home(request, parameters.notes)
    if parameters.in_words and not (parameters.malformed or parameters.notes):
        return HttpResponseRedirect(parameters.url)
    try:
        inquiry = inquire(parameters)
        context = _context(inquiry) | {"advice": advise(inquiry)}
    except EngineUnavailable as error:
        logger.warning("Search is unavailable: %s", error)
        if not Article.objects.exists():
            return home(request)
        return unavailable(request, parameters, error)
    return render(request, "search/search.html", context)


def see_other(request: HttpRequest) -> HttpResponse:
    """A redirect to the address of the search that was posted, with all of its fields; those of
    the form that composes a search become its ``q``."""
    fields = request.POST.copy()
    if "q" not in fields:
        fields["q"] = composed({name: fields.get(name, "") for name in composition.FIELDS})
        for name in composition.FIELDS:
            fields.pop(name, None)
    fields["q"] = shortened(fields.get("q", ""))
    return HttpResponseRedirect(f"{request.path}?{fields.urlencode()}", status=303)


def home(request: HttpRequest, notes: Sequence[str] = ()) -> HttpResponse:
    shown = Article.objects.shown()
    newest_row = shown.order_by("-pk").values_list("created_at", flat=True).first()
    outlets = tally("outlets", lambda: list(shown.outlets()))
    counts, undated = tally("dates", lambda: by_date(shown)), shown.undated().count()
    years = years_of(counts)
    return render(
        request,
        "search/home.html",
        {
            "parameters": Parameters(),
            "notes": notes,
            "total": undated + sum(count for _, count in years),
            "outlets": outlets[:12],
            "outlet_total": len(outlets),
            "years": years,
            "histogram": histogram_of_outlet(counts),
            "chart": TrendParameters.of(Parameters()),
            "undated_url": Parameters(undated=True).url,
            "last_added": newest_row,
            "undated": undated,
            "newest": shown.listed().newest_first()[:NEWEST],
        },
    )


def unavailable(
    request: HttpRequest, parameters: Parameters, error: EngineUnavailable
) -> HttpResponse:
    """The page while the engine is down: articles whose headlines have the words, from the table.
    The page says that these are not the results."""
    articles = Article.objects.listed().newest_first()
    # SQLite refuses LIKE patterns beyond a certain length.
    for word in parameters.q[:MAX_CHARACTERS].split()[:8]:
        articles = articles.filter(headline__icontains=word)
    context = {
        "parameters": parameters,
        "articles": articles[:NEWEST],
        "remedy": error.remedy,
    }
    return render(request, "search/unavailable.html", context, status=503)


def _context(inquiry: Inquiry) -> dict[str, Any]:
    parameters = inquiry.parameters
    filters = choices(inquiry.facets, parameters)
    parts = parts_of(parameters.q, inquiry.parsed)
    words, dates = asked(parts, parameters), date_fields(parameters)
    shared = shared_among([each.article.pk for each in inquiry.found]) if parameters.fold else {}
    first = (parameters.page - 1) * inquiry.size + 1
    complete = listed(inquiry.complete, first, shared)
    incomplete = listed(inquiry.incomplete, first + len(inquiry.complete), shared)
    undated = next((v for f in inquiry.facets for v in f.values if v.value == UNDATED), None)
    return {
        "inquiry": inquiry,
        "parameters": parameters,
        "notes": [*parameters.errors, *inquiry.notes],
        "choices": filters,
        "facets": [folded(facet, parameters) for facet in inquiry.facets if facet.values],
        "words": words if filters or len(words) > 1 else [],
        "histogram": timeline_of(inquiry),
        "undated": undated.count if undated else 0,
        "undated_url": undated.url if undated else "",
        "share_url": replace(parameters, share=not parameters.share).url,
        "chart": TrendParameters.of(parameters),
        "zero": zero_hits_of(inquiry, parts),
        "range": dates,
        "slashed": PartialDate(2020, *((3, 7) if settings.DAY_FIRST else (7, 3))).words,
        "range_is_wrong": any(field.error for field in dates),
        "formats": files.FORMATS,
        "most_exported": MOST,
        "sorts": [
            (sort, parameters.sorted_by(sort).url, sort is inquiry.sort)
            for sort in Sort
            if parameters.q or sort is not Sort.RELEVANCE
        ],
        "sizes": [
            (size, parameters.showing(size).url, size == parameters.per_page) for size in SIZES
        ],
        "fold_url": replace(parameters, fold=not parameters.fold).url,
        "other_list": replace(parameters, compact=not parameters.compact).url,
        "clear_url": parameters.without_filters().url,
        "compose_url": f"{reverse('search-help')}?{parameters.asking('').query}#compose",
        "form_fields": hidden_pairs(parameters, leave_out=("q", "match")),
        "any_url": parameters.matching_any().url,
        "range_fields": hidden_pairs(parameters, leave_out=("from", "to")),
        "query": parameters.query,
        "take_query": parameters.as_list().query,
        "search_fields": parameters.as_list().pairs(),
        "first": first,
        "first_incomplete": first + len(inquiry.complete),
        "complete": complete,
        "incomplete": incomplete,
        "folded": sum(len(each.copies) for each in (*complete, *incomplete)),
        "pages": _pages(inquiry),
        "marking_fields": hidden_pairs(parameters, leave_out=()),
        "on_page": [each.article for each in inquiry.found],
        # The search has just compared the index with the database.
        "index_notice": "",
    }


def _pages(inquiry: Inquiry) -> Pages:
    parameters = inquiry.parameters
    return pages_of(parameters.page, inquiry.pages, lambda page: parameters.on_page(page).url)
