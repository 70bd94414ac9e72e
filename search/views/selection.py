"""`GET /selection/?id=…`: articles selected one by one, as an address that can be shared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.models import Article
from search.addresses.chosen import CHOSEN, read_chosen
from search.addresses.parameters import Parameters
from search.exports.citations.citation import cited
from search.exports.citations.registry import STYLES, style_of
from search.exports.files import FORMATS
from search.exports.listing import MOST

STYLE = "style"


@require_safe
def selection(request: HttpRequest) -> HttpResponse:
    """The selected articles as a list of references."""
    chosen = read_chosen(request.GET)
    style = style_of(request.GET.get(STYLE, ""))
    rows = Article.objects.shown().select_related("outlet").filter(public_id__in=chosen.ids)
    found = {article.public_id: article for article in rows}
    articles = [found[each] for each in chosen.ids if each in found]
    ids = [(CHOSEN, article.public_id) for article in articles]
    context = {
        "parameters": Parameters(),
        "references": [
            (article, STYLES[style].write(cited(request, article))) for article in articles
        ],
        "notes": chosen.errors,
        "gone": len(chosen.ids) - len(articles),
        "on_page": articles,
        "styles": [
            (form.label, urlencode([*ids, (STYLE, name)]), name == style)
            for name, form in STYLES.items()
        ],
        "formats": FORMATS,
        "most_exported": MOST,
        "take_query": urlencode(ids),
    }
    return render(request, "search/selection.html", context)
