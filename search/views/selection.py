"""`GET /selection/?id=…`: articles selected on a results page, to be cited and exported."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.models import Article
from search.addresses.chosen import CHOSEN, read_chosen, with_chosen
from search.addresses.parameters import Parameters, read
from search.exports.citations.citation import cited
from search.exports.citations.registry import FORMS
from search.exports.files import FORMATS
from search.exports.listing import MOST

STYLE = "style"
#: The citation styles for people, by their names in the address. Programs get files instead.
STYLES = {form.label.lower(): form for form in FORMS if not form.is_code}


@require_safe
def selection(request: HttpRequest) -> HttpResponse:
    """The selected articles as a list of references, with a link to the search that found them."""
    chosen = read_chosen(request.GET)
    parameters = read(request.GET, also_known=(CHOSEN, STYLE))
    style = request.GET.get(STYLE, "")
    if style not in STYLES:
        style = next(iter(STYLES))
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
        "styles": [
            (form.label, urlencode([*ids, *parameters.pairs(), (STYLE, name)]), name == style)
            for name, form in STYLES.items()
        ],
        "formats": FORMATS,
        "most_exported": MOST,
        "take_query": urlencode(ids),
        # The articles stay ticked there.
        "search_url": with_chosen(parameters.url, found) if parameters.pairs() else "",
    }
    return render(request, "search/selection.html", context)
