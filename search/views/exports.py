"""Exports: `GET /export.csv` and other formats send all that a search finds, or selected articles;
`GET /receipt/` describes such an export to people, `GET /receipt.json` to programs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.corrections import table_answer
from search import refusals
from search.addresses.chosen import CHOSEN, read_chosen
from search.addresses.permalinks import absolute
from search.addresses.reading import read
from search.engines.base import EngineUnavailable
from search.exports import files
from search.exports.answers import file_of, format_of, receipt_of, receipt_page
from search.exports.listing import MOST, list_all
from search.exports.receipts import Answered

#: Public ids by primary key, and the search or selection that they answer.
Settled = tuple[dict[int, str], Answered]
_OPTIONS = [form.option for form in files.FORMATS.values()]


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The file, with its receipt in the headers. 400 for malformed parameters, 413 for too many
    selected articles, 404 for an unknown format, 503 while the engine is down or the server has no
    room for the file.

    All ids are read before the file is written, so a change of the index meanwhile neither drops
    nor repeats an article.
    """
    format_of(extension)
    settled = _settled(request)
    return settled if isinstance(settled, HttpResponse) else file_of(request, extension, *settled)


@require_safe
@login_required
@permission_required("articles.change_article", raise_exception=True)
def corrections(request: HttpRequest) -> HttpResponseBase:
    """The same articles as a table to correct and send back, for those who may correct them."""
    settled = _settled(request)
    if isinstance(settled, HttpResponse):
        return settled
    with_texts = request.GET.get("texts") == "yes"
    return table_answer(list(settled[0]), with_texts=with_texts)


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt that an export with the same parameters would have now, with its public ids."""
    settled = _settled(request)
    return settled if isinstance(settled, HttpResponse) else receipt_of(*settled)


@require_safe
def receipt_for_people(request: HttpRequest) -> HttpResponse:
    """That receipt as a page."""
    settled = _settled(request)
    if isinstance(settled, HttpResponse):
        return settled
    query = request.GET.urlencode()
    as_json = reverse("receipt") + (f"?{query}" if query else "")
    return receipt_page(request, *settled, as_json)


def _settled(request: HttpRequest) -> Settled | HttpResponse:
    """The articles to export with the search that found them, or an error response."""
    now = timezone.now().replace(microsecond=0)
    if CHOSEN in request.GET:
        chosen = read_chosen(request.GET)
        if chosen.errors:
            refuse = refusals.too_large if chosen.too_many else refusals.malformed
            return refuse(chosen.errors)
        address = reverse("selection", query=[(CHOSEN, each) for each in chosen.ids])
        query = absolute(request, address)
        total = len(chosen.ids)
        return files.chosen_of(chosen.ids), Answered(query, chosen.words, now, total, None)
    parameters = read(request.GET, also_known=_OPTIONS)
    if parameters.errors:
        return refusals.malformed(parameters.errors)
    try:
        listing = list_all(parameters.as_list(), MOST)
    except EngineUnavailable as error:
        return refusals.unavailable(error)
    return files.shown_of(listing.ids), Answered(
        query=absolute(request, listing.parameters.url),
        understood=listing.understood,
        time=now,
        total=listing.total,
        generation=listing.generation or None,
    )
