"""The log of takedowns, and the same as a table to download."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.logs import ReadOnly
from articles.models import Takedown
from articles.spreadsheets import BYTE_ORDER_MARK, defused, one_line

if TYPE_CHECKING:
    TakedownBase = admin.ModelAdmin[Takedown]
else:
    TakedownBase = admin.ModelAdmin

COLUMNS = ("time", "action", "public_id", "by", "case", "reason", "removed_from_disk")


@admin.register(Takedown)
class TakedownAdmin(ReadOnly, TakedownBase):
    list_display = ("at", "action", "which", "by", "case", "reason", "disk")
    list_display_links = ("at",)
    list_filter = ("action", "at", "by")
    list_per_page = 50
    list_select_related = ("article",)
    date_hierarchy = "at"
    search_fields = ("public_id", "case", "reason", "by", "article__headline")
    search_help_text = "Searches public ID, case number, reason, who did it, and headline"
    fields = ("at", "action", "which", "by", "case", "reason", "disk")
    actions = ("download",)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Takedowns"} | (extra_context or {}))

    @admin.display(description="article", ordering="public_id")
    def which(self, takedown: Takedown) -> str:
        article = takedown.article
        if article is None:
            return takedown.public_id
        address = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}">{}</a> ({})', address, article.title, article.public_id)

    @admin.display(description="removed from the disk", ordering="purged_at")
    def disk(self, takedown: Takedown) -> str:
        if takedown.action != Takedown.Action.ERASED:
            return "–"
        at = takedown.purged_at
        return f"{at:%-d %B %Y}" if at else "waits for the worker"

    @admin.action(description="Download as CSV")
    def download(self, request: HttpRequest, queryset: QuerySet[Takedown]) -> HttpResponse:
        answer = HttpResponse(
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="takedowns.csv"'},
        )
        # The byte order mark tells spreadsheets that the file is UTF-8.
        answer.write(BYTE_ORDER_MARK)
        table = csv.writer(answer)
        table.writerow(COLUMNS)
        for each in queryset.order_by("at", "pk"):
            purged = each.purged_at.isoformat(timespec="seconds") if each.purged_at else ""
            at = each.at.isoformat(timespec="seconds")
            cells = (at, each.action, each.public_id, each.by, each.case, each.reason, purged)
            table.writerow([defused(one_line(cell)) for cell in cells])
        return answer
