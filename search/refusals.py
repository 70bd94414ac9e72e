"""Error answers as plain text, for programs that ask for data and cannot use a page."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.http import HttpResponse

from search.engines.base import EngineUnavailable

logger = logging.getLogger(__name__)


def malformed(errors: Sequence[str]) -> HttpResponse:
    """400: to ignore a filter, as the page does, would return more than was asked for."""
    return _plain("\n".join(errors), 400)


def too_large(errors: Sequence[str]) -> HttpResponse:
    """413: to answer a part of what was asked for would pass for the whole."""
    return _plain("\n".join(errors), 413)


def unavailable(error: EngineUnavailable) -> HttpResponse:
    """503 with the sentence of ``outage``."""
    return _plain(outage(error), 503)


def no_room() -> HttpResponse:
    """503: the server could not write the file, most often because its disk is full."""
    return _plain(
        "The server has no room for this file at the moment. Try again later, ask for fewer "
        "articles, or tell its operator: the folder for temporary files is full.",
        503,
    )


def outage(error: EngineUnavailable) -> str:
    """The sentence for readers, with the remedy for the operator; logs the error itself."""
    # The error may name folders of the server, which belong in the log only.
    logger.warning("Search is unavailable: %s", error)
    if not error.remedy:
        return "Search is unavailable."
    return f"Search is unavailable. For its operator: {error.remedy}"


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
