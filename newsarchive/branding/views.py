"""`GET /branding.css`, `/logo` and `/archive.webmanifest`: what browsers load for every page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from newsarchive.branding.pictures import LOGOS

#: Seconds for which a browser may keep an answer: a new logo appears so much later.
FRESH: Final = 3600
#: The logo is as high as the archive's name beside it.
_LOGO: Final = (
    ".logo { height: 1em; width: auto; vertical-align: -0.1em; margin-inline-end: 0.3em; }"
)


@login_not_required
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """A style sheet with ARCHIVE_COLOUR and for ARCHIVE_LOGO; 404 without both."""
    rules = []
    if settings.ARCHIVE_ACCENTS is not None:
        light, dark = settings.ARCHIVE_ACCENTS
        rules += [
            f":root {{ --accent: {light}; }}",
            f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}",
        ]
    if settings.ARCHIVE_LOGO:
        rules.append(_LOGO)
    if not rules:
        raise Http404("neither a colour nor a logo is set")
    response = HttpResponse("\n".join([*rules, ""]), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


@login_not_required
@require_safe
def logo(request: HttpRequest) -> FileResponse:
    """The file of ARCHIVE_LOGO; 404 without it, or if it cannot be read."""
    path = Path(settings.ARCHIVE_LOGO)
    try:
        # Not closed here, because it is sent later.
        file = path.open("rb") if settings.ARCHIVE_LOGO else None
    except OSError as error:
        raise Http404("the logo cannot be read") from error
    if file is None:
        raise Http404("no logo is set")
    response = FileResponse(file, content_type=LOGOS[path.suffix.lower()])
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The description with which a phone installs the archive as an app. *Share* in other apps then
    offers it, and leads to the form for adding articles."""
    if settings.ARCHIVE_LOGO:
        icon = {"src": reverse("logo"), "type": LOGOS[Path(settings.ARCHIVE_LOGO).suffix.lower()]}
    else:
        icon = {"src": static("favicon.svg"), "type": "image/svg+xml"}
    return JsonResponse(
        {
            "name": settings.ARCHIVE_NAME,
            "start_url": reverse("search"),
            "scope": reverse("search"),
            "display": "minimal-ui",
            "icons": [icon | {"sizes": "any"}],
            "share_target": {
                "action": reverse("add"),
                "method": "GET",
                "params": {"text": "text", "url": "url"},
            },
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
