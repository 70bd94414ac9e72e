"""Corrections by a table: download it, edit it, send it back, look at the preview, apply it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO, Final

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.admin.beginning import answered
from articles.admin.correctiontables import (
    EMPTY,
    MOST,
    BadCell,
    BadTable,
    CellReader,
    TableRow,
    rows_in,
    table_of,
)
from articles.bulk.kind import Refused
from articles.bulk.states import as_json, edited, state_of
from articles.bulk.work import confirm
from articles.facts import pins, wording
from articles.facts.changes import FactChange
from articles.facts.values import value_of
from articles.models import Article, ArticleQuerySet, BulkChange, BulkRow

#: Rows of the table that are read, and articles that are loaded, at a time.
_AT_ONCE: Final = 500
#: Articles on one page of the preview, and cells that are listed because they are wrong.
_PREVIEWED, _LISTED = 50, 500
#: What nobody confirms is removed after this time.
_KEPT: Final = dt.timedelta(days=1)
_LARGE: Final = ("findings", "published_candidates")


@dataclass(slots=True)
class Plan:
    """What a table asks for. ``problems`` are about cells and rows that cannot be applied."""

    rows: list[BulkRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    wrong: int = 0
    unchanged: int = 0

    def note(self, problem: str) -> None:
        self.wrong += 1
        if len(self.problems) < _LISTED:
            self.problems.append(problem)


class TableForm(forms.Form):
    table = forms.FileField(
        label="Table (CSV)",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={
            "required": "Choose the file that you have corrected.",
            "empty": "This file is empty. Save it again in the spreadsheet program, as CSV.",
        },
    )


@admin.action(description="Download to correct (CSV)", permissions=["change"])
def download(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponseBase | None:
    return _download(request, queryset, with_texts=False)


@admin.action(description="Download to correct, with texts (CSV)", permissions=["change"])
def download_with_texts(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponseBase | None:
    return _download(request, queryset, with_texts=True)


def _download(
    request: HttpRequest, queryset: ArticleQuerySet, *, with_texts: bool
) -> HttpResponseBase | None:
    keys = list(queryset.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        messages.error(request, f"A table has at most {MOST:,} articles: choose fewer.")
        return None
    return table_answer(keys, with_texts=with_texts)


def table_answer(keys: Sequence[int], *, with_texts: bool) -> HttpResponseBase:
    """The table of articles (primary keys), in their order, as a file."""
    return StreamingHttpResponse(
        table_of(_articles(keys), with_texts=with_texts),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="corrections.csv"'},
    )


def _articles(keys: Sequence[int]) -> Iterator[Article]:
    rows = Article.objects.select_related("outlet").defer("extracted", *_LARGE)
    for start in range(0, len(keys), _AT_ONCE):
        chunk = keys[start : start + _AT_ONCE]
        found = rows.in_bulk(chunk)
        yield from (found[key] for key in chunk if key in found)


def upload_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The form that takes a table. What it asks for is stored as a draft, which has a preview."""
    _require(model_admin, request)
    form = TableForm(request.POST or None, request.FILES or None, label_suffix="")
    if form.is_valid():
        assert isinstance(request.user, User)
        file = form.cleaned_data["table"]
        try:
            change = draft(file.file, file.name, request.user)
        except BadTable as bad:
            form.add_error("table", str(bad))
        else:
            return redirect("admin:articles_article_corrections_preview", change.pk)
    return _page(model_admin, request, "upload", {"form": form, "empty": EMPTY, "most": MOST})


def draft(file: BinaryIO, name: str, by: User) -> BulkChange:
    """Store what a table asks for as a draft of a bulk change. Raises BadTable."""
    plan = planned(rows_in(file, settings.INGEST_MAX_BYTES))
    with transaction.atomic():
        old = BulkChange.objects.filter(state=BulkChange.State.DRAFT)
        old.filter(started_at__lt=timezone.now() - _KEPT).delete()
        change = BulkChange.objects.create(
            kind="correct",
            by=by,
            state=BulkChange.State.DRAFT,
            parameters={"file": name[:200], "unchanged": plan.unchanged, "wrong": plan.wrong},
            problems=plan.problems,
            total=len(plan.rows),
        )
        for row in plan.rows:
            row.change = change
        BulkRow.objects.bulk_create(plan.rows, batch_size=_AT_ONCE)
    return change


