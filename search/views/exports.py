"""`GET /export.csv` and others: all that a search finds, or articles chosen, streamed; and
`GET /receipt.json`: what such an export says of itself."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from search.addresses.chosen import CHOSEN, read_chosen
from search.addresses.parameters import read
from search.addresses.permalinks import permalink
from search.engines.base import EngineUnavailable
from search.exports import files
from search.exports.receipts import Answered
from search.inquiry import list_all
from search.views import refusals

#: Articles in one export.
MOST = 10_000

#: Public ids by primary key, and what they are the answer to.
Settled = tuple[dict[int, str], Answered]


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """400 for what is malformed, 404 for a format that there is none of, 503 while the engine is
    down; else the receipt in the headers.

    The ids are settled before the first byte is sent, so pages never shuffle under it.
    """
    form = files.FORMATS.get(extension)
    if form is None:
        raise Http404("no such format")
    settled = _settled(request)
    if isinstance(settled, HttpResponse):
        return settled
    shown, answered = settled
    name = f"articles-{answered.time:%Y-%m-%d}.{extension}"
    return StreamingHttpResponse(
        form.write(files.articles_of(shown), partial(permalink, request), answered),
        content_type=f"{form.media_type}; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            **answered.receipt(list(shown.values())).headers,
        },
    )


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt of an export of the same address now, with its list of public ids."""
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
    """What is to be exported, or the refusal."""
    now = timezone.now().replace(microsecond=0)
    if CHOSEN in request.GET:
        chosen = read_chosen(request.GET)
        if chosen.errors:
            return refusals.malformed(chosen.errors)
        address = reverse("selection", query=[(CHOSEN, each) for each in chosen.ids])
        query = request.build_absolute_uri(address)
        total = len(chosen.ids)
        return files.chosen_of(chosen.ids), Answered(query, chosen.words, now, total, None)
    parameters = read(request.GET)
    if parameters.errors:
        return refusals.malformed(parameters.errors)
    try:
        listing = list_all(parameters.as_list(), MOST)
    except EngineUnavailable as error:
        return refusals.unavailable(error)
    return files.shown_of(listing.ids), Answered(
        query=request.build_absolute_uri(listing.parameters.url),
        understood=listing.understood,
        time=now,
        total=listing.total,
        generation=listing.generation,
    )
