"""People's decisions on lines. Each decision makes a new snapshot at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.onewriter import OneWriter
from articles.extraction.furniture import normal
from articles.learning.learning import learn
from articles.models import Outlet, Ruling

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Ruling]
    FormBase = forms.ModelForm[Ruling]
else:
    Base, FormBase = admin.ModelAdmin, forms.ModelForm

_LONGEST_CAUSE = 200  # characters, as many as the column holds


class LineOutletFilter(admin.SimpleListFilter):
    """Lines of one outlet, chosen by its slug."""

    title = "outlet"
    parameter_name = "outlet"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        having = Outlet.objects.filter(pk__in=model_admin.model.objects.values("outlet"))
        return list(having.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        return queryset.filter(outlet__slug=self.value()) if self.value() else None


class RulingForm(FormBase):
    """A decision on one line, as it appears on the outlet's pages."""

    class Meta:
        model = Ruling
        fields = ("outlet", "line", "verdict")
        widgets = {"line": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        line = " ".join(values.get("line", "").split())
        text = normal(line)
        if "line" in values and not text:
            self.add_error("line", "This line contains no words, so it cannot be recognised.")
        others = Ruling.objects.filter(outlet=values.get("outlet"), text=text)
        if text and others.exclude(pk=self.instance.pk).exists():
            self.add_error(
                "line", "There is already a decision on this line. Change that one instead."
            )
        self.instance.text = text
        return values | {"line": line}


@admin.register(Ruling)
class RulingAdmin(OneWriter, Base):
    """Lines that a person has added or rejected. Every change makes a new snapshot at once."""

    form = RulingForm
    list_display = ("line", "outlet", "verdict", "by", "at")
    list_filter = (LineOutletFilter, "verdict")
    list_select_related = ("outlet",)
    search_fields = ("line",)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Decisions on lines"} | (extra_context or {})
        )

    def save_model(self, request: HttpRequest, obj: Ruling, form: Any, change: bool) -> None:
        obj.by = request.user.get_username()
        before = Ruling.objects.filter(pk=obj.pk).values_list("outlet", flat=True)
        outlets = {obj.outlet_id, *before}
        obj.save()
        learn_now(self, request, f"{obj.by} decided on a line of {obj.outlet}", outlets)

    def delete_model(self, request: HttpRequest, obj: Ruling) -> None:
        obj.delete()
        by = request.user.get_username()
        learn_now(self, request, f"{by} undid a decision on a line", {obj.outlet_id})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Ruling]) -> None:
        outlets = set(queryset.order_by().values_list("outlet", flat=True))
        queryset.delete()
        by = request.user.get_username()
        learn_now(self, request, f"{by} undid decisions on lines", outlets)


def learn_now(model_admin: Any, request: HttpRequest, cause: str, outlets: Collection[int]) -> None:
    """Learn the lines of these outlets (primary keys) now, and link to the new snapshot."""
    snapshot = learn(cause[:_LONGEST_CAUSE], outlets)
    if snapshot is None:
        model_admin.message_user(
            request, "Nothing has changed: the recurring lines are the same as before."
        )
        return
    sentence = format_html(
        'This made <a href="{}">snapshot {}</a> of the recurring lines. Stored articles change '
        "only when they are extracted again; that page shows what would change.",
        reverse("admin:articles_snapshot_change", args=[snapshot.pk]),
        snapshot.number,
    )
    model_admin.message_user(request, sentence, messages.SUCCESS)
