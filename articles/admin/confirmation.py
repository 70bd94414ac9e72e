"""The page that asks before an action does what it does, and what is said afterwards.

It posts the same selection to the same address again, with ``confirmed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from articles.extraction.words import phrasing
from articles.models import Article, ArticleQuerySet

#: Articles that such a page shows; the others of a selection are counted.
PREVIEWED = 50
_DIGITS = 18  # of the largest number that a row's key can be


def is_confirmed(request: HttpRequest) -> bool:
    return "confirmed" in request.POST


def asked_about(request: HttpRequest, queryset: ArticleQuerySet) -> ArticleQuerySet:
    """The articles that a confirmed page spoke of: of a whole list none that came since."""
    if "newest" not in request.POST:
        return queryset
    return queryset.filter(pk__lte=number_in(request, "newest"))


def number_in(request: HttpRequest, name: str) -> int:
    """A number that a page's form sent along; 0 where it sent none that a key could have."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) <= _DIGITS else 0


def ask(
    model_admin: Any,
    request: HttpRequest,
    template: str,
    *,
    title: str,
    hidden: Mapping[str, str] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page that says what will happen, with the button that makes it happen.

    ``hidden`` are fields that its form sends along; by default, that the action is confirmed.
    """
    selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
    across = request.POST.get("select_across") == "1"
    fields = {
        "action": request.POST.getlist("action")[_action_index(request)],
        "select_across": "1" if across else "0",
        **({"confirmed": "yes"} if hidden is None else hidden),
    }
    if across:
        newest = Article.objects.order_by("-pk").values_list("pk", flat=True).first()
        fields["newest"] = str(number_in(request, "newest") or newest or 0)
    if "from_article" in request.POST:
        fields["from_article"] = request.POST["from_article"]
    return TemplateResponse(
        request,
        template,
        {
            **model_admin.admin_site.each_context(request),
            "title": title,
            "opts": model_admin.opts,
            "media": "",
            "hidden": fields,
            # With all chosen, Django looks only whether there is one.
            "selected": selected[:1] if across else selected,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            **context,
        },
    )


def _action_index(request: HttpRequest) -> int:
    """Which of the page's two action bars was used; Django has checked that it has an action."""
    index = request.POST.get("index", "0")
    return int(index) if index.isdecimal() else 0


def back(request: HttpRequest) -> HttpResponse | None:
    """To the article's page if the action began there, else (None) to the list."""
    key = request.POST.get("from_article", "")
    return redirect("admin:articles_article_change", key) if key.isdecimal() else None


def tell(request: HttpRequest, sentence: str) -> None:
    messages.success(request, sentence)


def counted(number: int) -> str:
    return phrasing.counted(number, "article")
