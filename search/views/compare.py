"""`GET /articles/<id>/compare/<id>/`: the texts of two articles side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.copies.comparison import MOST, compared, counts
from articles.models import Article


@require_safe
def compare(request: HttpRequest, public_id: str, other_id: str) -> HttpResponse:
    """404 for an unknown or withdrawn article. The earlier one, as far as dates tell, is first."""
    if public_id == other_id:
        raise Http404("an article is compared with another one")
    shown = Article.objects.shown().select_related("outlet")
    first, second = (get_object_or_404(shown, public_id=each) for each in (public_id, other_id))
    order = _order(first, second)
    if order == "later":
        first, second = second, first
    rows = compared(first.paragraphs, second.paragraphs)
    return render(
        request,
        "articles/compare.html",
        {
            "articles": (first, second),
            "is_ordered": bool(order),
            "rows": rows,
            "counts": counts(rows),
            "most": MOST if max(len(each.paragraphs) for each in (first, second)) > MOST else 0,
        },
    )


def _order(first: Article, second: Article) -> str:
    """Whether the first is "earlier" or "later" than the second; "" where dates do not tell."""
    dates = [each.published_date for each in (first, second)]
    if dates[0] is None or dates[1] is None:
        return ""
    if dates[0].last_day < dates[1].first_day:
        return "earlier"
    return "later" if dates[1].last_day < dates[0].first_day else ""
