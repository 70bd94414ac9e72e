"""Actions on many articles at once. Those that need it first show what they will do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.admin.confirmation import (
    PREVIEWED,
    back_to_article,
    confirmation_page,
    confirmed_articles,
    counted,
    is_confirmed,
    number_in,
    report,
)
from articles.admin.steps import Steps, indexed_together
from articles.extraction.furniture import Learnt
from articles.facts import wording
from articles.facts.rulenames import named
from articles.facttable import FACTS
from articles.learning.learning import current_learnt
from articles.models import Article, ArticleQuerySet, Damaged
from articles.reextraction import extract_all, preview
from articles.storedcaptures import NotExtracted

#: Articles that one request extracts again, which takes some seconds.
STEP = 500


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
        return _extract(model_admin, request, confirmed_articles(request, queryset))
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


def _extract(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    """Extract the next STEP articles of a selection; if more are left, ask whether to go on."""
    before = {name: number_in(request, name) for name in ("last", "done", "changed")}
    failures: list[str] = []
    rest = queryset.filter(pk__gt=before["last"])
    with indexed_together():
        made = list(islice(extract_all(rest, failures=failures), STEP))
    for failure in failures:
        messages.warning(request, failure)
    done = before["done"] + len(made)
    changed = before["changed"] + sum(bool(changes) for _, changes in made)
    left = queryset.filter(pk__gt=made[-1][0]).count() if len(made) == STEP else 0
    if not left:
        report(request, f"Extracted {counted(done)} again: {changed} changed.")
        return back_to_article(request)
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/continue.html",
        title="Extract again",
        hidden={
            "confirmed": "yes",
            "last": str(made[-1][0]),
            "done": str(done),
            "changed": str(changed),
        },
        progress=f"Extracted {counted(done)} again: {changed} changed.",
        left=counted(left),
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


@admin.action(description="Withdraw…", permissions=["withdraw"])
def withdraw(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    if is_confirmed(request):
        shown = confirmed_articles(request, queryset).shown()
        values = {"withdrawn_at": timezone.now()}
        return _update(
            model_admin, request, shown, "Withdraw", "Withdrew {}.", "Withdrawn.", values
        )
    shown = queryset.shown()
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/withdraw.html",
        title="Withdraw",
        articles=shown.order_by("pk")[:PREVIEWED],
        more=max(0, shown.count() - PREVIEWED),
        total=shown.count(),
    )


@admin.action(description="Restore", permissions=["withdraw"])
def restore(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    withdrawn = queryset.filter(withdrawn_at__isnull=False)
    values = {"withdrawn_at": None}
    return _update(model_admin, request, withdrawn, "Restore", "Restored {}.", "Restored.", values)


@admin.action(description="Mark as reviewed…", permissions=["change"])
def mark_reviewed(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    if is_confirmed(request):
        by = request.user.get_username()
        looked_at = confirmed_articles(request, queryset)
        values = {"reviewed_at": timezone.now(), "reviewed_by": by}
        title, done = "Mark as reviewed", "Marked {} as reviewed."
        return _update(model_admin, request, looked_at, title, done, "Reviewed.", values)
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
    values = {"reviewed_at": None, "reviewed_by": ""}
    title, done, entry = (
        "Mark as not reviewed",
        "Marked {} as not reviewed.",
        "Marked as not reviewed.",
    )
    return _update(model_admin, request, reviewed, title, done, entry, values)


def _update(
    model_admin: Any,
    request: HttpRequest,
    queryset: ArticleQuerySet,
    title: str,
    done: str,
    entry: str,
    values: Mapping[str, Any],
) -> HttpResponse | None:
    """Set columns of all articles, in steps, with ``entry`` in each article's history. ``done`` is
    a sentence with a place for the number of articles."""
    queryset = confirmed_articles(request, queryset)
    steps = Steps(request, "done")
    with indexed_together():
        for keys in steps.batches(queryset):
            with transaction.atomic():
                # By key, since the update changes the columns that the queryset filters by.
                rows = Article.objects.filter(pk__in=keys)
                updated = list(rows.only("headline", "body"))
                steps.tally["done"] += rows.update(**values)
                LogEntry.objects.log_actions(request.user.pk or 0, updated, CHANGE, entry)
    sentence = done.format(counted(steps.tally["done"]))
    return steps.answer(model_admin, queryset, title=title, done=sentence)
