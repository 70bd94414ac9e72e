"""Addresses as others keep them: whole, and without the search that led there."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from articles.models import Article


def permalink(request: HttpRequest, article: Article) -> str:
    """The absolute address that stays whatever becomes of the headline."""
    return request.build_absolute_uri(reverse("article-short", args=[article.public_id]))
