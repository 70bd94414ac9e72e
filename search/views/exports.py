"""`GET /export.csv` and `/export.jsonl`: all that a search finds, streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from search import exports
from search.addresses import permalink
from search.engines.base import EngineUnavailable
from search.exports import Receipt
from search.inquiry import list_all
from search.parameters import read
from search.views import refusals

#: Articles in one export.
MOST = 10_000

Write = Callable[
    [Iterator[Article], exports.Locate, Callable[[Sequence[str]], Receipt]], Iterator[str]
]


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    def write(
        articles: Iterator[Article], locate: exports.Locate, receipt: object
    ) -> Iterator[str]:
        return exports.as_csv(articles, locate)

    return _export(request, write, "text/csv; charset=utf-8", "csv")


@require_safe
def export_json_lines(request: HttpRequest) -> HttpResponseBase:
    return _export(request, exports.as_json_lines, "application/jsonl; charset=utf-8", "jsonl")


def _export(
    request: HttpRequest, write: Write, content_type: str, extension: str
) -> HttpResponseBase:
    """400 for what is malformed, 503 while the engine is down; else the receipt in the headers.

    The ids are settled before the first byte is sent, so pages never shuffle under it.
    """
    parameters = read(request.GET)
    if parameters.errors:
        return refusals.malformed(parameters.errors)
    try:
        listing = list_all(parameters, MOST)
    except EngineUnavailable as error:
        return refusals.unavailable(error)
    shown = exports.shown_of(listing.ids)
    now = timezone.now().replace(microsecond=0)
    receipt_of = partial(
        exports.receipt_of,
        query=request.build_absolute_uri(listing.parameters.url),
        understood=listing.understood,
        time=now,
        total=listing.total,
    )
    receipt = receipt_of(list(shown.values()))
    return StreamingHttpResponse(
        write(exports.articles_of(shown), partial(permalink, request), receipt_of),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="articles-{now:%Y-%m-%d}.{extension}"',
            "Archive-Query": receipt.query,
            "Archive-Time": receipt.time,
            "Archive-Total": str(receipt.total),
            "Archive-Exported": str(receipt.exported),
            "Archive-SHA256": receipt.sha256,
        },
    )
