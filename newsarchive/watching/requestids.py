"""An id for each request, in every line of the log and in the answer (`X-Request-ID`)."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Request-ID"
#: What is accepted from a proxy; it goes into the log and into a header.
_ACCEPTED = re.compile(r"[\w.:=+/-]{1,128}", re.ASCII)

_current: ContextVar[str] = ContextVar("request_id", default="")


class RequestIds:
    """Middleware: takes the id that a trusted proxy sent, else makes one.

    It stands behind TrustedProxies, which removes the header if another sent it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get(HEADER, "")
        request_id = sent if _ACCEPTED.fullmatch(sent) else secrets.token_hex(8)
        # Not reset at the end: what the server logs afterwards belongs to the request too.
        _current.set(request_id)
        response = self.get_response(request)
        response.headers[HEADER] = request_id
        return response


def forget() -> None:
    """Forget the id of a request once the server has logged it. The thread goes on to another."""
    _current.set("")


class WithRequestId(logging.Filter):
    """Gives each record ``request_id``, "" outside requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _current.get()
        return True
