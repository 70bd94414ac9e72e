"""The address in each e-mail by which its reader stops them (RFC 8058)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsarchive.desk import unsubscribing


@csrf_exempt  # programs of mail send it, which know only the address; it is signed
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """A visit only asks, since programs open the links of e-mails; a POST stops all e-mails about
    saved searches. 404 for an address that is not complete."""
    owner = unsubscribing.owner_of(signed)
    is_done = owner is not None and request.method == "POST"
    if owner is not None and is_done:
        unsubscribing.stop(owner)
    context = {"is_known": owner is not None, "is_done": is_done}
    status = 404 if owner is None else 200
    return render(request, "desk/unsubscribe.html", context, status=status)
