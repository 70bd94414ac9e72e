"""Refusals in a sentence, where a program asks and a page would only be in its way."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.http import HttpResponse

from search.engines.base import EngineUnavailable

logger = logging.getLogger(__name__)


def malformed(errors: Sequence[str]) -> HttpResponse:
    """400: leaving a filter out, as the page does, would give more than was asked for."""
    return _plain("\n".join(errors), 400)


def unavailable(error: EngineUnavailable) -> HttpResponse:
    """503."""
    return _plain(outage(error), 503)


def outage(error: EngineUnavailable) -> str:
    """What a reader is told, with what whoever runs the archive can do; logs the rest."""
    # The problem may name folders of the server: that is for its log.
    logger.warning("Search is unavailable: %s", error)
    if not error.remedy:
        return "Search is unavailable."
    return f"Search is unavailable. For its operator: {error.remedy}"


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
