"""The tags of an article, which editors change on its page."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.models import Article
from articles.tagging import Retagging

EDIT: Final = "articles.change_article"


@login_required
@permission_required(EDIT, raise_exception=True)
@never_cache
@require_POST
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the article the tags that were typed and take away those that were deleted, and go back
    to its page."""
    assert isinstance(request.user, User)
    found = get_object_or_404(Article.objects.shown(), public_id=public_id)
    opened, typed = (request.POST.get(name, "") for name in ("opened_tags", "tags"))
    try:
        changed = Retagging.between(opened, typed).apply([found.pk], request.user)
    except ValidationError as error:
        messages.error(request, f"The tags stayed as they were. {' '.join(error.messages)}")
    else:
        messages.success(request, "The tags were saved." if changed else "No tag was changed.")
    return redirect(found)
