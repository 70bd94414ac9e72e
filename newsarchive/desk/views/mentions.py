"""The names and quotations of an article, which editors correct on its page."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.mentions.corrected import mentions_of, speech_key
from articles.mentions.corrections import hide_name, hide_quotation, set_speaker, take_back
from articles.models import Article

EDIT: Final = "articles.change_article"


@login_required
@permission_required(EDIT, raise_exception=True)
@never_cache
@require_POST
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Do what the form says with a name or a quotation, and go back to the page."""
    assert isinstance(request.user, User)
    rows = Article.objects.shown().select_related("outlet")
    found = get_object_or_404(rows, public_id=public_id)
    sentence = _change(found, request, request.user)
    if sentence:
        messages.success(request, sentence)
    else:
        messages.error(
            request, "Nothing was changed: the article has no such name or quotation any more."
        )
    return redirect(f"{found.get_absolute_url()}#mentions")


def _change(found: Article, request: HttpRequest, by: User) -> str:
    """What was done, in words; "" if the article lacks what the form names."""
    done, post = request.POST.get("do", ""), request.POST
    if done == "take-back":
        key = post.get("correction", "")
        taken = key.isascii() and key.isdigit() and take_back(found, int(key[:18]), by)
        return "The correction was taken back." if taken else ""
    present = mentions_of(found)
    if done == "hide-name":
        name = post.get("name", "")
        if name not in {each.text for each in present.names}:
            return ""
        hide_name(found, name, by)
        return "The name is hidden, and stays so when the article is read again."
    text = post.get("quotation", "")
    if speech_key(text) not in {speech_key(each.text) for each in present.quotations}:
        return ""
    if done == "hide-quotation":
        hide_quotation(found, text, by)
        return "The quotation is hidden, and stays so when the article is read again."
    if done == "set-speaker":
        set_speaker(found, text, post.get("speaker", ""), by)
        return "The speaker was saved, and stays when the article is read again."
    return ""
