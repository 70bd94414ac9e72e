"""Absolute addresses: with the host of ARCHIVE_ADDRESS, or else that of the request."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from articles.models import Article


def absolute(request: HttpRequest, path: str) -> str:
    """The absolute address of a path that begins with a slash."""
    if settings.ARCHIVE_ADDRESS:
        return f"{settings.ARCHIVE_ADDRESS}{path}"
    return request.build_absolute_uri(path)


def permalink(request: HttpRequest, article: Article) -> str:
    """The absolute address of an article, without the search that led there; it does not change
    with its headline."""
    before, after = _around_id(get_script_prefix())
    return absolute(request, f"{before}{article.public_id}{after}")


@lru_cache
def _around_id(script_prefix: str) -> tuple[str, str]:
    """What stands before and after the id. Cached: a page or file has many such addresses."""
    before, _, after = reverse("article-short", args=["0"]).rpartition("0")
    return before, after
