"""The list of bulk changes, and the page that shows how far one has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.admin.logs import ReadOnly
from articles.bulk.changeundoing import rows_to_undo
from articles.bulk.kinds import KINDS, can_be_undone
from articles.bulk.work import continue_failed, start
from articles.models import BulkChange

if TYPE_CHECKING:
    ChangeBase = admin.ModelAdmin[BulkChange]
else:
    ChangeBase = admin.ModelAdmin

#: Seconds after which a person is told that no process seems to do the work.
_PATIENCE: Final = 90


@admin.register(BulkChange)
class BulkChangeAdmin(ReadOnly, ChangeBase):
    change_form_template = "admin/articles/bulkchange/change_form.html"
    list_display = ("started_at", "what", "by", "sentence", "state")
    list_display_links = ("started_at",)
    list_filter = ("state", "started_at")
    list_per_page = 50
    list_select_related = ("by",)
    fields = ("what", "started_at", "ended_at", "by", "undone", "listed_problems")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Bulk changes"} | (extra_context or {}))

    @admin.display(description="what", ordering="kind")
    def what(self, change: BulkChange) -> str:
        return KINDS[change.kind].title

    @admin.display(description="done")
    def sentence(self, change: BulkChange) -> str:
        return KINDS[change.kind].sentence(change)

    @admin.display(description="problems")
    def listed_problems(self, change: BulkChange) -> str:
        rows = [(problem,) for problem in change.problems]
        return format_html_join("", "<div>{}</div>", rows) or "–"

    @admin.display(description="undone by")
    def undone(self, change: BulkChange) -> str:
        if change.undone_by_id is None:
            return "–"
        address = reverse("admin:articles_bulkchange_change", args=[change.undone_by_id])
        return format_html('<a href="{}">bulk change {}</a>', address, change.undone_by_id)

    def get_queryset(self, request: HttpRequest) -> QuerySet[BulkChange]:
        return super().get_queryset(request).select_related("by")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.progress_view)
        own = path("<int:key>/progress", view, name="articles_bulkchange_progress")
        return [own, *super().get_urls()]

    def progress_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """How far a change has come, for the script of its page."""
        change = get_object_or_404(BulkChange, pk=key)
        return JsonResponse(
            {
                "is_working": change.is_running,
                "progress": change.done,
                "total": change.total,
                "sentence": KINDS[change.kind].sentence(change),
            }
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        change = self.get_object(request, object_id)
        if change is None:
            return super().change_view(request, object_id, form_url, extra_context)
        if change.state == BulkChange.State.DRAFT and change.by_id == request.user.pk:
            return redirect("admin:articles_article_corrections_preview", change.pk)
        may_continue = change.state == BulkChange.State.FAILED and change.by_id == request.user.pk
        kind = KINDS[change.kind]
        may_undo = request.user.has_perm("articles.change_article") and can_be_undone(change)
        if request.method == "POST" and may_continue:
            continue_failed(change)
            return redirect("admin:articles_bulkchange_change", change.pk)
        if request.method == "POST" and may_undo and isinstance(request.user, User):
            parameters = {"change": change.pk}
            undoing = start("undo change", rows_to_undo(change), request.user, parameters)
            return redirect("admin:articles_bulkchange_change", undoing.pk)
        waited = (timezone.now() - change.worked_at).total_seconds()
        more = {
            "title": kind.title,
            "sentence": kind.sentence(change),
            "left": f"{change.total - change.done:,} of {change.total:,}",
            "may_continue": may_continue,
            "may_undo": may_undo,
            "is_unattended": change.is_running and waited > _PATIENCE,
        }
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))
