"""Start a bulk change, and answer the request that did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.confirmation import back_to_article
from articles.bulk.kinds import KINDS, can_be_undone
from articles.bulk.work import start
from articles.models import ArticleQuerySet, BulkChange


def begin(
    kind: str,
    request: HttpRequest,
    articles: ArticleQuerySet,
    parameters: Mapping[str, Any] | None = None,
    *,
    stays: bool = True,
) -> HttpResponse | None:
    """Start a change of articles; see ``begin_with``. ``stays``: they still have pages then."""
    keys = list(articles.order_by("pk").values_list("pk", flat=True))
    assert isinstance(request.user, User)
    return answered(request, start(kind, keys, request.user, parameters), stays=stays)


def begin_with(
    kind: str,
    request: HttpRequest,
    keys: Sequence[int],
    parameters: Mapping[str, Any] | None = None,
) -> HttpResponse | None:
    """Start a change of objects (primary keys).

    If it could be finished at once, go back to the list, or to the page of the article where it was
    begun, with a message. Otherwise go to the page of the change.
    """
    assert isinstance(request.user, User)
    return answered(request, start(kind, keys, request.user, parameters))


def answered(
    request: HttpRequest, change: BulkChange, *, stays: bool = True
) -> HttpResponse | None:
    """The answer to the request that has started a change."""
    if change.state != BulkChange.State.DONE:
        return redirect("admin:articles_bulkchange_change", change.pk)
    for problem in change.problems:
        messages.warning(request, problem)
    sentence = KINDS[change.kind].sentence(change)
    if can_be_undone(change):
        address = reverse("admin:articles_bulkchange_change", args=[change.pk])
        sentence = format_html('{} <a href="{}">See or undo this change</a>', sentence, address)
    messages.success(request, sentence)
    return back_to_article(request) if stays else redirect("admin:articles_article_changelist")
