"""Tokens: a program with one is its user; without one, data of a closed archive is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from newsarchive.accounts.addresses import ADDRESSES, Data
from newsarchive.accounts.models import Token

REALM: Final = "News archive"
#: The parameter with which a feed reader sends a token.
PARAMETER: Final = "token"


class TokenRequest(HttpRequest):
    """A request with the token that has signed it in, or with its refusal."""

    token: Token
    refusal: HttpResponse


class Tokens:
    """Makes the user of a valid token that of the request. What is to be refused is left to
    ``Refusals``, so that it can be counted before.

    Looks at addresses for programs only; other requests cost it one look into a table.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if hasattr(request, "token"):
            # A cache on the way must not give this answer to others.
            patch_vary_headers(response, ("Authorization",))
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, *args: object) -> None:
        refusal = self._refusal(request)
        if refusal is not None:
            cast(TokenRequest, request).refusal = refusal

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        match = request.resolver_match
        address = ADDRESSES.get(match.view_name) if match else None
        if not isinstance(address, Data):
            return None
        secret = _secret_of(request, address)
        if secret is None:
            if settings.LOGIN_REQUIRED and not address.is_open and request.user.is_anonymous:
                return _missing(request, address)
            return None
        token = Token.objects.of_secret(secret)
        if token is None:
            return _invalid(request, address)
        if not token.allows(address.scope):
            return _insufficient(request, address)
        token.note_use()
        request.user = token.user
        cast(TokenRequest, request).token = token
        return None


class Refusals:
    """Gives the refusals of ``Tokens``. It stands before LoginRequiredMiddleware, which would send
    programs to a page for people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponse | None:
        return getattr(request, "refusal", None)


def _secret_of(request: HttpRequest, address: Data) -> str | None:
    """The secret that a program sent, None if it sent none. Removes it from the parameters, so
    that no link of the answer contains it."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return secret.strip()
    # Other schemes may be those of a proxy.
    if not address.in_address or PARAMETER not in request.GET:
        return None
    parameters = request.GET.copy()
    found = parameters.pop(PARAMETER)
    parameters._mutable = False
    request.GET = parameters  # type: ignore[assignment]  # the stubs know its copy as mutable only
    request.META["QUERY_STRING"] = parameters.urlencode()
    return str(found[-1])


def _missing(request: HttpRequest, address: Data) -> HttpResponse:
    return _refused(
        request,
        address,
        401,
        "",
        "This archive is only for people with an account. Programs send a token in the header "
        "“Authorization: Bearer …”; the page {tokens} makes one.",
    )


def _invalid(request: HttpRequest, address: Data) -> HttpResponse:
    return _refused(
        request,
        address,
        401,
        "invalid_token",
        "This token is not valid: it is incomplete, or it was revoked, or its account was closed. "
        "The page {tokens} makes another.",
    )


def _insufficient(request: HttpRequest, address: Data) -> HttpResponse:
    return _refused(
        request,
        address,
        403,
        "insufficient_scope",
        f"This address needs a token with the scope “{address.scope}”, and an account that may "
        "use it. The page {tokens} shows the scopes of your tokens.",
    )


def _refused(
    request: HttpRequest, address: Data, status: int, error: str, sentence: str
) -> HttpResponse:
    """Refuse with a sentence and, after RFC 6750, what is missing."""
    text = sentence.format(tokens=request.build_absolute_uri(reverse("tokens")))
    challenge = f'Bearer realm="{REALM}"'
    if error:
        challenge += f', error="{error}"'
    if status == 403:
        challenge += f', scope="{address.scope}"'
    headers: dict[str, Any] = {"WWW-Authenticate": challenge, "Cache-Control": "private, no-store"}
    if address.as_json:
        return JsonResponse({"errors": [text]}, status=status, headers=headers)
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers
    )
