"""Articles as a file, and the receipt of such a file, as answers to a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

from django.http import Http404, HttpRequest, JsonResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from search.addresses.permalinks import permalink
from search.exports import files
from search.exports.receipts import Answered


def format_of(extension: str) -> files.Format:
    """The format of files with this extension; raises Http404 for an unknown one."""
    form = files.FORMATS.get(extension)
    if form is None:
        raise Http404("no such format")
    return form


def file_of(
    request: HttpRequest, extension: str, shown: Mapping[int, str], answered: Answered
) -> StreamingHttpResponse:
    """The file, with its receipt in the headers. ``shown`` are public ids by primary key."""
    form = format_of(extension)
    name = f"articles-{answered.time:%Y-%m-%d}.{extension}"
    return StreamingHttpResponse(
        form.write(files.articles_of(shown), partial(permalink, request), answered),
        content_type=f"{form.media_type}; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            **answered.receipt(list(shown.values())).headers,
        },
    )


def receipt_of(shown: Mapping[int, str], answered: Answered) -> JsonResponse:
    """The receipt of such a file, with the public ids."""
    public_ids = list(shown.values())
    return JsonResponse(
        {"receipt": asdict(answered.receipt(public_ids)), "public_ids": public_ids},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
