"""Set one fact of many articles: choose a value, preview the changes, then confirm.

The fact is then pinned, as if each article had been edited by hand. Values that were pinned before
stay unless the box to replace them is ticked; values pinned since the preview always stay.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.admin.confirmation import (
    PREVIEWED,
    confirmation_page,
    confirmed_articles,
    counted,
    is_confirmed,
)
from articles.admin.formfields import OutletField, PartialDateField
from articles.admin.steps import Steps, indexed_together
from articles.facts import pins, wording
from articles.facts.changes import FactChange
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
                help_text="A year, a month or a day: 2020, 2020-03 or 2020-03-04.",
                error_messages={
                    "invalid": "Enter a date that exists, such as 2020, 2020-03 or 2020-03-04."
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


@dataclass(frozen=True, slots=True)
class Edit:
    """A value for one fact, and who sets it. ``over_pins``: it also replaces pinned values."""

    fact: str
    value: Any
    by: str
    over_pins: bool
    as_of: dt.datetime

    def refusal(self, article: Article) -> str:
        """Return why this article keeps its value; "" if it does not."""
        pin = article.pins.get(self.fact)
        if pin is None:
            return ""
        at = pin.get("at")
        if at and dt.datetime.fromisoformat(at) > self.as_of:
            return f"unchanged: set by {pin.get('by', 'somebody')} since the preview"
        return "" if self.over_pins else f"unchanged: pinned by {pin.get('by', 'somebody')}"

    def apply(self, article: Article) -> FactChange:
        """Set and pin the fact; saves nothing. Returns the change."""
        old = value_of(article, self.fact)
        pins.edit(article, self.fact, self.value, self.by)
        return FactChange(self.fact, old, value_of(article, self.fact))


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
            steps = Steps(request, "set", "kept")
            with indexed_together():
                _apply(edit, request, steps, articles)
            return steps.answer(
                model_admin,
                articles,
                title=_title(fact),
                done=_summary(fact, steps.tally),
                hidden={**_chosen(request), "as_of": edit.as_of.isoformat()},
            )
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
    return f"Set {'date' if fact == 'published' else fact}"


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


def _apply(edit: Edit, request: HttpRequest, steps: Steps, queryset: ArticleQuerySet) -> None:
    """Set the fact of the next articles; counts how many were ``set`` and ``kept``."""
    tally = steps.tally
    for keys in steps.batches(queryset):
        with transaction.atomic():
            for key in keys:
                # One by one, since setting a date may settle that of another in this batch.
                rows = Article.objects.select_for_update(of=("self",)).select_related("outlet")
                article = rows.filter(pk=key).first()
                if article is None:
                    continue
                if edit.refusal(article):
                    tally["kept"] += 1
                    continue
                change = edit.apply(article)
                article.save()
                LogEntry.objects.log_actions(
                    request.user.pk or 0, [article], CHANGE, f"Changed {wording.sentence(change)}."
                )
                tally["set"] += 1


def _summary(fact: str, tally: Counter[str]) -> str:
    name = "date" if fact == "published" else fact
    kept = f" Left unchanged because pinned: {counted(tally['kept'])}." if tally["kept"] else ""
    return f"Set the {name} of {counted(tally['set'])}.{kept}"
