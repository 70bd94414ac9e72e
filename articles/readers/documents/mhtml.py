"""MHTML: pages that a browser saved as one file, with their address and the time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from email.message import Message

from articles.extraction.findings import Finding, Locator
from articles.readers.base import Document, Text, Unreadable
from articles.readers.documents.mails import content, header, header_names, parsed, parts, sent_at
from articles.readers.heads import as_text
from articles.readers.text import paragraphs_apart
from articles.readers.webpages.html import WebPage, read_page, stated_values
from articles.readers.webpages.visibletext import visible_text

_MARKS = ("multipart/related", "content-location:")


class Mhtml(Document):
    """A page with its pictures and styles in one file; only the page itself is read."""

    name = "mhtml"
    suffixes = (".mhtml", ".mht")
    reader = WebPage.reader.replace("html 2", "mhtml 2", 1)

    def recognises(self, head: bytes) -> bool | None:
        if "mime-version" not in header_names(head):
            return None
        text = as_text(head).lower()
        return True if all(mark in text for mark in _MARKS) else None

    def text(self, data: bytes) -> Text:
        page = _page(parsed(data))
        return Text(visible_text(page.text), "", page.doubtful)

    def text_of_export(self, data: bytes, text: Text) -> str:
        return paragraphs_apart(visible_text(_page(parsed(data)).text, with_blanks=True))

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        mail = parsed(data)
        own = list(_from_headers(mail))
        has_address = any(each.field == "url" for each in own)
        found = stated_values(_page(mail).text, text.text)
        return (*(each for each in found if not (has_address and each.field == "url")), *own)


def _from_headers(mail: Message) -> Iterator[Finding]:
    url = header(mail, "Snapshot-Content-Location") or next(
        (header(part, "Content-Location") for part in _pages(mail)), ""
    )
    if url.startswith(("http://", "https://")):
        why = "The browser that saved the page states its address."
        yield Finding("url", url, Locator((), "header Content-Location"), "mhtml.header", why)
    at = sent_at(mail)
    if at is not None:
        why = "The browser that saved the page states the time."
        place = Locator((), "header Date")
        yield Finding("other", at.isoformat(), place, "mhtml.captured", why)


def _pages(mail: Message) -> Iterator[Message]:
    """Yield the pages in the file; the first is the page itself, the others are its frames."""
    return (part for part in parts(mail) if part.get_content_type() in _TYPES)


_TYPES = ("text/html", "application/xhtml+xml")


def _page(mail: Message) -> Text:
    """Return the markup of the page. Raises Unreadable if there is none."""
    page = next(_pages(mail), None)
    if page is None:
        raise Unreadable("The file holds no page. Save the page again as HTML.")
    data = content(page)
    charset = page.get_content_charset()
    try:
        if charset and codecs.lookup(charset).name != "utf-8":
            return Text(data.decode(charset), charset)
    except (LookupError, ValueError):
        pass
    return read_page(data)
