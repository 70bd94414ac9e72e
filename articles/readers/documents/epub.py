"""EPUB: an article saved as an electronic book, chapter after chapter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from lxml import etree

from articles.extraction.findings import Finding, Locator
from articles.extraction.lines.machinedates import read_machine_date
from articles.extraction.stated import TextLayout
from articles.readers.base import Document, Text, Unreadable
from articles.readers.packages import Package, has_entry
from articles.readers.text import DECODER, paragraphs_apart
from articles.readers.webpages.html import read_page
from articles.readers.webpages.visibletext import visible_text

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ROOTFILE = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_MOST_CHAPTERS = 1_000
_FACTS = (("title", "headline"), ("publisher", "outlet"), ("source", "url"), ("date", "published"))
_MAKERS = ("calibre", "pandoc", "dotepub", "libreoffice", "unknown")


class Epub(Document):
    """An electronic book that holds one article."""

    name = "epub"
    suffixes = (".epub",)
    reader = f"epub 1 {DECODER}"
    layout = TextLayout.DOCUMENT

    def recognises(self, head: bytes) -> bool | None:
        return True if has_entry(head, b"mimetypeapplication/epub+zip") else None

    def text(self, data: bytes) -> Text:
        with Package(data, "EPUB") as package:
            chapters = list(_chapters(package, *_book(package)))
        if not chapters:
            raise Unreadable("The EPUB has no text.")
        return Text("\n\n".join(chapters))

    def text_of_export(self, data: bytes, text: Text) -> str:
        with Package(data, "EPUB") as package:
            chapters = list(_chapters(package, *_book(package), with_blanks=True))
        return paragraphs_apart("\n\n".join(chapters))

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        with Package(data, "EPUB") as package:
            book, _ = _book(package)
        return tuple(_stated(book, text.text.split("\n")))


def _book(package: Package) -> tuple[etree._Element, str]:
    """Return the description of the book, and its path. Raises Unreadable."""
    container = package.xml("META-INF/container.xml")
    rootfile = container.find(_ROOTFILE) if container is not None else None
    path = (rootfile.get("full-path") or "") if rootfile is not None else ""
    book = package.xml(path)
    if book is None:
        raise Unreadable("The EPUB lists no chapters. Save it again.")
    return book, path


def _chapters(
    package: Package, book: etree._Element, path: str, *, with_blanks: bool = False
) -> Iterator[str]:
    files = {
        each.get("id"): each.get("href") or ""
        for each in book.iter(f"{_OPF}item")
        if "nav" not in (each.get("properties") or "").split()
    }
    for reference in list(book.iter(f"{_OPF}itemref"))[:_MOST_CHAPTERS]:
        href = files.get(reference.get("idref"), "")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))
        markup = package.read(name) if href else b""
        try:
            yield visible_text(read_page(markup).text, with_blanks=with_blanks)
        except Unreadable:
            continue  # a cover, or a chapter without text


def _stated(book: etree._Element, lines: Sequence[str]) -> Iterator[Finding]:
    for name, field in _FACTS:
        value = " ".join((book.findtext(f".//{_DC}{name}") or "").split())
        if not value or (field == "outlet" and value.lower().startswith(_MAKERS)):
            continue
        if field == "published":
            read = read_machine_date(value)
            if read is not None and read.date is not None:
                yield _finding(field, read.date, name, lines)
        elif field != "url" or value.startswith(("http://", "https://")):
            yield _finding(field, value, name, lines)
    names = tuple(
        text
        for each in book.iter(f"{_DC}creator")
        if (text := " ".join((each.text or "").split())) and not text.lower().startswith(_MAKERS)
    )
    if names:
        yield _finding("byline", names, "creator", lines)


def _finding(field: str, value: object, key: str, lines: Sequence[str]) -> Finding:
    shown = tuple(n for n, line in enumerate(lines, 1) if line.strip() == value)[:1]
    why = f"The description of the book states it (dc:{key})."
    return Finding(field, value, Locator(shown, f"dc:{key}"), "epub.metadata", why)
