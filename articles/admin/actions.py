"""Actions on many articles at once. Those that need it first show what they will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from articles.admin.beginning import begin
from articles.admin.confirmation import (
    PREVIEWED,
    confirmation_page,
    confirmed_articles,
    is_confirmed,
)
from articles.extraction.furniture import Learnt
from articles.facts import wording
from articles.facts.rulenames import named
from articles.facttable import FACTS
from articles.learning.learning import current_learnt
from articles.models import Article, ArticleQuerySet, Damaged
from articles.reextraction import preview
from articles.storedcaptures import NotExtracted


@dataclass(frozen=True, slots=True)
class Preview:
    """What extracting an article again would do; rows are (fact, old, new, rule, rule name).

    ``problem`` says why it cannot be extracted, "" if it can.
    """

    article: Article
    rows: Sequence[tuple[str, str, str, str, str]]
    pinned: Sequence[str]
    problem: str = ""


@admin.action(description="Extract again…", permissions=["change"])
def extract_again(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    if is_confirmed(request):
        return begin("extract", request, confirmed_articles(request, queryset))
    shown = (
        queryset.defer(None).select_related("outlet", "capture__reading").order_by("pk")[:PREVIEWED]
    )
    learnt = current_learnt()
    previews = [_preview(article, learnt) for article in shown]
    total = queryset.count()
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/extract_again.html",
        title="Extract again",
        previews=previews,
        more=total - len(previews),
        total=total,
        snapshot=learnt.snapshot,
    )


def _preview(article: Article, learnt: Learnt) -> Preview:
    pinned = [fact.label for fact in FACTS.values() if fact.name in article.pins]
    try:
        changes = preview(article, learnt=learnt)
    except (Damaged, NotExtracted) as problem:
        return Preview(article, (), pinned, str(problem))
    rows = [
        (wording.label(change.fact), *wording.compared(change), change.rule, named(change.rule))
        for change in changes
    ]
    return Preview(article, rows, pinned)


@admin.action(description="Mark as reviewed…", permissions=["change"])
def mark_reviewed(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    if is_confirmed(request):
        return begin("review", request, confirmed_articles(request, queryset))
    shown = list(queryset.order_by("pk")[:PREVIEWED])
    reasons = Article.objects.filter(pk__in=[article.pk for article in shown]).review_reasons()
    total = queryset.count()
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/mark_reviewed.html",
        title="Mark as reviewed",
        articles=[(article, reasons.get(article.pk, [])) for article in shown],
        more=total - len(shown),
        total=total,
    )


@admin.action(description="Mark as not reviewed", permissions=["change"])
def mark_unreviewed(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    reviewed = queryset.filter(reviewed_at__isnull=False)
    return begin("unreview", request, reviewed)
