"""`GET /feed.atom` and `/feed.json`: what a search finds, last added first, for feed readers."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.db.models import Max, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.addresses import article_path
from articles.models import Article, Takedown
from search import refusals
from search.addresses.permalinks import absolute, permalink
from search.addresses.reading import read
from search.engines.base import EngineUnavailable
from search.exports.feeds import Feed, Gone, atom, entry_of, json_feed
from search.inquiry.inquiry import Inquiry, inquire
from search.models import OutboxEntry
from search.query.clauses import Sort
from search.tombstones import last_tombstones

SIZE = 50


@require_safe
def atom_feed(request: HttpRequest) -> HttpResponseBase:
    return _answer(request, atom, "application/atom+xml; charset=utf-8")


@require_safe
def jsonfeed(request: HttpRequest) -> HttpResponseBase:
    return _answer(request, json_feed, "application/feed+json")


def _answer(
    request: HttpRequest, write: Callable[[Feed], bytes], content_type: str
) -> HttpResponseBase:
    """304 if the reader has this feed already, 400 for malformed parameters, 503 while the engine
    is down.

    The parameters ``sort`` and ``page`` are ignored: a feed has the articles that were added last,
    whatever their dates, so that a reader of it misses none.
    """
    parameters = read(request.GET)
    if parameters.errors:
        return refusals.malformed(parameters.errors)
    # Read before the articles, so that a change in between is newer than the date of this feed.
    changed = _latest(
        Article.objects.aggregate(latest=Max("changed_at"))["latest"],
        Takedown.objects.aggregate(latest=Max("at"))["latest"],
    )
    if OutboxEntry.objects.exists():
        # The index lacks a change. With that change's date, the stale feed would pass for current.
        changed = None
    try:
        inquiry = inquire(replace(parameters.as_list(), sort=Sort.ADDED), size=SIZE)
    except EngineUnavailable as error:
        return refusals.unavailable(error)
    body = write(_feed(request, inquiry))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type, headers={"ETag": etag})
    seconds = None if changed is None else int(changed.timestamp())
    if seconds is not None:
        response.headers["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, etag, seconds, response) or response


def _latest(*moments: dt.datetime | None) -> dt.datetime | None:
    return max(filter(None, moments), default=None)


def _feed(request: HttpRequest, inquiry: Inquiry) -> Feed:
    prefetch_related_objects([found.article for found in inquiry.found], "tags")
    # Normalised, so that addresses that differ only in spelling give the same feed.
    query = replace(inquiry.parameters, sort=None).query
    here = reverse(request.resolver_match.url_name) if request.resolver_match else request.path
    page = replace(inquiry.parameters, sort=None).url
    return Feed(
        title=f"{settings.ARCHIVE_NAME}: {inquiry.understood}",
        url=absolute(request, f"{here}?{query}" if query else here),
        page=absolute(request, page),
        entries=[
            entry_of(found.article, permalink(request, found.article)) for found in inquiry.found
        ],
        gone=last_gone(request),
    )


def last_gone(request: HttpRequest) -> list[Gone]:
    """The articles that were withdrawn or erased last, as far as readers may know."""
    return [
        Gone(
            absolute(request, article_path(each.public_id)),
            each.at,
            f"{each.sentence} {each.reason}".strip(),
        )
        for each in last_tombstones(SIZE)
        if each.at
    ]
