"""Absolute addresses: with the host of ARCHIVE_ADDRESS, or else that of the request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from articles.addresses import article_path
from articles.models import Article


def absolute(request: HttpRequest, path: str) -> str:
    """The absolute address of a path that begins with a slash."""
    if settings.ARCHIVE_ADDRESS:
        return f"{settings.ARCHIVE_ADDRESS}{path}"
    return request.build_absolute_uri(path)


def permalink(request: HttpRequest, article: Article) -> str:
    """The absolute address of an article, without the search that led there; it does not change
    with its headline."""
    return absolute(request, article_path(article.public_id))
