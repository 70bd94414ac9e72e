"""The page on which articles are added."""

from __future__ import annotations

import logging
from typing import Final

from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsarchive.accounts.roles import ADD_ARTICLES
from newsarchive.uploads.corrections import outlet_names
from newsarchive.uploads.forms import AddForm

logger = logging.getLogger(__name__)

#: The address of a bookmark. On any page it opens the form and sends it the page's source, which
#: only a page of the archive can receive. It has no quotation marks but single ones.
_BOOKMARK: Final = (
    "javascript:(()=>{{const w=open('{address}');addEventListener('message',e=>{{"
    "if(e.source===w&&e.origin==='{origin}')w.postMessage({{html:document.documentElement.outerHTML,"
    "url:location.href}},'{origin}')}})}})()"
)
#: So many uploads of a person are listed, the last one first.
_LISTED: Final = 20


@login_required
@permission_required(ADD_ARTICLES, raise_exception=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Take files or a text, and let them be read."""
    assert isinstance(request.user, User)
    form = AddForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={name: request.GET[name] for name in ("text", "url") if name in request.GET},
    )
    if form.is_valid():
        try:
            upload = form.save(request.user)
        except OSError as error:
            logger.error("An upload could not be stored: %s", error)
            form.add_error(
                None, f"It could not be stored on the server ({error.strerror}). Try again later."
            )
        else:
            return redirect("upload", upload.key)
    host = request.get_host()
    address = request.build_absolute_uri(reverse("add"))
    context = {
        "form": form,
        "outlets": outlet_names(),
        "uploads": request.user.uploads.all()[:_LISTED],
        "bookmark": _BOOKMARK.format(address=address, origin=f"{request.scheme}://{host}"),
    }
    response = render(request, "uploads/add.html", context)
    # The page from which the bookmark opened this one sends its source to it.
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
