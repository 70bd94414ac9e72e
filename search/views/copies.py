"""`GET /copies/<id>/`: an article with all its copies, or several of them side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.copies.collation import MOST_TEXTS, collated
from articles.copies.comparison import MOST
from articles.copies.sharing import MOST_IN_ORDER, earliest, in_order
from articles.models import Article


@require_safe
def copies(request: HttpRequest, public_id: str) -> HttpResponse:
    """``with`` names copies that are compared with the article and each other, in the order of
    their dates. 404 for an unknown or withdrawn article."""
    article = Article.objects.shown().select_related("outlet").filter(public_id=public_id).first()
    if article is None:
        raise Http404("no such article")
    group = in_order(article)
    wanted = {*request.GET.getlist("with")} - {public_id}
    chosen = [each for each in group if each.public_id in wanted]
    notes = []
    if len(chosen) < len(wanted):
        notes.append("Only copies that the archive shows are compared; another one was left out.")
    if len(chosen) >= MOST_TEXTS:
        notes.append(
            f"Up to {MOST_TEXTS} texts fit side by side: choose {MOST_TEXTS - 1} or fewer besides "
            "this one."
        )
    elif len(chosen) == 1 and not notes:
        return redirect("compare", public_id, chosen[0].public_id)
    elif chosen:
        return _side_by_side(request, [each for each in group if each in (article, *chosen)], notes)
    elif "chosen" in request.GET and not notes:
        notes.append("Choose the copies that you want to compare.")
    context = {
        "article": article,
        "group": group,
        "notes": notes,
        "wanted": wanted,
        "first": earliest(group),
        "most": MOST_IN_ORDER if len(group) > MOST_IN_ORDER else 0,
        "most_others": MOST_TEXTS - 1,
    }
    return render(request, "articles/copies.html", context)


def _side_by_side(request: HttpRequest, articles: list[Article], notes: list[str]) -> HttpResponse:
    collation = collated([each.paragraphs for each in articles])
    first = earliest(articles)
    context = {
        "columns": list(zip(articles, collation.counts, strict=True)),
        "lines": [list(zip(articles, cells, strict=True)) for cells in collation.lines],
        "first": first,
        "notes": notes,
        "most": MOST if max(len(each.paragraphs) for each in articles) > MOST else 0,
    }
    return render(request, "articles/collation.html", context)
