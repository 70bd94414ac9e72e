"""`GET /api/suggest`: suggestions for a search that is being typed, as JSON."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Final

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from search.engines.base import EngineUnavailable
from search.hints.suggestions import suggestions
from search.index.agreement import searched

logger = logging.getLogger(__name__)

#: Seconds for which a browser may reuse an answer. People type the same beginnings again, and new
#: articles may appear so much later.
FRESH: Final = 60


@require_safe
def api_suggest(request: HttpRequest) -> JsonResponse:
    """``{"suggestions": [{"kind", "text", "url"}, …]}``; 503 while the engine is down."""
    try:
        found = suggestions(searched(), request.GET.get("q", ""))
    except EngineUnavailable as error:
        if not Article.objects.exists():
            return JsonResponse({"suggestions": []})
        logger.warning("There are no suggestions: %s", error)
        return JsonResponse({"errors": ["Search is unavailable."]}, status=503)
    response = JsonResponse({"suggestions": [asdict(each) for each in found]})
    # Private, because an archive may be closed to readers without an account.
    patch_cache_control(response, private=True, max_age=FRESH)
    return response
