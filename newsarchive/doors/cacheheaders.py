"""`Cache-Control` of answers that may show an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PRIVATE: Final = "private, no-store"


class PrivateAnswers:
    """Middleware: nobody else's cache, and no browser after the logout, keeps an answer to a person
    who has logged in, to a program with a token, or one that sets a cookie.

    That a session cookie was sent is enough: whether it is valid need not be looked up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.cookies or _is_personal(request):
            response.headers["Cache-Control"] = PRIVATE
        return response


def _is_personal(request: HttpRequest) -> bool:
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or "HTTP_AUTHORIZATION" in request.META
        # Not by request.GET, which fails where there are too many parameters.
        or "token=" in request.META.get("QUERY_STRING", "")
    )