def planned(rows: Iterator[TableRow]) -> Plan:
    """Compare a table with the articles. Raises BadTable."""
    plan, reader = Plan(), CellReader()
    seen: dict[str, int] = {}
    while chunk := list(islice(rows, _AT_ONCE)):
        ids = {row.public_id for row in chunk}
        found = Article.objects.select_related("outlet").defer("extracted", "findings")
        articles = {each.public_id: each for each in found.filter(public_id__in=ids)}
        for row in chunk:
            article = articles.get(row.public_id)
            if article is None:
                plan.note(
                    f"Row {row.line}: no article has the id “{row.public_id[:64]}”. Download the "
                    "table again if a spreadsheet has changed the ids."
                )
            elif row.public_id in seen:
                plan.note(
                    f"Row {row.line}: {row.public_id} stands in row {seen[row.public_id]} already, "
                    "which counts. Remove one of the two."
                )
            elif not row.version.isdecimal():
                plan.note(
                    f"Row {row.line}, version: “{row.version[:20]}” is no number. It says on which "
                    "state of the article the row is based: take it from the download."
                )
            else:
                seen[row.public_id] = row.line
                _add(plan, reader, row, article)
    return plan


def _add(plan: Plan, reader: CellReader, row: TableRow, article: Article) -> None:
    wanted = {}
    wrong = plan.wrong
    for fact, cell in row.cells.items():
        if not cell.strip() or reader.is_same(fact, cell, article):
            continue
        try:
            value = reader.value(fact, cell)
        except BadCell as bad:
            plan.note(f"Row {row.line}, {fact}: {bad}.")
            continue
        if value or _has(article, fact):
            wanted[fact] = as_json(fact, value)
    if wanted:
        plan.rows.append(
            BulkRow(
                article=article,
                line=row.line,
                is_late=int(row.version) != article.version,
                wanted=wanted,
                before={fact: state_of(article, fact) for fact in wanted},
            )
        )
    elif plan.wrong == wrong:
        plan.unchanged += 1


def _has(article: Article, fact: str) -> bool:
    return bool(article.published_date if fact == "published" else value_of(article, fact))


def preview_view(model_admin: Any, request: HttpRequest, key: int) -> HttpResponse:
    """What a draft would change, in pages; applied or thrown away by its own person."""
    _require(model_admin, request)
    change = BulkChange.objects.filter(pk=key, kind="correct").first()
    if change is None or change.by_id != request.user.pk:
        raise Http404("no such corrections")
    if change.state != BulkChange.State.DRAFT:
        return redirect("admin:articles_bulkchange_change", change.pk)
    late = change.rows.filter(is_late=True).count()
    if request.method == "POST" and "discard" in request.POST:
        change.delete()
        messages.success(request, "The corrections were thrown away. Nothing was changed.")
        return redirect("admin:articles_article_corrections")
    if request.method == "POST":
        rows = change.rows.all() if "late" in request.POST else change.rows.filter(is_late=False)
        keys = list(rows.values_list("pk", flat=True))
        done = answered(request, confirm(change, keys))
        return done or redirect("admin:articles_article_changelist")
    pages = Paginator(change.rows.select_related("article__outlet"), _PREVIEWED)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "change": change,
        "rows": [(row, *_compared(row)) for row in page],
        "page": page,
        "late": late,
        "in_time": change.rows.count() - late,
    }
    return _page(model_admin, request, "preview", context)


def _compared(row: BulkRow) -> tuple[list[tuple[str, str, str]], str]:
    """Each fact with its value before and after, and what is wrong."""
    article = row.article
    found: list[tuple[str, str, str]] = []
    for fact, wanted in row.wanted.items():
        old = value_of(article, fact)
        try:
            pins.edit(article, fact, edited(fact, wanted), "")
        except Refused as refused:
            return found, str(refused)
        made = FactChange(fact, old, value_of(article, fact))
        found.append((wording.label(fact), *wording.compared(made)))
    return found, ""


def _require(model_admin: Any, request: HttpRequest) -> None:
    if not model_admin.has_change_permission(request):
        raise PermissionDenied


def _page(
    model_admin: Any, request: HttpRequest, name: str, context: dict[str, Any]
) -> HttpResponse:
    return TemplateResponse(
        request,
        f"admin/articles/corrections/{name}.html",
        {
            **model_admin.admin_site.each_context(request),
            "title": "Corrections from a table",
            "opts": model_admin.opts,
            "media": "",
            **context,
        },
    )
