"""`GET /names/`: whom and what the articles of a search mention most, and whom they quote;
`GET /names.csv`: the same as a file; `GET /quotations/`: what a speaker says in them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.mentions.corrected import name_key
from articles.mentions.ranking import Ranked, most_mentioned, most_quoted
from articles.models import Article, Quotation
from articles.spreadsheets import BYTE_ORDER_MARK
from search import refusals
from search.addresses.pagination import pages_of
from search.addresses.parameters import Parameters
from search.addresses.reading import read
from search.charts.tables import chart_file
from search.engines.base import EngineUnavailable
from search.exports.files import line_of
from search.exports.listing import MOST, Listing, list_all
from search.mentioned import HEADINGS

logger = logging.getLogger(__name__)

#: Names of each kind on the page; the file has all.
MOST_NAMES: Final = 50
#: Quotations on a page.
PAGE_SIZE: Final = 50
_COLUMNS: Final = ("kind", "name", "articles", "quotations", "first", "last", "also")


@dataclass(frozen=True, slots=True)
class Row:
    """A name on the page, and the address of what it leads to."""

    ranked: Ranked
    url: str


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """The page; 503 while the engine is down."""
    parameters = read(request.GET)
    try:
        listing = list_all(parameters.as_list(), MOST)
    except EngineUnavailable as error:
        context = {"outage": refusals.outage(error), "parameters": parameters}
        return render(request, "search/names.html", context, status=503)
    search = listing.parameters
    lists = [
        (HEADINGS[kind], kind, [Row(each, _search_url(search, each)) for each in ranked])
        for kind, ranked in most_mentioned(listing.ids).items()
        if ranked
    ]
    speakers = [Row(each, _speaker_url(search, each.name)) for each in most_quoted(listing.ids)]
    context = {
        "parameters": search,
        "notes": parameters.errors,
        "lists": [
            (heading, kind or "other", rows[:MOST_NAMES], len(rows))
            for heading, kind, rows in lists
        ],
        "speakers": speakers[:MOST_NAMES],
        "number_of_speakers": len(speakers),
        "csv_url": _with_query("names-csv", search),
        **_counted(listing),
    }
    return render(request, "search/names.html", context)


@require_safe
def names_csv(request: HttpRequest) -> HttpResponse:
    """All names and speakers as a file. 400 for malformed parameters, 503 while the engine is
    down."""
    parameters = read(request.GET)
    if parameters.errors:
        return refusals.malformed(parameters.errors)
    try:
        listing = list_all(parameters.as_list(), MOST)
    except EngineUnavailable as error:
        return refusals.unavailable(error)
    rows = [line_of(_COLUMNS)]
    for kind, ranked in most_mentioned(listing.ids).items():
        rows += [line_of(_cells(kind or "name", each, "")) for each in ranked]
    for each in most_quoted(listing.ids):
        rows.append(line_of(_cells("speaker", each, str(each.times))))
    return chart_file(BYTE_ORDER_MARK + "".join(rows), "names.csv", "text/csv")


@require_safe
def quotations(request: HttpRequest) -> HttpResponse:
    """What the ``speaker`` says in the articles of a search, the newest first; without one, the
    speakers. 503 while the engine is down."""
    parameters = read(request.GET, also_known=("speaker",))
    speaker = " ".join(request.GET.get("speaker", "").split())[:200]
    if not speaker:
        return redirect(f"{_with_query('names', parameters)}#speakers")
    rows = Quotation.objects.filter(speaker_key=name_key(speaker), article__withdrawn_at=None)
    context: dict[str, Any] = {"parameters": parameters, "notes": parameters.errors}
    if parameters.as_list().pairs():
        try:
            listing = list_all(parameters.as_list(), MOST)
        except EngineUnavailable as error:
            context |= {"outage": refusals.outage(error), "speaker": speaker}
            return render(request, "search/quotations.html", context, status=503)
        found = set(listing.ids) & set(rows.order_by().values_list("article", flat=True))
        rows = rows.filter(article__in=found)
        context |= _counted(listing) | {"parameters": listing.parameters}
    articles = Article.objects.filter(pk__in=rows.order_by().values("article"))
    ordered = articles.newest_first().values_list("pk", flat=True)
    pages = Paginator(ordered, PAGE_SIZE)
    page = pages.get_page(parameters.page)
    quoted: dict[int, list[Quotation]] = {key: [] for key in page}
    for row in rows.filter(article__in=quoted).select_related("article__outlet").order_by("pk"):
        quoted[row.article_id].append(row)
    first = next((rows[0] for rows in quoted.values() if rows), None)

    def address(number: int) -> str:
        return _speaker_url(parameters.on_page(number), speaker)

    context |= {
        "speaker": first.speaker if first else speaker,
        "total": rows.count(),
        "articles": pages.count,
        "quoted": [(each[0].article, each) for each in quoted.values() if each],
        "page": page,
        "pages": pages_of(page.number, pages.num_pages, address),
        "search_url": parameters.asking(_beside(parameters.q, f'speaker:"{speaker}"')).url,
    }
    return render(request, "search/quotations.html", context)


def _counted(listing: Listing) -> dict[str, Any]:
    return {
        "total": listing.total,
        "counted": len(listing.ids),
        "is_cut": listing.total > len(listing.ids),
        "understood": listing.understood,
        "back_url": listing.parameters.url if listing.parameters.pairs() else "",
    }


def _search_url(search: Parameters, ranked: Ranked) -> str:
    """The search with the name besides its words."""
    return search.asking(_beside(search.q, '"' + ranked.name.replace('"', "") + '"')).url


def _beside(q: str, words: str) -> str:
    if not q:
        return words
    return f"({q}) {words}" if " OR " in q else f"{q} {words}"


def _speaker_url(search: Parameters, speaker: str) -> str:
    pairs = [("speaker", speaker), *search.pairs()]
    if search.page > 1:
        pairs.append(("page", str(search.page)))
    return reverse("quotations", query=pairs)


def _with_query(name: str, search: Parameters) -> str:
    return reverse(name, query=search.pairs() or None)


def _cells(kind: str, ranked: Ranked, quotations: str) -> list[str]:
    dates = [str(each or "") for each in (ranked.first, ranked.last)]
    counts = [str(ranked.articles), quotations]
    return [kind, ranked.name, *counts, *dates, "; ".join(ranked.also)]
