"""The marked list: its page, and what changes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.extraction.words.explanations import counted
from articles.models import Article
from newsarchive.desk.markedlist import MarkedList, Order, marked_list
from newsarchive.desk.models import Collection
from newsarchive.desk.references import file_links, references_of, style_links
from newsarchive.desk.sameorigin import same_origin
from search.addresses.chosen import CHOSEN, MOST_CHOSEN
from search.addresses.pagination import pages_of
from search.addresses.parameters import Parameters
from search.addresses.reading import read
from search.engines.base import EngineUnavailable
from search.exports.citations.registry import style_of
from search.exports.files import shown_of
from search.exports.listing import MOST, list_all
from search.refusals import outage

PER_PAGE: Final = 50
#: Ids that one request names: more than any page lists.
_MOST_NAMED: Final = MOST_CHOSEN
ORDERS: Final = {
    Order.OWN: "Your order",
    Order.MARKED: "As marked",
    Order.OLDEST: "Oldest",
    Order.NEWEST: "Newest",
}


@same_origin
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def marked(request: HttpRequest) -> HttpResponse:
    """The list as references, a page at a time. A POST changes it and leads back to the page that
    it was sent from; a script gets JSON instead."""
    marks = marked_list(request)
    if request.method == "POST":
        return _answer(request, marks, _change(request.POST, marks))
    order = Order.of(request.GET.get("order"))
    style = style_of(request.GET.get("style", ""))
    entries = marks.read(order)
    keys = [key for key, is_shown in entries if is_shown]
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    shown = {"order": order} if order is not Order.OWN else {}
    context = {
        "parameters": Parameters(),
        "page": page,
        "references": references_of(request, list(page.object_list), style),
        "total": len(keys),
        "gone": len(entries) - len(keys),
        "most": marks.most,
        "order": order,
        "is_own_order": order is Order.OWN,
        "orders": [
            (label, f"?{urlencode({'order': each, 'style': style})}", each is order)
            for each, label in ORDERS.items()
        ],
        "styles": style_links(style, shown),
        "saved": file_links("marked-export", also=shown),
        "receipt_url": reverse("marked-receipt-page", query=shown),
        "share_url": _share_url(keys),
        "collections": _collections(request),
        "most_shared": MOST_CHOSEN,
        "pages": pages_of(page.number, page.paginator.num_pages, partial(_page_url, order, style)),
    }
    return render(request, "desk/marked.html", context)


@same_origin
@require_POST
def results(request: HttpRequest) -> HttpResponse:
    """Mark all that a search finds, in its order, as far as there is room."""
    marks = marked_list(request)
    parameters = read(request.POST, also_known=request.POST)
    try:
        found = list_all(parameters.as_list(), MOST)
    except EngineUnavailable as error:
        messages.error(request, outage(error))
        return _back(request)
    return _answer(request, marks, marks.add(list(shown_of(found.ids))).left_out)


@never_cache
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """How long the list is, and which of these articles are on it: for a page that a browser shows
    again as it was when it was left."""
    marks = marked_list(request)
    return _json(marks, _keys(request.GET.getlist(CHOSEN)))


def _change(sent: QueryDict, marks: MarkedList) -> int:
    """Do what the pressed button says; returns how many articles did not fit."""
    here = _keys(" ".join(sent.getlist("on_page")).split())
    if "up" in sent or "down" in sent:
        name, step = ("up", -1) if "up" in sent else ("down", 1)
        for key in _keys(sent.getlist(name)).values():
            marks.move(key, step)
    elif "remove" in sent:
        marks.remove(_keys(sent.getlist("remove")).values())
    elif "clear" in sent:
        marks.clear()
    elif "forget" in sent:
        marks.remove(marks.gone())
    elif "mark" in sent:
        return marks.add(list(_keys(sent.getlist("mark")).values())).left_out
    elif "all_here" in sent:
        return marks.add(list(here.values())).left_out
    else:
        ticked = _keys(sent.getlist(CHOSEN))
        marks.remove([key for public_id, key in here.items() if public_id not in ticked])
        return marks.add(list(ticked.values())).left_out
    return 0


def _keys(public_ids: Sequence[str]) -> dict[str, int]:
    """Keys of articles that are shown, by public id, in the order of the ids."""
    wanted = [each for each in dict.fromkeys(public_ids) if each.isalnum()][:_MOST_NAMED]
    rows = Article.objects.shown().filter(public_id__in=wanted)
    found = dict(rows.values_list("public_id", "pk"))
    return {each: found[each] for each in wanted if each in found}


def _answer(request: HttpRequest, marks: MarkedList, left_out: int) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        sent = [each for name in ("mark", "remove") for each in request.POST.getlist(name)]
        return _json(marks, _keys(sent), marks.full(left_out))
    now = f"Your marked list has {counted(marks.count, 'article')}."
    messages.success(request, f"{now} {marks.full(left_out)}".strip())
    return _back(request)


def _json(marks: MarkedList, keys: dict[str, int], sentence: str = "") -> JsonResponse:
    on_list = marks.among(keys.values())
    return JsonResponse(
        {
            "count": marks.count,
            "marked": [public_id for public_id, key in keys.items() if key in on_list],
            "sentence": sentence,
        }
    )


def _back(request: HttpRequest) -> HttpResponse:
    """To the page that the form was on, or that its button leads to."""
    to = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure()):
        to = reverse("marked")
    return HttpResponseRedirect(to, status=303)


def _collections(request: HttpRequest) -> list[Collection]:
    """The collections to which the person may add the list."""
    return list(request.user.collections.all()) if isinstance(request.user, User) else []


def _share_url(keys: Sequence[int]) -> str:
    """The list as an address, "" if it is too long for one."""
    if not keys or len(keys) > MOST_CHOSEN:
        return ""
    names = dict(Article.objects.filter(pk__in=keys).values_list("pk", "public_id"))
    return reverse("selection", query=[(CHOSEN, names[key]) for key in keys if key in names])


def _page_url(order: Order, style: str, number: int) -> str:
    pairs: dict[str, Any] = {"order": order, "style": style, "page": number}
    return f"?{urlencode(pairs)}"
