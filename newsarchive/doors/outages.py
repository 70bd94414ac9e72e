"""Answers while the database is out of reach."""

from __future__ import annotations

import sys
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.log import log_response
from django.views.defaults import server_error

from articles.databasefaults import is_of_operation, sentence

#: Seconds after which clients may try again.
_AGAIN: Final = 5
_SENTENCE: Final = "The archive is out of reach at the moment. Nothing is lost; try again shortly."
#: The change was taken back, unless the connection broke while it was confirmed.
_UNSAVED: Final = (
    "The archive is busy or out of reach at the moment. What you sent was most likely not saved: "
    "go back, and send it again."
)


def failed(request: HttpRequest) -> HttpResponse:
    """503 with a sentence if the operator has to see to the database; 500 for all other errors.

    For these the log has one line that says what is wrong, and no traceback for each request.
    """
    error = sys.exc_info()[1]
    if not isinstance(error, DatabaseError | InterfaceError) or not is_of_operation(error):
        return server_error(request)
    told = _SENTENCE if request.method in ("GET", "HEAD") else _UNSAVED
    if request.path_info.startswith("/api/"):
        response: HttpResponse = JsonResponse({"errors": [told]}, status=503)
    else:
        # Without the request: what templates ask of it is in the database.
        page = render_to_string("503.html", {"sentence": told})
        response = HttpResponse(page, status=503)
    response.headers["Retry-After"] = str(_AGAIN)
    response.headers["Cache-Control"] = "no-store"
    log_response(
        "503 for %s. %s",
        request.path,
        sentence(error),
        response=response,
        request=request,
        level="error",
    )
    return response
