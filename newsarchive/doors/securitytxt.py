"""`GET /.well-known/security.txt` (RFC 9116): whom to tell about a weakness (SECURITY_CONTACT)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

#: The file must say when it is stale. It is made anew for each request, so half a year is honest.
VALID = dt.timedelta(days=180)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """404 if the operator names no contact."""
    if not settings.SECURITY_CONTACT:
        raise Http404("no contact is set")
    expires = (timezone.now() + VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines += [
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
