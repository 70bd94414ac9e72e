"""Withdraw, restore and erase articles: actions that ask why before they do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from articles.admin.beginning import begin
from articles.admin.confirmation import (
    PREVIEWED,
    confirmation_page,
    confirmed_articles,
    is_confirmed,
)
from articles.copies.sharing import identical_to
from articles.erasure import sharing_sentences
from articles.models import Article, ArticleQuerySet, Takedown


class TakedownForm(forms.Form):
    """Why, and under which case."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It goes into the log of takedowns, which stays. Do not quote the article here.",
    )
    case = forms.CharField(max_length=100, required=False, label="Case number")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

    def clean_case(self) -> str:
        return " ".join(self.cleaned_data["case"].split())


class ErasureForm(TakedownForm):
    """The same, with the public id of the article or the case number typed once more."""

    typed = forms.CharField(
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, articles: Sequence[Article], data: Any = None) -> None:
        super().__init__(data)
        self.articles = articles
        one = articles[0].public_id if len(articles) == 1 else ""
        self.fields["typed"].label = (
            f"To confirm, type the public ID ({one}) or the case number"
            if one
            else "To confirm, type the case number once more"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        case = cleaned.get("case", "")
        wanted = {case} if case else set()
        if len(self.articles) == 1:
            wanted.add(self.articles[0].public_id)
        if not wanted:
            self.add_error("case", "Several articles are erased under a case number.")
        elif " ".join(cleaned.get("typed", "").split()) not in wanted:
            self.add_error(
                "typed", f"Nothing was erased. Type {' or '.join(sorted(wanted))} exactly."
            )
        return cleaned


@admin.action(description="Withdraw…", permissions=["withdraw"])
def withdraw(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    form = TakedownForm(request.POST if is_confirmed(request) else None)
    articles = confirmed_articles(request, queryset).shown()
    previewed = articles.order_by("pk")[:PREVIEWED]
    copies = identical_to([article.pk for article in previewed])
    if form.is_valid():
        ticked = copies.filter(public_id__in=request.POST.getlist("copy"))
        both = Q(pk__in=articles.values("pk")) | Q(pk__in=ticked.values("pk"))
        return begin("withdraw", request, Article.objects.filter(both), form.cleaned_data)
    total = articles.count()
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/withdraw.html",
        title="Withdraw",
        form=form,
        articles=previewed,
        copies=copies.select_related("outlet").order_by("pk")[:PREVIEWED],
        ticked=request.POST.getlist("copy"),
        more=max(0, total - PREVIEWED),
        total=total,
    )


@admin.action(description="Restore", permissions=["withdraw"])
def restore(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    withdrawn = queryset.filter(withdrawn_at__isnull=False)
    return begin("restore", request, withdrawn)


@admin.action(description="Erase for good…", permissions=["withdraw"])
def erase(model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet) -> HttpResponse | None:
    chosen = confirmed_articles(request, queryset)
    total = chosen.count()
    shown = list(chosen.order_by("pk")[:PREVIEWED])
    form = ErasureForm(shown, request.POST if is_confirmed(request) else None)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("reason", "case")}
        # There is no page of the article to go back to.
        return begin("erase", request, chosen, words, stays=False)
    keys = [article.pk for article in shown]
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/erase.html",
        title="Erase for good",
        form=form,
        articles=shown,
        alike=sharing_sentences(keys)[:PREVIEWED] if total == len(shown) else [],
        more=total - len(shown),
        total=total,
    )


def last_of(article: Article) -> Takedown | None:
    """The entry of the log that says why an article is withdrawn; None if it is not."""
    if not article.is_withdrawn:
        return None
    rows = article.takedowns.filter(action=Takedown.Action.WITHDRAWN)
    return rows.order_by("-at", "-pk").first()
