"""Un-pin facts of many articles: choose the facts, preview what changes, then confirm."""

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
from articles.bulk import unpinning
from articles.facts import wording
from articles.facts.values import value_of
from articles.facttable import FACTS
from articles.models import Article, ArticleQuerySet

Row = tuple[Article, list[tuple[str, str, str]]]


class UnpinForm(forms.Form):
    """The facts to un-pin. ``as_of`` is when the preview was made."""

    facts = forms.MultipleChoiceField(
        choices=[(fact.name, fact.heading) for fact in FACTS.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one fact."},
    )
    as_of = forms.DateTimeField(required=False, widget=forms.HiddenInput)


@admin.action(description="Unpin…", permissions=["change"])
def unpin(model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet) -> HttpResponse | None:
    form = UnpinForm(request.POST if "as_of" in request.POST else None, label_suffix="")
    facts: list[str] | None = None
    if form.is_valid():
        facts = form.cleaned_data["facts"]
        if is_confirmed(request):
            as_of = form.cleaned_data["as_of"] or timezone.now()
            parameters = {"facts": facts, "as_of": as_of.isoformat()}
            return begin("unpin", request, confirmed_articles(request, queryset), parameters)
    pinned = queryset.exclude(pins={})
    if facts is not None:
        pinned = pinned.filter(pins__has_any_keys=facts)
    shown = list(pinned.defer(None).select_related("outlet").order_by("pk")[:PREVIEWED])
    total = pinned.count()
    now = timezone.now()
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/unpin.html",
        title="Unpin",
        hidden={"as_of": ""} if facts is None else {"as_of": now.isoformat(), "confirmed": "yes"},
        form=form,
        facts=facts,
        rows=[_row(article, facts) for article in shown],
        more=total - len(shown),
        total=total,
    )


def _row(article: Article, facts: list[str] | None) -> Row:
    """An article with each pinned fact: its name, its value, and who pinned it or what follows."""
    if facts is None:
        return article, [
            (
                wording.label(fact),
                wording.brief(fact, value_of(article, fact)),
                f"pinned by {pin.get('by', 'somebody')}",
            )
            for fact, pin in article.pins.items()
            if fact in FACTS
        ]
    chosen = [fact for fact in facts if fact in article.pins]
    return article, [
        (wording.label(each.fact), *wording.compared(each))
        for each in unpinning.unpin(article, chosen)
    ]
