"""Look at the first bytes of a file as text, to recognise formats that are text."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BEFORE_MARKUP = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)


def as_text(head: bytes) -> str:
    """Return the bytes as text without byte order mark and leading blanks; "" if they are binary.

    Only ASCII is decoded reliably, which suffices to find the marks of a format.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").lstrip()
    return "" if b"\x00" in head else head.decode("latin-1").lstrip()


def root_of(head: bytes) -> str:
    """Return markup from its first element or DOCTYPE on, in small letters.

    What may stand before it, declarations and comments, is left out. "" if the text does not begin
    with markup.
    """
    text = as_text(head)
    if not text.startswith("<"):
        return ""
    return text[_BEFORE_MARKUP.match(text).end() :].lower()  # type: ignore[union-attr]  # matches ""
