"""The page on which articles are added."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsarchive.accounts.roles import ADD_ARTICLES
from newsarchive.uploads import tasks
from newsarchive.uploads.forms import AddForm

logger = logging.getLogger(__name__)


@login_required
@permission_required(ADD_ARTICLES, raise_exception=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Take files or a text, and let them be read."""
    assert isinstance(request.user, User)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {name: request.GET[name] for name in ("text", "url") if name in request.GET}
    form = AddForm(*sent, label_suffix="", initial=initial)
    if form.is_valid():
        try:
            upload = form.save(request.user)
        except OSError as error:
            logger.error("An upload could not be stored: %s", error)
            form.add_error(
                None, f"It could not be stored on the server ({error.strerror}). Try again later."
            )
        else:
            tasks.enqueue(upload)
            return redirect("upload", upload.key)
    return render(request, "uploads/add.html", {"form": form, "uploads": _open_uploads(request)})


def _open_uploads(request: HttpRequest) -> list[object]:
    uploads = list(request.user.uploads.prefetch_related("files")[:20])
    for upload in uploads:
        tasks.resume(upload)
    return uploads
