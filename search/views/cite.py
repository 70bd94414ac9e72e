"""`GET /articles/<id>/cite.bib`, `.ris` and `.json`: one article's citation as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from articles.models import Article
from search.exports.citations.citation import cited
from search.exports.citations.registry import FILES
from search.tombstones import tombstone_of


@require_safe
def cite(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    """410 for a withdrawn or erased article, as on its page; 404 for an unknown form."""
    form = FILES.get(extension)
    if form is None:
        raise Http404("no such form of citation")
    rows = Article.objects.select_related("outlet")
    found = rows.filter(public_id=public_id).first()
    if tombstone := tombstone_of(public_id, found):
        return HttpResponse(
            f"{tombstone.sentence}\n", content_type="text/plain; charset=utf-8", status=410
        )
    if found is None:
        raise Http404("no such article")
    name = f"article-{found.public_id}.{extension}"
    return HttpResponse(
        str(form.write(cited(request, found, found.tag_names))),
        content_type=f"{form.media_type}; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )
