"""Articles of a list as references in a style of citation, and links to them as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Article
from search.exports.citations.citation import cited
from search.exports.citations.registry import STYLES
from search.exports.citations.styles import Reference
from search.exports.files import FORMATS


def references_of(
    request: HttpRequest, keys: Sequence[int], style: str
) -> list[tuple[Article, Reference | str]]:
    """The articles that are shown, in the order of their keys, each with its reference."""
    found = Article.objects.listed().in_bulk(keys)
    return [
        (found[key], STYLES[style].write(cited(request, found[key])))
        for key in keys
        if key in found
    ]


def style_links(style: str, also: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Label and address of each style, and whether it is the present one. ``also`` are further
    parameters of the address."""
    return [
        (form.label, f"?{urlencode({**also, 'style': name})}", name == style)
        for name, form in STYLES.items()
    ]


def file_links(
    name: str, arguments: Sequence[str] = (), also: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Label and address of each file. ``name`` is that of the URL, ``arguments`` those before the
    extension, and ``also`` further parameters."""
    links = []
    for extension, form in FORMATS.items():
        place = [*arguments, extension]
        links.append((form.label, reverse(name, args=place, query=also)))
        if form.more:
            fuller = {**(also or {}), form.option: form.value}
            links.append((form.more, reverse(name, args=place, query=fuller)))
    return links
