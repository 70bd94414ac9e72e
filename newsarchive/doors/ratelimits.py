"""Limits of how many requests of a kind one client may make in a minute (RATE_LIMIT_…).

They keep one client from taking all the time of a worker process. They are approximate: each worker
process counts alone, in memory, so a client may have as many times the limit as there are workers.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

SEARCH, API, EXPORT, SIGN_IN = "search", "api", "export", "sign_in"
#: The kind of request by the name of the address. All others are not limited.
KINDS: Final[Mapping[str, str]] = {
    "search": SEARCH,
    "article": SEARCH,  # it reads names and looks for related articles
    "trends": SEARCH,
    "names": SEARCH,
    "quotations": SEARCH,
    "copies": SEARCH,  # comparing texts word by word takes long
    "compare": SEARCH,
    "follow": SEARCH,
    "api-search": API,
    "api-suggest": API,
    "api-captures": API,
    "api-capture": API,
    "feed-atom": API,
    "feed-json": API,
    "export": EXPORT,
    "coverage-csv": EXPORT,
    "names-csv": EXPORT,
    "trends-csv": EXPORT,
    "trends-svg": EXPORT,
    "corrections": EXPORT,
    "receipt": EXPORT,
    "receipt-page": EXPORT,
    "marked": API,  # a tick stores a session
    "marked-results": EXPORT,
    "marked-state": API,
    "marked-export": EXPORT,
    "marked-receipt": EXPORT,
    "marked-receipt-page": EXPORT,
    "collection-dossier": EXPORT,
    "collection-export": EXPORT,
    "collection-receipt": EXPORT,
    "collection-receipt-page": EXPORT,
    "collection-atom": API,
    "collection-json": API,
    "login": SIGN_IN,  # checking a password takes long on purpose
    "openid_connect_login": SIGN_IN,  # stores a session
}
#: Without a search in its address this is not limited: the home page.
_CHEAP: Final = "search"
#: Addresses whose refusal is a page for people, and those whose refusal is JSON.
_PAGES: Final = (
    "search",
    "article",
    "trends",
    "names",
    "quotations",
    "copies",
    "compare",
    "follow",
    "receipt-page",
    "marked-receipt-page",
    "collection-receipt-page",
    "login",
    "openid_connect_login",
)
_JSON: Final = ("api-search", "api-suggest", "api-captures", "api-capture")
#: Clients that are counted at a time. The one that was not seen for longest is forgotten first.
MOST_CLIENTS: Final = 10_000


class TokenBuckets:
    """A bucket of tokens for each client, which fills at a steady rate and holds a minute's worth.

    A bucket is stored as the time at which it will be full: taking a token moves that time on. A
    full bucket is the same as none. (Libraries for this that keep their counts in memory either let
    them grow without bound or take several times as long.)
    """

    def __init__(self, per_minute: int, clients: int = MOST_CLIENTS) -> None:
        self._interval = 60 / per_minute
        self._clients = clients
        self._full_at: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._full_at)

    def wait(self, client: str, now: float) -> float:
        """Take a token: 0. If there is none: the seconds until there is one."""
        with self._lock:
            full_at = max(self._full_at.get(client, now), now) + self._interval
            # Without a margin, rounding would take away the last token of a minute.
            if full_at - now > 60 + 1e-6:
                return full_at - now - 60
            self._full_at[client] = full_at
            self._full_at.move_to_end(client)
            if len(self._full_at) > self._clients:
                self._full_at.popitem(last=False)
            return 0


class RateLimits:
    """Middleware: 429 with Retry-After for a client that has used up its requests of a kind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.buckets = {
            kind: TokenBuckets(per_minute)
            for kind, per_minute in settings.RATE_LIMITS.items()
            if per_minute
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        # Here and not in __call__, because only now the name of the address is known.
        match = request.resolver_match
        kind = KINDS.get(match.view_name) if match else None
        if match is None or kind is None or kind not in self.buckets:
            return None
        if match.view_name == _CHEAP and not _is_search(request):
            return None
        seconds = self.buckets[kind].wait(client_of(request), time.monotonic())
        return _refusal(request, kind, math.ceil(seconds)) if seconds else None


def client_of(request: HttpRequest) -> str:
    """The account of a request, or its address without one. The 2^64 addresses of an IPv6 network
    are one client, since providers assign no fewer."""
    # Without a cookie the session is not asked for, because that would make the answer vary by it.
    if (
        settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
    ) and request.user.is_authenticated:
        return f"account {request.user.pk}"
    return _network(request.META.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=1024)
def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address


def _is_search(request: HttpRequest) -> bool:
    return bool(request.META.get("QUERY_STRING")) or request.method == "POST"


def _refusal(request: HttpRequest, kind: str, seconds: int) -> HttpResponse:
    assert request.resolver_match is not None
    name = request.resolver_match.view_name
    most = settings.RATE_LIMITS[kind]
    unit = "second" if seconds == 1 else "seconds"
    sentence = (
        f"Too many requests: at most {most:,} of this kind a minute are answered for one client. "
        f"Try again in {seconds} {unit}."
    )
    response: HttpResponse
    if name in _JSON:
        response = JsonResponse({"errors": [sentence]}, status=429)
    elif name in _PAGES:
        response = render(request, "429.html", {"sentence": sentence}, status=429)
    else:
        response = HttpResponse(
            f"{sentence}\n", content_type="text/plain; charset=utf-8", status=429
        )
    response["Retry-After"], response["Cache-Control"] = str(seconds), "no-store"
    return response
