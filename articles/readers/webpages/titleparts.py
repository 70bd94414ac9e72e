"""The headline and the site's name in the title of a page: ``Ferry sails | Harbour Gazette``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TITLE = re.compile(r"<title[^>]{0,500}>([^<]{1,2000})</title", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*")
_WORD = re.compile(r"\w+")


def other_parts(markup: str, name: str) -> Iterator[str]:
    """Yield the parts of the page's title besides ``name``, where that is the first or last one.

    A heading that is such a part is the name of the site, not of its article.
    """
    found = _TITLE.search(markup)
    title = html.unescape(found[1]) if found else ""
    parts = [" ".join(part.split()) for part in _BETWEEN.split(title.strip())]
    if len(parts) > 1 and _words(name) in (_words(parts[0]), _words(parts[-1])):
        yield from (part for part in parts if _words(part) != _words(name))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
