"""Forms of pages that caches may keep.

Django's protection puts a token of the reader into each form, so no cache could keep a page with a
form. Instead, the browser itself says from which site a form was sent, and other sites cannot
change that: by Sec-Fetch-Site on https and on the machine itself, by Origin everywhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import is_same_domain
from django.views.decorators.csrf import csrf_exempt

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def same_origin(view: View) -> View:
    """Refuse with 403 what changes something and was not sent by a page of this site."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in _SAFE and not _is_own(request):
            logger.warning("Refused a form from another site: %s", request.path)
            return HttpResponse(
                "This form was not sent from a page of this archive, so nothing was changed. Open "
                "the page again and send it from there.\n",
                status=403,
                content_type="text/plain; charset=utf-8",
            )
        return view(request, *args, **kwargs)

    return csrf_exempt(answer)


def _is_own(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}" or _is_trusted(origin)


def _is_trusted(origin: str) -> bool:
    """True for an address of the archive that its operator has named."""
    try:
        sent = urlsplit(origin)
    except ValueError:
        return False
    return bool(sent.netloc) and any(
        sent.scheme == named.scheme and is_same_domain(sent.netloc, named.netloc.lstrip("*"))
        for named in map(urlsplit, settings.CSRF_TRUSTED_ORIGINS)
    )
