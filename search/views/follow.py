"""`GET /follow/`: how to follow a search, with a feed reader or by e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article
from search import refusals
from search.addresses.permalinks import absolute
from search.addresses.reading import read
from search.engines.base import EngineUnavailable
from search.inquiry.inquiry import inquire
from search.query.clauses import Sort

#: Articles that the page shows of a feed.
NEWEST: Final = 5


@require_safe
def follow(request: HttpRequest) -> HttpResponse:
    """The page says how also while the engine is down, but then not what the feed has: 503."""
    parameters = replace(read(request.GET).as_list(), sort=None)
    newest: list[Article] = []
    words, outage = parameters.q, ""
    try:
        inquiry = inquire(replace(parameters, sort=Sort.ADDED), size=NEWEST)
        words, newest = inquiry.understood, [found.article for found in inquiry.found]
    except EngineUnavailable as error:
        outage = refusals.outage(error)
    query = f"?{parameters.query}" if parameters.query else ""
    return follow_page(
        request,
        subject="this search",
        words=words or "All articles",
        page_url=parameters.url,
        feeds=(reverse("feed-atom") + query, reverse("feed-json") + query),
        newest=newest,
        saving=reverse("saved-search-new") + query,
        outage=outage,
        notes=parameters.errors,
    )


def follow_page(
    request: HttpRequest,
    *,
    subject: str,
    words: str,
    page_url: str,
    feeds: tuple[str, str],
    newest: Sequence[Article | None],
    is_closed: bool = False,
    **more: Any,
) -> HttpResponse:
    """``feeds`` are the paths of the Atom feed and of the JSON Feed. ``is_closed``: programs need a
    token for them, even if the archive is open."""
    labels = ("Atom feed", "JSON Feed")
    addresses = [absolute(request, path) for path in feeds]
    context = {
        "subject": subject,
        "words": words,
        "page_url": page_url,
        "feeds": list(zip(labels, addresses, strict=True)),
        "newest": newest,
        "is_closed": is_closed or settings.LOGIN_REQUIRED,
        "joint": "&" if "?" in feeds[0] else "?",
        **more,
    }
    return render(request, "search/follow.html", context, status=503 if more.get("outage") else 200)
