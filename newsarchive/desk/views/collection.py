"""A collection as its readers see it, to read and to print."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from newsarchive.desk.collected import answered, shown_in
from newsarchive.desk.models import Collection, Entry, EntryQuerySet, PassageNote
from newsarchive.desk.noted import Shown, noted, notes_in
from newsarchive.desk.references import file_links, references_of, style_links
from search.addresses.pagination import pages_of
from search.addresses.parameters import Parameters
from search.addresses.permalinks import absolute
from search.exports.citations.registry import style_of
from search.exports.citations.styles import Reference

PER_PAGE: Final = 50
#: Entries of one part of a dossier, which has the whole texts.
PER_PART: Final = 100


@dataclass(slots=True)
class Row:
    """A heading, or an article with its reference and number. ``sha256`` is that of its capture."""

    entry: Entry
    article: Article | None = None
    reference: Reference | str = ""
    number: int = 0
    sha256: str = ""
    notes: list[Shown] = field(default_factory=list)
    text: list[SafeString] = field(default_factory=list)


@never_cache
@require_safe
def collection(request: HttpRequest, key: str) -> HttpResponse:
    found = _opened(request, key)
    if isinstance(found, HttpResponse):
        return found
    style = style_of(request.GET.get("style", ""))
    entries = found.entries.shown()
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    rows = _rows(request, entries, list(page.object_list), style)
    passages = notes_in(found, [row.article for row in rows if row.article])
    for row in rows:
        row.notes = passages.get(row.article.pk, []) if row.article else []
    place = found.get_absolute_url()
    context = {
        "parameters": Parameters(),
        "collection": found,
        "is_own": found.owner == request.user,
        "page": page,
        "rows": rows,
        "on_page": [row.article for row in rows if row.article],
        "total": entries.of_articles().count(),
        "gone": found.entries.withdrawn().count(),
        "styles": style_links(style, {"page": str(page.number)}),
        "saved": file_links("collection-export", [key]),
        "receipt_url": reverse("collection-receipt-page", args=[key]),
        "address": absolute(request, place),
        "pages": pages_of(page.number, page.paginator.num_pages, partial(_page_url, style)),
    }
    return render(request, "desk/collection.html", context)


@never_cache
@require_safe
def dossier(request: HttpRequest, key: str) -> HttpResponse:
    """The collection with the whole texts of its articles, as a page to be printed."""
    found = _opened(request, key)
    if isinstance(found, HttpResponse):
        return found
    entries = found.entries.shown()
    part = Paginator(entries, PER_PART).get_page(request.GET.get("part"))
    style = style_of(request.GET.get("style", ""))
    rows = _rows(request, entries, list(part.object_list), style)
    _add_hashes(rows)
    _add_texts(found, rows)
    shown = shown_in(found)
    context = {
        "parameters": Parameters(),
        "collection": found,
        "rows": rows,
        "part": part,
        "receipt": answered(request, found, shown).receipt(list(shown.values())),
    }
    return render(request, "desk/dossier.html", context)


def _opened(request: HttpRequest, key: str) -> Collection | HttpResponse:
    """The collection, if this reader may see it; others get 404, and strangers the sign-in page."""
    found = Collection.objects.filter(key=key).select_related("owner").first()
    if found is None:
        raise Http404("no such collection")
    if Collection.objects.seen_by(request.user).filter(pk=found.pk).exists():
        return found
    if request.user.is_anonymous:
        return redirect_to_login(request.get_full_path())
    raise Http404("no such collection for this reader")


def _rows(
    request: HttpRequest, entries: EntryQuerySet, shown: list[Entry], style: str
) -> list[Row]:
    """The entries of a page, numbered from those of the pages before it."""
    keys = [entry.article_id for entry in shown if entry.article_id is not None]
    references = {each.pk: (each, text) for each, text in references_of(request, keys, style)}
    number = entries.of_articles().filter(position__lt=shown[0].position).count() if shown else 0
    rows = []
    for entry in shown:
        if entry.article_id is None:
            rows.append(Row(entry))
        elif entry.article_id in references:
            number += 1
            rows.append(Row(entry, *references[entry.article_id], number))
    return rows


def _add_hashes(rows: list[Row]) -> None:
    articles = Article.objects.filter(pk__in=[row.article.pk for row in rows if row.article])
    hashes = dict(articles.order_by().values_list("pk", "capture__sha256"))
    for row in rows:
        row.sha256 = hashes.get(row.article.pk, "") if row.article else ""


def _add_texts(found: Collection, rows: list[Row]) -> None:
    """The texts of the articles with the passages of the collection's notes."""
    notes: defaultdict[int, list[PassageNote]] = defaultdict(list)
    keys = [row.article.pk for row in rows if row.article]
    for note in found.passage_notes.filter(article__in=keys).select_related("owner"):
        notes[note.article_id].append(note)
    for row in rows:
        if row.article:
            whole = noted(row.article, notes[row.article.pk])
            row.text, row.notes = whole.paragraphs, whole.notes


def _page_url(style: str, number: int) -> str:
    return f"?{urlencode([('style', style), ('page', number)])}"
