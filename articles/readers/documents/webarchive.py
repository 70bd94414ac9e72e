"""Web archives of Safari: pages that it saved as one file, a property list, with their address."""

from __future__ import annotations

import codecs
import plistlib
from collections.abc import Mapping, Sequence
from typing import Any

from articles.extraction.findings import Finding, Locator
from articles.readers.base import Document, Text, Unreadable
from articles.readers.text import paragraphs_apart
from articles.readers.webpages.html import WebPage, read_page, stated_values
from articles.readers.webpages.visibletext import visible_text

_BINARY = b"bplist00"
_MAIN = "WebMainResource"
_TYPES = ("text/html", "application/xhtml+xml")


class WebArchive(Document):
    """A page with its pictures and styles in one file; only the page itself is read."""

    name = "webarchive"
    suffixes = (".webarchive",)
    reader = WebPage.reader.replace("html 2", "webarchive 1", 1)

    def recognises(self, head: bytes) -> bool | None:
        if not head.startswith(_BINARY):
            return False
        return True if _MAIN.encode() in head else None

    def text(self, data: bytes) -> Text:
        page = _page(_main(data))
        return Text(visible_text(page.text), "", page.doubtful)

    def text_of_export(self, data: bytes, text: Text) -> str:
        return paragraphs_apart(visible_text(_page(_main(data)).text, with_blanks=True))

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        main = _main(data)
        found = stated_values(_page(main).text, text.text)
        url = main.get("WebResourceURL")
        if not isinstance(url, str) or not url.startswith(("http://", "https://")):
            return tuple(found)
        why = "The browser that saved the page states its address."
        address = Finding("url", url, Locator((), "WebResourceURL"), "webarchive.address", why)
        return (*(each for each in found if each.field != "url"), address)


def _main(data: bytes) -> Mapping[str, Any]:
    """Return the page with what the browser says of it. Raises Unreadable."""
    try:
        whole = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except Exception as error:  # it fails in many ways
        raise Unreadable("The web archive is damaged. Save the page again.") from error
    main = whole.get(_MAIN) if isinstance(whole, dict) else None
    if not isinstance(main, dict) or not isinstance(main.get("WebResourceData"), bytes):
        raise Unreadable("This is a property list, and no web archive of Safari.")
    if main.get("WebResourceMIMEType") not in (*_TYPES, None):
        raise Unreadable("The web archive holds no page. Save the page again as HTML.")
    return main


def _page(main: Mapping[str, Any]) -> Text:
    """Return the markup of the page."""
    data, charset = main["WebResourceData"], main.get("WebResourceTextEncodingName")
    try:
        if isinstance(charset, str) and codecs.lookup(charset).name != "utf-8":
            return Text(data.decode(charset), charset)
    except (LookupError, ValueError):
        pass
    return read_page(data)
