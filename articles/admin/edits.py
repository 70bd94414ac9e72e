"""Set one fact of many articles: choose a value, preview the changes, then confirm.

The fact is then pinned, as if each article had been edited by hand. Values that were pinned before
stay unless the box to replace them is ticked; values pinned since the preview always stay.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.admin.beginning import begin
from articles.admin.confirmation import (
    PREVIEWED,
    confirmation_page,
    confirmed_articles,
    is_confirmed,
)
from articles.admin.formfields import OutletField, PartialDateField
from articles.bulk.factsetting import Edit, shown_name
from articles.facts import wording
from articles.facts.values import value_of
from articles.models import Article, ArticleQuerySet


class EditForm(forms.Form):
    """A value for the fact, or the choice that it is unknown."""

    unknown = forms.BooleanField(required=False)
    over_pins = forms.BooleanField(
        required=False, label="Also replace values that somebody has pinned"
    )
    #: When the preview was made.
    as_of = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, fact: str, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        field: OutletField | PartialDateField
        if fact == "outlet":
            field = OutletField(required=False)
            field.empty_label = "Choose an outlet"
            self.fields["unknown"].label = "The outlet is unknown"
        else:
            field = PartialDateField(
                required=False,
                help_text="A year, a month or a day: 2020, March 2020 or 2020-03-04.",
                error_messages={
                    "invalid": "Enter a date that exists, such as 2020, 2020-03, 2020-03-04 or "
                    "4 March 2020."
                },
            )
            self.fields["unknown"].label = "The date is unknown"
        field.label = wording.label(fact)
        self.fields["value"] = field
        self.order_fields(["value", "unknown", "over_pins"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "value" in cleaned and bool(cleaned["value"]) == bool(cleaned.get("unknown")):
            self.add_error(
                "value",
                "Enter a value or tick “unknown”, not both."
                if cleaned["value"]
                else "Enter a value, or tick “unknown”.",
            )
        return cleaned


@admin.action(description="Set outlet…", permissions=["change"])
def set_outlet(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    return _set("outlet", model_admin, request, queryset)


@admin.action(description="Set date…", permissions=["change"])
def set_date(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    return _set("published", model_admin, request, queryset)


def _set(
    fact: str, model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    form = EditForm(fact, request.POST if "as_of" in request.POST else None)
    edit = None
    if form.is_bound and form.is_valid():
        edit = Edit(
            fact,
            form.cleaned_data["value"] or None,
            request.user.get_username(),
            form.cleaned_data["over_pins"],
            form.cleaned_data["as_of"] or timezone.now(),
        )
        if is_confirmed(request):
            articles = confirmed_articles(request, queryset)
            return begin("set", request, articles, edit.parameters)
    total = queryset.count()
    previewed = list(queryset.defer(None).select_related("outlet").order_by("pk")[:PREVIEWED])
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/set_fact.html",
        title=_title(fact),
        hidden=_hidden_fields(request, edit),
        form=form,
        edit=edit,
        rows=[_row(fact, article, edit) for article in previewed],
        more=total - len(previewed),
        total=total,
    )


def _hidden_fields(request: HttpRequest, edit: Edit | None) -> dict[str, str]:
    """Return the hidden fields: a valid choice, to be confirmed, or else only the form's mark."""
    if edit is None:
        return {"as_of": ""}
    return {**_chosen(request), "as_of": timezone.now().isoformat(), "confirmed": "yes"}


def _chosen(request: HttpRequest) -> dict[str, str]:
    names = ("value", "unknown", "over_pins")
    return {name: request.POST[name] for name in names if request.POST.get(name)}


def _title(fact: str) -> str:
    return f"Set {shown_name(fact)}"


def _row(fact: str, article: Article, edit: Edit | None) -> tuple[Article, str, str]:
    """Return an article, the fact's value, and its new value or why it would stay."""
    old = _words(fact, value_of(article, fact))
    if edit is None:
        pin = article.pins.get(fact)
        return article, old, f"pinned by {pin.get('by', 'somebody')}" if pin else ""
    refusal = edit.refusal(article)
    return article, old, refusal or _words(fact, edit.apply(article).new)


def _words(fact: str, value: Any) -> str:
    """Return a value for a table, where it needs no quotation marks."""
    return wording.words(fact, value) or "unknown"
