"""`GET /api/search`: the search as JSON."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from articles.addresses import article_path
from articles.facts.record import record
from articles.facttable import FACTS
from search.addresses.permalinks import absolute
from search.addresses.reading import read
from search.engines.base import EngineUnavailable
from search.facets import Facet
from search.index.waiting import searchable_up_to
from search.inquiry.foundarticles import FoundArticle
from search.inquiry.inquiry import Inquiry, inquire
from search.refusals import outage
from search.tombstones import Tombstone, followed

_FACTS = [fact for fact in FACTS.values() if fact.export.api]


@require_safe
def api_search(request: HttpRequest) -> JsonResponse:
    """400 with ``errors`` for parameters that the page would ignore with a note; 503 while the
    engine is down."""
    parameters = read(request.GET)
    if parameters.errors:
        return JsonResponse({"errors": list(parameters.errors)}, status=400)
    up_to = searchable_up_to(parameters.after)
    try:
        inquiry = inquire(parameters)
    except EngineUnavailable as error:
        return JsonResponse({"errors": [outage(error)]}, status=503)
    answer = _answer(request, inquiry)
    if parameters.after:
        gone, up_to = followed(parameters.after, up_to)
        answer["withdrawn"] = None if gone is None else [_gone(request, each) for each in gone]
    return JsonResponse(answer | {"up_to": up_to})


def _gone(request: HttpRequest, tombstone: Tombstone) -> dict[str, Any]:
    return {
        "public_id": tombstone.public_id,
        "url": absolute(request, article_path(tombstone.public_id)),
        "sequence": tombstone.sequence,
        "what": tombstone.verb,
        "on": tombstone.at.isoformat() if tombstone.at else None,
        "reason": tombstone.reason or None,
    }


def _answer(request: HttpRequest, inquiry: Inquiry) -> dict[str, Any]:
    prefetch_related_objects([found.article for found in inquiry.found], "tags")
    return {
        "total": inquiry.total,
        "partial": inquiry.partial,
        "page": inquiry.parameters.page,
        "pages": inquiry.pages,
        "understood": inquiry.understood,
        "relaxed": None,
        "notes": list(inquiry.notes),
        "hits": [_hit(request, found) for found in inquiry.found],
        "facets": [_facet(facet) for facet in inquiry.facets],
    }


def _hit(request: HttpRequest, found: FoundArticle) -> dict[str, Any]:
    article = found.article
    return {
        "public_id": article.public_id,
        "url": absolute(request, article.get_absolute_url()),
        "sequence": article.sequence,
        "title": article.title,
        **record(article, _FACTS),
        "tags": article.tag_names,
        "score": round(found.score, 6),
        "tier": "some" if found.is_partial else "all",
        "snippets": [
            {
                "field": snippet.field,
                "text": snippet.text,
                "spans": [[span[0], span[1]] for span in snippet.spans],
            }
            for snippet in found.snippets
        ],
    }


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "name": facet.name,
        "values": [
            {
                "value": value.value,
                "label": value.label,
                "count": value.count,
                "selected": value.selected,
            }
            for value in facet.values
        ],
    }
