"""Articles as a file, and the receipt of such a file, as answers to a request."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from search import refusals
from search.addresses.permalinks import permalink
from search.exports import files
from search.exports.receipts import Answered

#: Public ids that a page shows.
MOST_IDS: Final = 1_000

logger = logging.getLogger(__name__)


def format_of(extension: str) -> files.Format:
    """The format of files with this extension; raises Http404 for an unknown one."""
    form = files.FORMATS.get(extension)
    if form is None:
        raise Http404("no such format")
    return form


def file_of(
    request: HttpRequest, extension: str, shown: Mapping[int, str], answered: Answered
) -> HttpResponseBase:
    """The file, with its receipt in the headers. ``shown`` are public ids by primary key.

    The file is complete before the first byte is sent, with its length: a download that is cut off
    shows, and the receipt describes what is in the file. 400 for an option of the format that is
    not understood, 503 while the server has no room for the file.
    """
    form = format_of(extension)
    asked = request.GET.get(form.option, "") if form.option else ""
    if asked and asked != form.value:
        return refusals.malformed([f"“{form.option}” must be “{form.value}”, or left out."])
    write = form.write_more if asked and form.write_more else form.write
    try:
        made = files.finished(write, shown, partial(permalink, request), answered)
    except OSError as error:
        logger.error("An export could not be written: %s", error)
        return refusals.no_room()
    return FileResponse(
        made.file,
        as_attachment=True,
        filename=f"articles-{answered.time:%Y-%m-%d}.{extension}",
        content_type=f"{form.media_type}; charset=utf-8",
        headers=answered.receipt(made.public_ids).headers,
    )


def receipt_page(
    request: HttpRequest, shown: Mapping[int, str], answered: Answered, as_json: str
) -> HttpResponse:
    """The receipt of such a file for people, with the first public ids. ``as_json`` is the address
    of the whole receipt."""
    public_ids = list(shown.values())
    context = {
        "receipt": answered.receipt(public_ids),
        "answered_at": answered.time,
        "public_ids": public_ids[:MOST_IDS],
        "more": max(0, len(public_ids) - MOST_IDS),
        "as_json": as_json,
    }
    return render(request, "search/receipt.html", context)


def receipt_of(shown: Mapping[int, str], answered: Answered) -> HttpResponse:
    """The receipt of such a file, with the public ids."""
    public_ids = list(shown.values())
    return JsonResponse(
        {"receipt": asdict(answered.receipt(public_ids)), "public_ids": public_ids},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
