"""Bounds of the markup of a web page, checked before it is parsed into a tree.

The parser looks at all attributes of an element whenever it adds one, so its time grows with the
square of their number: 50,000 on one element take half a minute. It has no limit of its own.
"""

from __future__ import annotations

from lxml import etree

from articles.readers.base import Unreadable

#: Attributes of one element. Pages that people read have some dozens.
MOST_ATTRIBUTES = 1_000
#: Elements and attributes of a page. A long page has some ten thousand.
MOST_PARTS = 300_000

_REMEDY = "Save the article again as plain text."


def require_bounded(data: bytes) -> None:
    """Raise Unreadable if a page in UTF-8 has more attributes or elements than the limits.

    Reads the page once with the same parser, which builds no tree here and therefore takes linear
    time, and far less than reading the page does.
    """
    parser = etree.HTMLParser(
        target=_Counter(), encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        etree.fromstring(data, parser)
    except etree.ParseError:
        return  # reading the page will report the error


class _Counter:
    """Receives the elements of a page while it is parsed."""

    def __init__(self) -> None:
        self._parts = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        own = len(attributes)
        self._parts += 1 + own
        if own > MOST_ATTRIBUTES:
            raise Unreadable(
                f"An element of the page has more than {MOST_ATTRIBUTES:,} attributes. {_REMEDY}"
            )
        if self._parts > MOST_PARTS:
            raise Unreadable(
                f"The page has more than {MOST_PARTS:,} elements and attributes. {_REMEDY}"
            )

    def close(self) -> None:
        return None
