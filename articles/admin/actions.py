"""What people do to many articles at once. Each shows what it will do before it does it.

A page of confirmation posts the same selection to the same address again, with ``confirmed``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.admin import wording
from articles.extraction.learnt import Learnt
from articles.facts import FACTS
from articles.learning import current
from articles.models import Article, ArticleQuerySet
from articles.reextraction import extract_all, in_batches, preview

#: Articles whose changes are worked out and shown; the others of a selection are counted.
PREVIEWED = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """What extracting one article again would do; ``rows`` are (fact, old, new, rule)."""

    article: Article
    rows: Sequence[tuple[str, str, str, str]]
    pinned: Sequence[str]


@admin.action(description="Extract again…", permissions=["change"])
def extract_again(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    if "confirmed" in request.POST:
        made = [len(changes) for _, changes in extract_all(queryset)]
        _tell(request, f"Extracted {_count(len(made))} again: {sum(map(bool, made))} changed.")
        return _back(request)
    shown = queryset.defer(None).select_related("outlet", "capture").order_by("pk")[:PREVIEWED]
    learnt = current()
    previews = [_preview(article, learnt) for article in shown]
    total = queryset.count()
    return _ask(
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
    rows = [
        (wording.label(change.fact), *wording.compared(change), change.rule)
        for change in preview(article, learnt=learnt)
    ]
    return Preview(article, rows, [name for fact, name in FACTS.items() if fact in article.pins])


@admin.action(description="Withdraw…", permissions=["change"])
def withdraw(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    if "confirmed" in request.POST:
        count = _set_withdrawn(request, queryset.shown(), timezone.now())
        _tell(request, f"Withdrew {_count(count)}.")
        return _back(request)
    shown = queryset.shown()
    return _ask(
        model_admin,
        request,
        "admin/articles/article/withdraw.html",
        title="Withdraw",
        articles=shown.order_by("pk")[:PREVIEWED],
        more=max(0, shown.count() - PREVIEWED),
        total=shown.count(),
    )


@admin.action(description="Restore", permissions=["change"])
def restore(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    count = _set_withdrawn(request, queryset.filter(withdrawn_at__isnull=False), None)
    _tell(request, f"Restored {_count(count)}.")
    return _back(request)


def _set_withdrawn(request: HttpRequest, queryset: ArticleQuerySet, at: datetime | None) -> int:
    """Withdraw or restore a batch at a time, each article told of in the history."""
    count = 0
    for keys in in_batches(queryset):
        with transaction.atomic():
            # Not the queryset itself: its condition is what changes here.
            rows = Article.objects.filter(pk__in=keys, withdrawn_at__isnull=at is not None)
            moved = list(rows.only("headline", "body"))
            count += rows.update(withdrawn_at=at)
            LogEntry.objects.log_actions(
                request.user.pk or 0, moved, CHANGE, "Withdrawn." if at else "Restored."
            )
    return count


def _ask(
    model_admin: Any, request: HttpRequest, template: str, *, title: str, **context: Any
) -> HttpResponse:
    """A page that says what will happen, with the button that makes it happen."""
    selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
    across = request.POST.get("select_across") == "1"
    hidden = {
        "action": request.POST.getlist("action")[_action_index(request)],
        "select_across": "1" if across else "0",
        "confirmed": "yes",
    }
    if "from_article" in request.POST:
        hidden["from_article"] = request.POST["from_article"]
    return TemplateResponse(
        request,
        template,
        {
            **model_admin.admin_site.each_context(request),
            "title": title,
            "opts": model_admin.opts,
            "media": "",
            "hidden": hidden,
            # With all chosen, Django looks only whether there is one.
            "selected": selected[:1] if across else selected,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            **context,
        },
    )


def _action_index(request: HttpRequest) -> int:
    """Which of the page's two action bars was used; Django has checked that it has an action."""
    index = request.POST.get("index", "0")
    return int(index) if index.isdecimal() else 0


def _back(request: HttpRequest) -> HttpResponse | None:
    """To the article's page if the action began there, else (None) to the list."""
    key = request.POST.get("from_article", "")
    return redirect("admin:articles_article_change", key) if key.isdecimal() else None


def _tell(request: HttpRequest, sentence: str) -> None:
    messages.success(request, sentence)


def _count(number: int) -> str:
    return f"{number} article{'' if number == 1 else 's'}"
