"""The date of publication in the JSON-LD of a page, which describes it in terms of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

# Names of the types of an article in schema.org end so, and these parts lead from a page to it.
_ARTICLE = ("Article", "Posting", "Report", "Review", "NewsItem")
_PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 6  # lists and parts within each other
_PUBLISHED_KEY = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_WORD = re.compile(r"\w+")


def published_in_linked_data(root: etree._Element) -> str:
    """Return ``datePublished`` of the page's article; "" if there is none, or no single one."""
    title = _words(" ".join("".join(each.itertext()) for each in islice(root.iter("title"), 1)))
    articles: list[tuple[str, str]] = []
    pages: list[str] = []
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        text = script.text or ""
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            # Many pages write invalid JSON. A date that is alone there needs no more of it.
            found = set(_PUBLISHED_KEY.findall(text))
            articles += [(each, "") for each in found if len(found) == 1]
            continue
        for node, kind in _nodes(data):
            value = node.get("datePublished")
            if isinstance(value, str) and value.strip():
                if kind.endswith(_ARTICLE):
                    articles.append((value.strip(), str(node.get("headline") or "")))
                elif kind.endswith("Page"):
                    pages.append(value.strip())
    own = [value for value, headline in articles if _is_headline(headline, title)]
    for values in (own, [value for value, _ in articles], pages):
        # Several dates of equal standing are a list of articles.
        if len({value[:10] for value in values}) == 1:
            return values[0]
    return ""


def _nodes(data: Any, depth: int = 0) -> Iterator[tuple[dict[str, Any], str]]:
    """The nodes that describe the page itself, with their types; no comments, no lists."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _nodes(each, depth + 1)
    elif isinstance(data, dict):
        kind = data.get("@type") or ""
        yield data, str(kind[0] if isinstance(kind, list) and kind else kind)
        for part in _PARTS:
            yield from _nodes(data.get(part), depth + 1)


def _is_headline(headline: str, title: str) -> bool:
    words = _words(headline)
    return bool(words) and (words in title or title in words)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
