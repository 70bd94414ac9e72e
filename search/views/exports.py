"""Exports: `GET /export.csv` and other formats send all that a search finds, or selected articles;
`GET /receipt.json` describes such an export."""

from __future__ import annotations

import logging
from dataclasses import asdict
from functools import partial

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from search import refusals
from search.addresses.chosen import CHOSEN, read_chosen
from search.addresses.parameters import read
from search.addresses.permalinks import absolute, permalink
from search.engines.base import EngineUnavailable
from search.exports import files
from search.exports.listing import MOST, list_all
from search.exports.receipts import Answered

logger = logging.getLogger(__name__)

#: Public ids by primary key, and the search or selection that they answer.
Settled = tuple[dict[int, str], Answered]
_OPTIONS = [form.option for form in files.FORMATS.values()]


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The file, with its receipt in the headers. 400 for malformed parameters, 413 for too many
    selected articles, 404 for an unknown format, 503 while the engine is down or the server has no
    room for the file.

    The file is complete before the first byte is sent, with its length: a download that is cut off
    shows, and the receipt describes what is in the file.
    """
    form = files.FORMATS.get(extension)
    if form is None:
        raise Http404("no such format")
    asked = request.GET.get(form.option, "") if form.option else ""
    if asked and asked != form.value:
        return refusals.malformed([f"“{form.option}” must be “{form.value}”, or left out."])
    write = form.write_more if asked and form.write_more else form.write
    settled = _settled(request)
    if isinstance(settled, HttpResponse):
        return settled
    shown, answered = settled
    try:
        made = files.finished(write, shown, partial(permalink, request), answered)
    except OSError as error:
        logger.error("An export could not be written: %s", error)
        return refusals.no_room()
    name = f"articles-{answered.time:%Y-%m-%d}.{extension}"
    return FileResponse(
        made.file,
        as_attachment=True,
        filename=name,
        content_type=f"{form.media_type}; charset=utf-8",
        headers=answered.receipt(made.public_ids).headers,
    )


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt that an export with the same parameters would have now, with its public ids."""
    settled = _settled(request)
    if isinstance(settled, HttpResponse):
        return settled
    shown, answered = settled
    public_ids = list(shown.values())
    return JsonResponse(
        {"receipt": asdict(answered.receipt(public_ids)), "public_ids": public_ids},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


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
