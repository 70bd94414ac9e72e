"""Addresses as others keep them: whole, and without the search that led there."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from search.citations.citation import Citation, citation_of


def permalink(request: HttpRequest, article: Article) -> str:
    """The absolute address that stays whatever becomes of the headline."""
    return request.build_absolute_uri(reverse("article-short", args=[article.public_id]))


def cited(request: HttpRequest, article: Article) -> Citation:
    """An article's citation, read today at its permanent address on this host."""
    return citation_of(article, permalink(request, article), timezone.localdate())
