"""My tokens: a person makes tokens for programs, and revokes them."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from newsarchive.accounts.forms import TokenForm
from newsarchive.accounts.models import Token

logger = logging.getLogger(__name__)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of the person. The answer to a POST shows the new one's secret, once: a redirect
    would have to keep it somewhere."""
    assert isinstance(request.user, User)
    form = TokenForm(request.user, request.POST if request.method == "POST" else None)
    secret, made = "", None
    if form.is_valid():
        made, secret = Token.make(
            request.user, form.cleaned_data["label"], form.cleaned_data["scopes"]
        )
        logger.info("Token made: %d of %r, %s", made.pk, request.user.username, made.scopes)
        form = TokenForm(request.user)
    context = {
        "form": form,
        "secret": secret,
        "made": made,
        "tokens": request.user.tokens.all(),
    }
    return render(request, "accounts/tokens.html", context)


@login_required
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Revoke a token of the person. 404 for those of others."""
    assert isinstance(request.user, User)
    token = get_object_or_404(request.user.tokens, pk=key)
    logger.info("Token revoked: %d of %r", token.pk, request.user.username)
    token.delete()
    messages.success(request, f"The token “{token.label}” has been revoked.")
    return redirect("tokens")
