"""The page that asks for confirmation of an action.

The page posts the same selection to the same address again, with ``confirmed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from articles.models import Article, ArticleQuerySet

#: How many articles such a page shows; the rest of a selection is only counted.
PREVIEWED = 50
_MOST_DIGITS = 18  # Any number with so many digits fits into a primary key.


def is_confirmed(request: HttpRequest) -> bool:
    return "confirmed" in request.POST


def confirmed_articles(request: HttpRequest, queryset: ArticleQuerySet) -> ArticleQuerySet:
    """Return the articles of ``queryset`` that the confirmation page was about.

    If a whole list was selected, articles added to it since are left out.
    """
    if "newest" not in request.POST:
        return queryset
    return queryset.filter(pk__lte=number_in(request, "newest"))


def number_in(request: HttpRequest, name: str) -> int:
    """Return a number from the posted form; 0 if it is missing or cannot be a primary key."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) <= _MOST_DIGITS else 0


def confirmation_page(
    model_admin: Any,
    request: HttpRequest,
    template: str,
    *,
    title: str,
    hidden: Mapping[str, str] | None = None,
    **context: Any,
) -> HttpResponse:
    """Return a page that says what will happen, with a button to confirm it.

    ``hidden`` are hidden fields of its form; by default, one that confirms the action.
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
            # For a whole list, Django only checks that at least one article is selected.
            "selected": selected[:1] if across else selected,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            **context,
        },
    )


def _action_index(request: HttpRequest) -> int:
    """Return which of the page's two action bars was used. Django has checked that it exists."""
    index = request.POST.get("index", "0")
    return int(index) if index.isdecimal() else 0


def back_to_article(request: HttpRequest) -> HttpResponse | None:
    """Redirect to the article's page if the action began there. None makes Django show the list."""
    key = request.POST.get("from_article", "")
    return redirect("admin:articles_article_change", key) if key.isdecimal() else None
