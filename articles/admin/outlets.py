"""Outlets: people rename, confirm and merge them, and delete those without articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import Count, ProtectedError, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from articles.admin.filters import ConditionFilter
from articles.admin.forms import OutletForm
from articles.admin.onewriter import OneWriter
from articles.extraction.words.explanations import counted
from articles.learning.learning import learn
from articles.models import Outlet, OutletMerge
from newsarchive.transactions import writing

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Outlet]
else:
    Base = admin.ModelAdmin


#: Merges that the page of an outlet offers to undo, the last first.
SHOWN_MERGES: Final = 50
#: More than the digits of any key that a database takes.
_DIGITS: Final = 19


class MergeForm(forms.Form):
    """The outlet to merge into. The selected outlets come first in the list."""

    target = forms.ModelChoiceField(
        Outlet.objects.none(), label="Merge into", empty_label="Choose an outlet"
    )

    def __init__(self, *args: Any, chosen: list[Outlet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ModelChoiceField)
        keys = [outlet.pk for outlet in chosen]
        others = Outlet.objects.exclude(pk__in=keys)
        field.queryset = Outlet.objects.all()
        field.choices = [
            ("", field.empty_label),
            ("Selected", [(outlet.pk, outlet.name) for outlet in chosen]),
            ("Other outlets", [(pk, name) for pk, name in others.values_list("pk", "name")]),
        ]
        self.chosen = chosen

    def clean_target(self) -> Outlet:
        target: Outlet = self.cleaned_data["target"]
        if [outlet.pk for outlet in self.chosen] == [target.pk]:
            raise forms.ValidationError("An outlet cannot be merged into itself.")
        return target


class ReviewFilter(ConditionFilter):
    """Outlets added from captures, until a person confirms, renames or merges them."""

    title, parameter_name = "review", "review"
    choices_shown = ("To be reviewed", "No review needed")
    condition = Q(origin__in=Outlet.TO_REVIEW)


@admin.register(Outlet)
class OutletAdmin(OneWriter, Base):
    form = OutletForm
    change_form_template = "admin/articles/outlet/change_form.html"
    list_display = ("name", "article_count", "origin", "also")
    list_filter = (ReviewFilter, "origin")
    search_fields = ("name", "aliases__name")
    fields = ("name", "slug", "origin", "aliases")
    readonly_fields = ("slug", "origin", "aliases")
    actions = ("confirm", "merge", "unmerge")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        outlets = super().get_queryset(request).prefetch_related("aliases")
        return outlets.annotate(articles=Count("article", distinct=True))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Outlets"} | (extra_context or {}))

    @admin.display(description="articles", ordering="articles")
    def article_count(self, outlet: Outlet) -> int:
        return int(getattr(outlet, "articles", 0))

    @admin.display(description="also known as", empty_value="–")
    def also(self, outlet: Outlet) -> str | None:
        return ", ".join(alias.name for alias in outlet.aliases.all()) or None

    @admin.display(description="also known as")
    def aliases(self, outlet: Outlet) -> str:
        """The names and slugs that merges left here."""
        names = [f"{each.name} ({each.slug})" for each in outlet.aliases.all()] if outlet.pk else []
        return "\n".join(names) or "no other names"

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        # Outlets are deleted one at a time on their pages, which say why one cannot be deleted.
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: Outlet, form: Any, change: bool) -> None:
        """Save; renaming an outlet that needs review confirms it."""
        if change and form.has_changed() and obj.needs_review:
            obj.origin = Outlet.Origin.CONFIRMED
        obj.save()

    @admin.action(description="Confirm as outlets", permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Outlet]) -> HttpResponse | None:
        found = list(queryset.filter(origin__in=Outlet.TO_REVIEW))
        with writing():
            for outlet in found:
                outlet.origin = Outlet.Origin.CONFIRMED
                outlet.save()
                LogEntry.objects.log_actions(
                    request.user.pk or 0, [outlet], CHANGE, "Confirmed.", single_object=True
                )
        count = counted(len(found), "outlet")
        self.message_user(request, f"Confirmed {count}.")
        if "from_outlet" in request.POST and len(found) == 1:
            return redirect("admin:articles_outlet_change", found[0].pk)
        return None

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Require the permissions to change and to delete outlets: a merge does both."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.action(description="Undo the last merge", permissions=["merge"])
    def unmerge(self, request: HttpRequest, queryset: QuerySet[Outlet]) -> HttpResponse | None:
        """Undo the last merge into each outlet, or the one that its page names."""
        chosen = request.POST.get("merge", "")
        for outlet in queryset:
            merges = outlet.merges.all()
            if chosen:
                is_key = chosen.isdecimal() and len(chosen) < _DIGITS
                merges = merges.filter(pk=chosen) if is_key else merges.none()
            merge = merges.first()
            if merge is None:
                self.message_user(request, f"No merge into {outlet} is known.", messages.WARNING)
                continue
            try:
                made, moved = _undo(request, merge)
            except ValueError as error:
                self.message_user(request, str(error), messages.ERROR)
                continue
            learn(f"{request.user.get_username()} undid a merge", [outlet.pk, made.pk])
            articles = counted(moved, "article")
            self.message_user(request, f"{made} is an outlet again, with {articles}.")
        if chosen and (shown := queryset.first()):
            return redirect("admin:articles_outlet_change", shown.pk)
        return None

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        outlet = self.get_object(request, object_id)
        merges = OutletMerge.objects.none()
        if outlet is not None and self.has_merge_permission(request):
            merges = outlet.merges.all()
        context = {
            "merges": [(each, len(each.articles)) for each in merges[:SHOWN_MERGES]],
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_delete_permission(request):
            raise PermissionDenied
        refusal = (
            "{} has articles, so it cannot be deleted. Merge it into another outlet instead: "
            "its articles move there, and its name is kept as an alias."
        )
        outlet = self.get_object(request, object_id)
        try:
            if outlet is None or not outlet.article_set.exists():
                return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            pass  # an article was added while the page asked for confirmation
        self.message_user(request, refusal.format(outlet), messages.ERROR)
        return redirect("admin:articles_outlet_change", object_id)

    @admin.action(description="Merge…", permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Outlet]) -> HttpResponse | None:
        chosen = sorted(queryset, key=lambda each: (-self.article_count(each), each.name))
        confirmed = "confirmed" in request.POST
        form = MergeForm(
            request.POST if confirmed else None,
            chosen=chosen,
            initial={"target": chosen[0].pk if len(chosen) > 1 else None},
        )
        if confirmed and form.is_valid():
            target = form.cleaned_data["target"]
            moved = _merge(request, [each for each in chosen if each != target], target)
            # The decisions on the merged outlets' lines take effect at once.
            learn(f"{request.user.get_username()} merged outlets", [target.pk])
            articles = counted(moved, "article")
            self.message_user(request, f"Merged into {target}: {articles} moved.")
            return None
        return TemplateResponse(
            request,
            "admin/articles/outlet/merge.html",
            {
                **self.admin_site.each_context(request),
                "title": "Merge outlets",
                "opts": self.opts,
                "form": form,
                "chosen": chosen,
                "hidden": {"action": "merge", "select_across": "0", "confirmed": "yes"},
                "selected": [outlet.pk for outlet in chosen],
                "checkbox_name": ACTION_CHECKBOX_NAME,
            },
        )


def _undo(request: HttpRequest, merge: OutletMerge) -> tuple[Outlet, int]:
    """Undo a merge and log it for both outlets. Raises ValueError with the obstacle."""
    user = request.user.pk or 0
    with writing():
        made, moved = merge.undo()
        target = merge.target
        for outlet, words in (
            (target, f"Undid the merge of {made.name}; articles moved back: {moved}."),
            (made, f"Made again: its merge into {target} was undone."),
        ):
            LogEntry.objects.log_actions(user, [outlet], CHANGE, words, single_object=True)
    return made, moved


def _merge(request: HttpRequest, sources: list[Outlet], target: Outlet) -> int:
    """Merge each source and log it for both outlets; returns how many articles moved."""
    user, total = request.user.pk or 0, 0
    for source in sources:
        with writing():
            # Read again, since another merge may have removed one of them.
            target = get_object_or_404(Outlet, pk=target.pk)
            current = Outlet.objects.filter(pk=source.pk).first()
            if current is None:
                continue
            LogEntry.objects.log_actions(
                user, [current], DELETION, f"Merged into {target}.", single_object=True
            )
            moved = current.merge_into(target, request.user.get_username())
            LogEntry.objects.log_actions(
                user,
                [target],
                CHANGE,
                f"Merged {source.name} into this outlet; articles moved: {moved}.",
                single_object=True,
            )
        total += moved
    return total
