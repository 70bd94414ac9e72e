"""The list of ingests, and the action that undoes them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articles.admin.beginning import begin_with
from articles.admin.confirmation import PREVIEWED, confirmation_page, is_confirmed
from articles.admin.logs import ReadOnly
from articles.ingest import undoing
from articles.ingest.sametexts import number_of_same_texts, same_texts
from articles.ingest.undoing import REMOVED, TAKEN_BACK, Undoing
from articles.models import IngestRun

if TYPE_CHECKING:
    RunBase = admin.ModelAdmin[IngestRun]
else:
    RunBase = admin.ModelAdmin

#: Instead of an empty value; Django shows None as a word.
NOTHING = "–"
#: Failures, articles, and articles that stayed when it was undone, that the page of a run shows.
SHOWN = 100


@admin.register(IngestRun)
class IngestRunAdmin(ReadOnly, RunBase):
    list_display = ("number", "started_at", "by", "files", "summary", "state")
    list_display_links = ("number",)
    list_filter = ("state", "started_at")
    list_per_page = 50
    search_fields = ("by", "paths", "outcomes__source")
    search_help_text = "Searches who started it and the files"
    fields = (
        *("started_at", "ended_at", "by", "files", "options_words", "given_words", "columns_words"),
        *("summary", "not_read", "failures", "stored", "same_text", "state"),
        *("undone_at", "undone_by", "stayed"),
    )
    change_form_template = "admin/articles/ingestrun/change_form.html"
    actions = ("undo",)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Ingests"} | (extra_context or {}))

    @admin.display(description="ingest", ordering="pk")
    def number(self, run: IngestRun) -> str:
        return str(run.pk)

    @admin.display(description="files")
    def files(self, run: IngestRun) -> str:
        shown = [str(path) for path in run.paths[:3]]
        more = len(run.paths) - len(shown)
        return ", ".join(shown) + (f" and {more} more" if more > 0 else "")

    @admin.display(description="outcomes")
    def summary(self, run: IngestRun) -> str:
        return run.summary

    @admin.display(description="options")
    def options_words(self, run: IngestRun) -> str:
        return _listed(run.options)

    @admin.display(description="facts given")
    def given_words(self, run: IngestRun) -> str:
        return _listed(run.given)

    @admin.display(description="columns given")
    def columns_words(self, run: IngestRun) -> str:
        return "; ".join(map(_listed, run.column_maps.values())) or NOTHING

    @admin.display(description="failures")
    def failures(self, run: IngestRun) -> str:
        rows = run.outcomes.filter(kind="failed").values_list("source", "error")[:SHOWN]
        return format_html_join("", "<div>{}: {}</div>", rows) or NOTHING

    @admin.display(description="articles")
    def stored(self, run: IngestRun) -> str:
        rows = run.outcomes.filter(article__isnull=False).select_related("article")
        links = [
            (reverse("admin:articles_article_change", args=[row.article_id]), row.article, row.kind)
            for row in rows[:SHOWN]
        ]
        shown = format_html_join("", '<div><a href="{}">{}</a> ({})</div>', links)
        more = rows.count() - len(links)
        return (
            format_html("{}<div>and {} more</div>", shown, f"{more:,}")
            if more
            else shown or NOTHING
        )

    @admin.display(description="same text as another")
    def same_text(self, run: IngestRun) -> str:
        found = same_texts(run, SHOWN)
        links = [
            (reverse("compare", args=[each.public_id, each.other_id]), each.source, each.words)
            for each in found
        ]
        shown = format_html_join("", '<div><a href="{}">{}</a>: {}</div>', links)
        more = number_of_same_texts(run) - len(links)
        return (
            format_html("{}<div>and {} more</div>", shown, f"{more:,}")
            if more
            else shown or NOTHING
        )

    @admin.display(description="stayed when it was undone")
    def stayed(self, run: IngestRun) -> str:
        rows = run.outcomes.filter(undone__startswith="kept").values_list("source", "undone")
        return format_html_join("", "<div>{} ({})</div>", rows[:SHOWN]) or NOTHING

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        more = {"may_undo": self.has_undo_permission(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, more)

    def has_undo_permission(self, request: HttpRequest) -> bool:
        """Require the permission to delete, as to withdraw does."""
        return request.user.has_perm("articles.delete_article")

    @admin.action(description="Undo…", permissions=["undo"])
    def undo(self, request: HttpRequest, queryset: QuerySet[IngestRun]) -> HttpResponse | None:
        runs = list(queryset.order_by("-pk"))
        if not is_confirmed(request):
            numbers, staying = Counter[str](), list[Undoing]()
            for run in runs:
                for each in undoing.preview(run):
                    numbers[each.does] += 1
                    if not each.does and len(staying) < PREVIEWED:
                        staying.append(each)
            return confirmation_page(
                self,
                request,
                "admin/articles/ingestrun/undo.html",
                title="Undo ingests",
                removed=numbers[REMOVED],
                taken_back=numbers[TAKEN_BACK],
                kept=numbers[""],
                staying=staying,
                more=numbers[""] - len(staying),
            )
        keys = [key for run in runs for key in undoing.outcomes_of(run)]
        return begin_with("undo", request, keys, {"runs": [run.pk for run in runs]})


def _listed(values: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items()) or NOTHING
