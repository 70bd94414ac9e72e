"""Tags for pages with tick boxes."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template import RequestContext

from articles.models import Article

register = template.Library()


@register.simple_tag(takes_context=True)
def marked_among(context: RequestContext, articles: Iterable[Article]) -> set[int]:
    """The keys of those of these articles that are on the reader's marked list."""
    marked: set[int] = context["marks"].among(articles)
    return marked
