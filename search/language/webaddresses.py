"""Web addresses in searches, of articles where they were published and in this archive."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(
    r"""(?P<scheme>https?://)? (?P<www>www\.)? (?P<host>[\w-]+(?:\.[\w-]+)*(?::[0-9]+)?)
        (?P<path>/[^\s?#]*)? (?P<query>\?[^\s#]*)? (?:\#\S*)?""",
    re.VERBOSE,
)
_DOMAIN: Final = re.compile(r"\.[^\W\d_]{2,}(?::[0-9]+)?\Z")
#: What is added to addresses to follow readers, and what names no article.
_TRACKING: Final = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|at_\w+|mc_\w+|ref|smid)=[^&]*")
_PERMALINK: Final = re.compile(r"(?:\A|/)articles/([0-9a-f]{8,64})(?:/[\w-]*)?/?\Z")


def address_in(text: str) -> str | None:
    """The host, path and query of a web address, without tracking; None if it is none.

    A host by itself is an address only after ``http://`` or ``www.``; otherwise it may be a file
    name or a word. So may be a number with a slash.
    """
    match = _ADDRESS.fullmatch(text.rstrip(".,;:!)]"))
    if match is None:
        return None
    host, path, query = match["host"], match["path"] or "", match["query"] or ""
    if not (match["scheme"] or match["www"] or (path and _DOMAIN.search(host))):
        return None
    query = _TRACKING.sub("", query[1:]).lstrip("&")
    return host + path.rstrip("/") + (f"?{query}" if query else "")


def article_in(text: str) -> str | None:
    """The id of the article whose address in this archive the text is; None for other texts."""
    match = _PERMALINK.search(re.split("[?#]", text, maxsplit=1)[0])
    return match[1] if match else None
