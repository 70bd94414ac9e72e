"""Learnt lines: snapshots to view, and lines to reject or confirm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.logs import ReadOnly
from articles.admin.rulings import LineOutletFilter, learn_now
from articles.models import Article, LearntLine, LearntLineQuerySet, Outlet, Ruling, Snapshot
from newsarchive.transactions import writing

if TYPE_CHECKING:
    SnapshotBase = admin.ModelAdmin[Snapshot]
    LineBase = admin.ModelAdmin[LearntLine]
else:
    SnapshotBase = LineBase = admin.ModelAdmin

#: Most added and most removed lines of one outlet on a snapshot's page.
SHOWN = 100


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnly, SnapshotBase):
    """Snapshots, each with its differences from the previous one."""

    change_form_template = "admin/articles/snapshot/change_form.html"
    list_display = ("name", "made_at", "cause", "line_count", "added_count", "removed_count")
    list_display_links = ("name",)
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        number = OuterRef("number")
        applied = LearntLine.objects.applied().filter(since__lte=number)
        return (
            super()
            .get_queryset(request)
            .annotate(
                applied=_count(applied.filter(Q(until__isnull=True) | Q(until__gt=number))),
                added_total=_count(LearntLine.objects.filter(since=number)),
                removed_total=_count(LearntLine.objects.filter(until=number)),
            )
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Snapshots"} | (extra_context or {}))

    @admin.display(description="snapshot", ordering="number")
    def name(self, snapshot: Snapshot) -> str:
        return str(snapshot.number)

    @admin.display(description="lines")
    def line_count(self, snapshot: Snapshot) -> int:
        return int(getattr(snapshot, "applied", 0))

    @admin.display(description="added")
    def added_count(self, snapshot: Snapshot) -> int:
        return int(getattr(snapshot, "added_total", 0))

    @admin.display(description="removed")
    def removed_count(self, snapshot: Snapshot) -> int:
        return int(getattr(snapshot, "removed_total", 0))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        snapshot: Snapshot = context["original"]
        return super().render_change_form(
            request,
            context
            | {
                "title": f"Snapshot {snapshot.number} of recurring lines",
                "outlets": _differences(snapshot),
                "applied": snapshot.lines.applied().count(),
                "is_current": snapshot == Snapshot.objects.first(),
                "before": snapshot.number - 1,
                "may_change": request.user.has_perm("articles.change_article"),
            },
            *args,
            **kwargs,
        )


def _count(lines: LearntLineQuerySet) -> Subquery:
    """Return a subquery that counts ``lines`` for each row of another query."""
    one = lines.order_by().annotate(total=Func(F("pk"), function="COUNT"))
    return Subquery(one.values("total"), output_field=IntegerField())


@dataclass(slots=True)
class Difference:
    """The lines of an outlet added and removed by a snapshot; ``more`` are not shown.

    ``article`` is the primary key of one of the outlet's articles: an action on the whole article
    list needs at least one selected row.
    """

    outlet: Outlet
    article: int | None
    added: list[LearntLine] = field(default_factory=list)
    removed: list[LearntLine] = field(default_factory=list)
    more: int = 0


def _differences(snapshot: Snapshot) -> list[Difference]:
    """Return the differences by outlet name. The number of queries does not grow with outlets."""
    changed = (snapshot.added | snapshot.removed).order_by()
    outlets = Outlet.objects.filter(pk__in=changed.values("outlet")).order_by("name")
    articles = Article.objects.order_by().filter(outlet__in=outlets.order_by())
    chosen = dict(articles.values_list("outlet").annotate(Min("pk")))
    found = {outlet.pk: Difference(outlet, chosen.get(outlet.pk)) for outlet in outlets}
    for name, lines in (("added", snapshot.added), ("removed", snapshot.removed)):
        place = Window(RowNumber(), partition_by="outlet", order_by="text")
        shown = lines.annotate(place=place).filter(place__lte=SHOWN)
        for line in shown:
            getattr(found[line.outlet_id], name).append(line)
        for outlet, count in lines.order_by().values_list("outlet").annotate(Count("pk")):
            found[outlet].more += max(0, count - SHOWN)
    return list(found.values())


@admin.register(LearntLine)
class LearntLineAdmin(ReadOnly, LineBase):
    """The lines of the current snapshot. A person's decision on one outranks counting."""

    list_display = ("line", "outlet", "state", "share", "first_seen", "last_seen", "since")
    list_display_links = None
    list_filter = (LineOutletFilter, "state")
    list_per_page = 100
    list_select_related = ("outlet", "first", "last")
    search_fields = ("example", "text")
    actions = ("refuse", "confirm", "let_go")

    def get_queryset(self, request: HttpRequest) -> LearntLineQuerySet:
        return LearntLine.objects.current()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        newest = Snapshot.objects.first()
        title = (
            f"Recurring lines, snapshot {newest.number}" if newest else "Recurring lines: none yet"
        )
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    @admin.display(description="line", ordering="text")
    def line(self, line: LearntLine) -> str:
        return line.example

    @admin.display(description="captures", ordering="seen")
    def share(self, line: LearntLine) -> str:
        return f"{line.seen} of {line.among}"

    @admin.display(description="first seen", empty_value="–")
    def first_seen(self, line: LearntLine) -> str | None:
        return _link(line.first)

    @admin.display(description="last seen", empty_value="–")
    def last_seen(self, line: LearntLine) -> str | None:
        return _link(line.last)

    def has_rule_permission(self, request: HttpRequest) -> bool:
        """Require both permissions, since a decision may replace an earlier one."""
        return request.user.has_perms(["articles.add_ruling", "articles.change_ruling"])

    def has_let_go_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.delete_ruling")

    @admin.action(description="Reject: the line is part of stories", permissions=["rule"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[LearntLine]) -> None:
        self._rule(request, queryset, Ruling.Verdict.STORY)

    @admin.action(description="Confirm: the line is not part of stories", permissions=["rule"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[LearntLine]) -> None:
        self._rule(request, queryset, Ruling.Verdict.FURNITURE)

    @admin.action(description="Undo the decision: let the count decide", permissions=["let_go"])
    def let_go(self, request: HttpRequest, queryset: QuerySet[LearntLine]) -> None:
        lines = list(queryset)
        with writing():
            for line in lines:
                rulings = Ruling.objects.filter(outlet=line.outlet_id, text=line.text)
                LogEntry.objects.log_actions(
                    request.user.pk or 0, rulings, DELETION, "Decision undone.", single_object=True
                )
                rulings.delete()
        by = request.user.get_username()
        learn_now(self, request, f"{by} undid decisions on lines", _outlets(lines))

    def _rule(
        self, request: HttpRequest, queryset: QuerySet[LearntLine], verdict: Ruling.Verdict
    ) -> None:
        by = request.user.get_username()
        lines = list(queryset)
        with writing():
            for line in lines:
                ruling, is_new = Ruling.objects.update_or_create(
                    outlet_id=line.outlet_id,
                    text=line.text,
                    defaults={"line": line.example, "verdict": verdict, "by": by},
                )
                LogEntry.objects.log_actions(
                    request.user.pk or 0,
                    [ruling],
                    ADDITION if is_new else CHANGE,
                    f"Decided: {ruling.get_verdict_display()}.",
                    single_object=True,
                )
        learn_now(self, request, f"{by} decided on lines: {verdict.label}", _outlets(lines))


def _outlets(lines: Iterable[LearntLine]) -> set[int]:
    return {line.outlet_id for line in lines}


def _link(article: Article | None) -> str | None:
    if article is None:
        return None
    url = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}">{}</a>', url, article.title)
