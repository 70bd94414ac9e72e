"""Read-only lists: captures and the log of changes by rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from articles.facts import wording
from articles.facts.rulenames import named
from articles.models import Capture, MachineChange

if TYPE_CHECKING:
    CaptureBase = admin.ModelAdmin[Capture]
    ChangeBase = admin.ModelAdmin[MachineChange]
else:
    CaptureBase = ChangeBase = admin.ModelAdmin


class ReadOnly:
    """Lets users with permission view rows, and nobody add, change or delete them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(MachineChange)
class MachineChangeAdmin(ReadOnly, ChangeBase):
    list_display = ("at", "article", "fact", "old_words", "new_words", "cause_words", "rule_name")
    list_filter = (("cause", admin.AllValuesFieldListFilter), "field", "at")
    list_select_related = ("article",)
    date_hierarchy = "at"
    search_fields = ("article__public_id", "article__headline", "rule")
    fields = ("at", "article", "fact", "old_words", "new_words", "cause_words", "rule_name", "rule")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Changes by rules"} | (extra_context or {})
        )

    @admin.display(description="fact", ordering="field")
    def fact(self, change: MachineChange) -> str:
        return wording.label(change.field)

    @admin.display(description="before")
    def old_words(self, change: MachineChange) -> str:
        return wording.brief(change.field, change.old)

    @admin.display(description="after")
    def new_words(self, change: MachineChange) -> str:
        return wording.brief(change.field, change.new)

    @admin.display(description="cause", ordering="cause")
    def cause_words(self, change: MachineChange) -> str:
        return wording.cause(change.cause)

    @admin.display(description="rule", ordering="rule")
    def rule_name(self, change: MachineChange) -> str:
        return format_html('<span title="{}">{}</span>', change.rule, named(change.rule))


@admin.register(Capture)
class CaptureAdmin(ReadOnly, CaptureBase):
    list_display = ("short_hash", "article", "encoding", "encoding_doubtful", "seen_at")
    list_filter = ("encoding", "encoding_doubtful")
    list_select_related = ("article",)
    search_fields = ("sha256", "paths__path")
    search_help_text = "Searches SHA-256 and file path"
    fields = (
        "sha256",
        "comparison_key",
        "encoding",
        "encoding_doubtful",
        "captured_at",
        "seen_at",
        "article",
        "seen_at_paths",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        return super().get_queryset(request).defer("compressed")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Captures"} | (extra_context or {}))

    @admin.display(description="SHA-256", ordering="sha256")
    def short_hash(self, capture: Capture) -> str:
        return capture.sha256[:12]

    @admin.display(description="paths")
    def seen_at_paths(self, capture: Capture) -> str:
        return "\n".join(row.path for row in capture.paths.all())
