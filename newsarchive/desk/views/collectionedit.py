"""Editing a collection: its owner alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.models import Article
from newsarchive.desk.collecting import ChangedMeanwhile, add_section, changing, write
from newsarchive.desk.forms import CollectionForm
from newsarchive.desk.models import Collection
from newsarchive.desk.positions import move, place_before
from search.addresses.pagination import pages_of

PER_PAGE: Final = 50
_FIELD: Final = re.compile(r"(note|heading)-([0-9]{1,18})")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The entries with their notes and buttons, a page at a time. Every button stores what was
    typed on the page, so that nothing is lost by pressing another one."""
    found = get_object_or_404(Collection, key=key, owner=request.user.pk)
    if request.method != "POST":
        return _page(request, found, CollectionForm(instance=found), {})
    if "delete" in request.POST:
        return _deleted(request, found)
    typed = _typed(request.POST)
    has_details = "title" in request.POST  # a script that moves an entry sends nothing else
    form = CollectionForm(request.POST if has_details else None, instance=found)
    if has_details and not form.is_valid():
        return _page(request, found, form, typed, status=400)
    try:
        with changing(found, request.POST.get("version", "")):
            if has_details:
                form.save()
            _change(found, request.POST, typed)
    except ChangedMeanwhile:
        found.refresh_from_db(fields=["version"])
        messages.error(
            request,
            "This collection was changed in another window meanwhile, so nothing was stored. What "
            "you typed is still below: look at it and press the button again.",
        )
        return _page(request, found, form, typed, status=409)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"version": found.version})
    response = redirect("collection-edit", key)
    if number := request.POST.get("page", ""):
        response["Location"] += f"?page={number}" if number.isdecimal() else ""
    return response


def _change(found: Collection, sent: QueryDict, typed: Mapping[str, Mapping[int, str]]) -> None:
    rows = found.entries.all()
    write(found, typed.get("note", {}), typed.get("heading", {}))
    for name, step in (("up", -1), ("down", 1)):
        if name in sent:
            move(found.entries.shown(), _number(sent[name]), step)
    if "place" in sent:
        before = _number(sent["before"]) if sent.get("before") else None
        place_before(rows, _number(sent["place"]), before)
    if "remove" in sent:
        rows.filter(pk=_number(sent["remove"])).delete()
    if "section" in sent:
        add_section(found, _number(sent["section"]) if sent["section"] else None)


def _deleted(request: HttpRequest, found: Collection) -> HttpResponse:
    if request.POST.get("sure") != "yes":
        messages.error(request, "Nothing was deleted: tick the box beside the button first.")
        return redirect("collection-edit", found.key)
    found.delete()
    messages.success(request, f"The collection “{found}” was deleted.")
    return redirect("collections")


def _typed(sent: QueryDict) -> dict[str, dict[int, str]]:
    """The notes and headings of a form by key of the entry."""
    found: dict[str, dict[int, str]] = {"note": {}, "heading": {}}
    for name, text in sent.items():
        field = _FIELD.fullmatch(name)
        if field and isinstance(text, str):
            found[field[1]][int(field[2])] = text
    return found


def _number(value: object) -> int:
    """A key of an entry, 0 for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _page(
    request: HttpRequest,
    found: Collection,
    form: CollectionForm,
    typed: Mapping[str, Mapping[int, str]],
    status: int = 200,
) -> HttpResponse:
    number = request.POST.get("page") or request.GET.get("page")
    page = Paginator(found.entries.all(), PER_PAGE).get_page(number)
    entries = list(page.object_list)
    for entry in entries:
        entry.note = typed.get("note", {}).get(entry.pk, entry.note)
        entry.heading = typed.get("heading", {}).get(entry.pk, entry.heading)
    keys = [each.article_id for each in entries if each.article_id is not None]
    articles = Article.objects.listed().in_bulk(keys)
    context = {
        "collection": found,
        "form": form,
        "page": page,
        "rows": [(entry, articles.get(entry.article_id or 0)) for entry in entries],
        "pages": pages_of(page.number, page.paginator.num_pages, "?page={}".format),
    }
    return render(request, "desk/edit.html", context, status=status)
