"""Permanent addresses of articles: absolute, and without the search that led there."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from articles.models import Article


def permalink(request: HttpRequest, article: Article) -> str:
    """The absolute address of an article, which does not change with its headline."""
    return request.build_absolute_uri(reverse("article-short", args=[article.public_id]))
