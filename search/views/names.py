"""`GET /names/`: whom and what the articles of a search mention most, and whom they quote;
`GET /names/?name=…`: the articles that mention one; `GET /names.csv`: all names as a file;
`GET /quotations/`: what a speaker says in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.mentions.corrected import name_key
from articles.mentions.ranking import (
    Ranked,
    Read,
    mentioned_as,
    most_mentioned,
    most_quoted,
    read_among,
)
from articles.mentions.reading import RULES
from articles.models import Article, Mention, Quotation
from articles.spreadsheets import BYTE_ORDER_MARK
from search import refusals
from search.addresses.pagination import pages_of
from search.addresses.parameters import Parameters
from search.addresses.reading import read
from search.charts.tables import chart_file
from search.engines.base import EngineUnavailable
from search.exports.files import line_of
from search.exports.listing import MOST, Listing, list_all
from search.language.beside import beside, in_quotes
from search.mentioned import HEADINGS

#: Names of each kind on the page; the file has all.
MOST_NAMES: Final = 50
#: Articles on a page with quotations, and on one of those that mention a name.
PAGE_SIZE: Final = 50
_LONGEST: Final = 200
_COLUMNS: Final = ("kind", "name", "articles", "quotations", "first", "last", "also")


@dataclass(frozen=True, slots=True)
class Row:
    """A name on the page, and the address of the articles or quotations that were counted."""

    ranked: Ranked
    url: str


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """The page; 503 while the engine is down."""
    parameters = read(request.GET, also_known=("name",))
    name = " ".join(request.GET.get("name", "").split())[:_LONGEST]
    template = "search/named.html" if name else "search/names.html"
    try:
        listing = list_all(parameters.as_list(), MOST)
    except EngineUnavailable as error:
        context = {"outage": refusals.outage(error), "parameters": parameters, "name": name}
        return render(request, template, context, status=503)
    found = read_among(listing.ids)
    context = {
        "parameters": listing.parameters,
        "notes": parameters.errors,
        **_counted(listing, found),
    }
    context |= _named(name, parameters, listing, found) if name else _lists(listing, found)
    return render(request, template, context)


def _lists(listing: Listing, found: Read) -> dict[str, Any]:
    search = listing.parameters
    lists = [
        (
            HEADINGS[kind],
            kind or "other",
            _rows(ranked[:MOST_NAMES], _name_url, search),
            len(ranked),
        )
        for kind, ranked in most_mentioned(found).items()
        if ranked
    ]
    # Quotations of no search are those of all articles, and here only the first ones count.
    within = search if search.pairs() or listing.total == len(listing.ids) else search.asking("*")
    speakers = most_quoted(found)
    return {
        "lists": lists,
        "speakers": _rows(speakers[:MOST_NAMES], _speaker_url, within),
        "number_of_speakers": len(speakers),
        "csv_url": _with_query("names-csv", search),
    }


def _rows(
    names: Sequence[Ranked], locate: Callable[[Parameters, str], str], search: Parameters
) -> list[Row]:
    return [Row(each, locate(search, each.name)) for each in names]


def _named(name: str, parameters: Parameters, listing: Listing, found: Read) -> dict[str, Any]:
    """The articles that mention a name, in the order of the search."""
    search = listing.parameters
    ranked = mentioned_as(found, name_key(name)) or Ranked(name_key(name), name)
    pages = Paginator([key for key in found.dates if key in ranked.of], PAGE_SIZE)
    page = pages.get_page(parameters.page)
    rows = Article.objects.select_related("outlet").defer("findings", "extracted", "pins")
    articles = rows.in_bulk(list(page))
    said: dict[int, Mention] = {}
    for row in Mention.objects.filter(article__in=articles, key__in=ranked.keys):
        said.setdefault(row.article_id, row)

    def address(number: int) -> str:
        return _name_url(search.on_page(number), name)

    return {
        "name": ranked.name,
        "ranked": ranked,
        "articles": [(articles[key], said[key]) for key in page if key in articles and key in said],
        "page": page,
        "pages": pages_of(page.number, pages.num_pages, address),
        "names_url": _with_query("names", search),
        "search_url": _beside_url(search, in_quotes(ranked.name)),
    }


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
    found = read_among(listing.ids)
    rows = [line_of(_COLUMNS)]
    for kind, ranked in most_mentioned(found).items():
        rows += [line_of(_cells(kind or "name", each, "")) for each in ranked]
    for each in most_quoted(found):
        rows.append(line_of(_cells("speaker", each, str(each.times))))
    return chart_file(BYTE_ORDER_MARK + "".join(rows), "names.csv", "text/csv")


@require_safe
def quotations(request: HttpRequest) -> HttpResponse:
    """What the ``speaker`` says in the articles of a search, the newest first; without one, the
    speakers. 503 while the engine is down."""
    parameters = read(request.GET, also_known=("speaker",))
    speaker = " ".join(request.GET.get("speaker", "").split())[:_LONGEST]
    if not speaker:
        return redirect(f"{_with_query('names', parameters)}#speakers")
    # Only what stands in the present texts.
    rows = Quotation.objects.filter(
        speaker_key=name_key(speaker),
        article__withdrawn_at=None,
        article__mention_reading__version=F("article__version"),
        article__mention_reading__rules=RULES,
    )
    context: dict[str, Any] = {"parameters": parameters, "notes": parameters.errors}
    if parameters.as_list().pairs():
        try:
            listing = list_all(parameters.as_list(), MOST)
        except EngineUnavailable as error:
            context |= {"outage": refusals.outage(error), "speaker": speaker}
            return render(request, "search/quotations.html", context, status=503)
        found = set(listing.ids) & set(rows.order_by().values_list("article", flat=True))
        rows = rows.filter(article__in=found)
        context |= _counted(listing, read_among(listing.ids)) | {"parameters": listing.parameters}
    articles = Article.objects.filter(pk__in=rows.order_by().values("article"))
    ordered = articles.newest_first().select_related("outlet").defer("findings", "extracted")
    pages = Paginator(ordered, PAGE_SIZE)
    page = pages.get_page(parameters.page)
    quoted: dict[int, list[Quotation]] = {each.pk: [] for each in page}
    for row in rows.filter(article__in=quoted).order_by("pk"):
        quoted[row.article_id].append(row)
    first = next((rows[0] for rows in quoted.values() if rows), None)

    def address(number: int) -> str:
        return _speaker_url(parameters.on_page(number), speaker)

    context |= {
        "speaker": first.speaker if first else speaker,
        "total": rows.count(),
        "articles": pages.count,
        "quoted": [(each, quoted[each.pk]) for each in page if quoted[each.pk]],
        "page": page,
        "pages": pages_of(page.number, pages.num_pages, address),
        "search_url": _beside_url(parameters, f"speaker:{in_quotes(speaker)}"),
    }
    return render(request, "search/quotations.html", context)


def _counted(listing: Listing, found: Read) -> dict[str, Any]:
    """What pages say of the articles in which they count."""
    return {
        "total": listing.total,
        "counted": len(listing.ids),
        "is_cut": listing.total > len(listing.ids),
        "waiting": found.waiting,
        "understood": listing.understood,
        "back_url": listing.parameters.url if listing.parameters.pairs() else "",
    }


def _name_url(search: Parameters, name: str) -> str:
    return _with_page("names", ("name", name), search)


def _speaker_url(search: Parameters, speaker: str) -> str:
    return _with_page("quotations", ("speaker", speaker), search)


def _with_query(name: str, search: Parameters) -> str:
    return reverse(name, query=search.pairs() or None)


def _with_page(view: str, own: tuple[str, str], search: Parameters) -> str:
    pairs = [own, *search.pairs()]
    if search.page > 1:
        pairs.append(("page", str(search.page)))
    return reverse(view, query=pairs)


def _cells(kind: str, ranked: Ranked, quotations: str) -> list[str]:
    dates = [str(each or "") for each in (ranked.first, ranked.last)]
    counts = [str(ranked.articles), quotations]
    return [kind, ranked.name, *counts, *dates, "; ".join(ranked.also)]


def _beside_url(search: Parameters, words: str) -> str:
    """The search with these words as well, "" if no search means both: one that is content with
    some of its words would be content with the others."""
    asked = "" if search.any_words and search.q else beside(search.q, words)
    return search.asking(asked).url if asked else ""
