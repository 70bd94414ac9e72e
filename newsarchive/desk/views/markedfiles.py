"""The marked list as a file, with a receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.extraction.words.explanations import counted
from newsarchive.desk.markedlist import Order, marked_list
from search.addresses.permalinks import absolute
from search.exports.answers import file_of, format_of, receipt_of, receipt_page
from search.exports.files import shown_of
from search.exports.receipts import Answered


@never_cache
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The list in the order of the page. 404 for an unknown format."""
    format_of(extension)
    return file_of(request, extension, *_settled(request))


@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponseBase:
    return receipt_of(*_settled(request))


@never_cache
@require_safe
def receipt_for_people(request: HttpRequest) -> HttpResponseBase:
    order = Order.of(request.GET.get("order"))
    as_json = reverse("marked-receipt", query={"order": order})
    return receipt_page(request, *_settled(request), as_json)


def _settled(request: HttpRequest) -> tuple[dict[int, str], Answered]:
    shown = shown_of(marked_list(request).keys(Order.of(request.GET.get("order"))))
    return shown, Answered(
        query=absolute(request, reverse("marked")),
        understood=f"{counted(len(shown), 'article')} of a marked list",
        time=timezone.now().replace(microsecond=0),
        total=len(shown),
        generation=None,
    )
