"""A collection as a file with a receipt, and as a feed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Article
from newsarchive.desk.collected import answered, shown_in
from newsarchive.desk.models import Collection
from search.addresses.permalinks import absolute, permalink
from search.exports.answers import file_of, format_of, receipt_of, receipt_page
from search.exports.feeds import Feed, atom, entry_of, json_feed
from search.views.feeds import last_gone
from search.views.follow import NEWEST, follow_page

#: Articles in a feed.
SIZE: Final = 50


@require_safe
def export(request: HttpRequest, key: str, extension: str) -> HttpResponseBase:
    """The articles in the collection's order. 404 for an unknown format."""
    format_of(extension)
    found = _opened(request, key)
    shown = shown_in(found)
    return file_of(request, extension, shown, answered(request, found, shown))


@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponseBase:
    found = _opened(request, key)
    shown = shown_in(found)
    return receipt_of(shown, answered(request, found, shown))


@require_safe
def receipt_for_people(request: HttpRequest, key: str) -> HttpResponseBase:
    found = _opened(request, key)
    shown = shown_in(found)
    as_json = reverse("collection-receipt", args=[key])
    return receipt_page(request, shown, answered(request, found, shown), as_json)


@require_safe
def follow(request: HttpRequest, key: str) -> HttpResponseBase:
    """How to follow the collection with a feed reader."""
    found = _opened(request, key)
    entries = found.entries.shown().of_articles().select_related("article__outlet")
    return follow_page(
        request,
        subject="this collection",
        words=found.title,
        page_url=found.get_absolute_url(),
        feeds=(reverse("collection-atom", args=[key]), reverse("collection-json", args=[key])),
        newest=[each.article for each in entries.order_by("-pk")[:NEWEST]],
        is_closed=found.visible_to != Collection.Readers.LINK,
    )


@require_safe
def atom_feed(request: HttpRequest, key: str) -> HttpResponseBase:
    return _fed(request, key, "collection-atom", atom, "application/atom+xml; charset=utf-8")


@require_safe
def jsonfeed(request: HttpRequest, key: str) -> HttpResponseBase:
    return _fed(request, key, "collection-json", json_feed, "application/feed+json")


def _fed(
    request: HttpRequest, key: str, name: str, write: Callable[[Feed], bytes], content_type: str
) -> HttpResponseBase:
    """The articles that were added last; 304 if the reader has this feed already."""
    found = _opened(request, key)
    added = dict(
        found.entries.shown()
        .of_articles()
        .order_by("-pk")
        .values_list("article_id", "added_at")[:SIZE]
    )
    articles = Article.objects.listed().prefetch_related("tags").in_bulk(added)
    entries = []
    for article_key, when in added.items():
        if article_key in articles:
            entry = entry_of(articles[article_key], permalink(request, articles[article_key]))
            entries.append(replace(entry, changed=max(entry.changed, when)))
    body = write(
        Feed(
            title=f"{settings.ARCHIVE_NAME}: {found.title}",
            url=absolute(request, reverse(name, args=[key])),
            page=absolute(request, found.get_absolute_url()),
            entries=entries,
            gone=last_gone(request),
        )
    )
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type, headers={"ETag": etag})
    return get_conditional_response(request, etag, None, response) or response


def _opened(request: HttpRequest, key: str) -> Collection:
    """404 for collections that this reader may not see."""
    return get_object_or_404(Collection.objects.seen_by(request.user), key=key)
