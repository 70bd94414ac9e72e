"""OpenDocument texts (ODT), as LibreOffice writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from articles.extraction.findings import Finding
from articles.extraction.stated import TextLayout
from articles.readers.base import Document, Text, Unreadable
from articles.readers.documents.paragraphs import (
    Paragraph,
    export_text,
    stated_headline,
    text_of,
)
from articles.readers.packages import Package, has_entry

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_UNSEEN = frozenset((f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_OFFICE}annotation"))
_MOST_SPACES = 1_000


class Odt(Document):
    """An OpenDocument text of one article."""

    name = "odt"
    suffixes = (".odt", ".ott")
    reader = "odt 1"
    layout = TextLayout.DOCUMENT

    def recognises(self, head: bytes) -> bool | None:
        kind = b"mimetypeapplication/vnd.oasis.opendocument.text"
        return True if has_entry(head, kind) else None

    def text(self, data: bytes) -> Text:
        return Text(text_of(_paragraphs(data)))

    def text_of_export(self, data: bytes, text: Text) -> str:
        return export_text(_paragraphs(data))

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        with Package(data, "OpenDocument text") as package:
            meta = package.xml("meta.xml")
        title = (meta.findtext(f".//{_TITLE}") or "") if meta is not None else ""
        return tuple(stated_headline(_paragraphs(data), title, text.text))


def _paragraphs(data: bytes) -> list[Paragraph]:
    with Package(data, "OpenDocument text") as package:
        root = package.xml("content.xml")
    body = root.find(f"{_OFFICE}body") if root is not None else None
    if root is None or body is None:
        raise Unreadable("The OpenDocument text has no content. Save it again as .odt.")
    # A style made by hand has a name of its own, and the style that it is derived from.
    titles = {"Title"} | {
        each.get(f"{_STYLE}name") or ""
        for each in root.iter(f"{_STYLE}style")
        if each.get(f"{_STYLE}parent-style-name") == "Title"
    }
    return list(_in(body, titles))


def _in(parent: etree._Element, titles: set[str]) -> Iterator[Paragraph]:
    for each in parent:
        if each.tag in _PARAGRAPHS:
            style = each.get(f"{_TEXT}style-name") or ""
            yield Paragraph("".join(_pieces(each)), is_title=style in titles)
        elif each.tag == f"{_TABLE}table-row":
            cells = (
                " ".join(part.text for part in _in(cell, titles))
                for cell in each.iter(f"{_TABLE}table-cell")
            )
            yield Paragraph("\t".join(" ".join(cell.split()) for cell in cells))
        elif each.tag not in _UNSEEN:
            yield from _in(each, titles)


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        if each.tag == f"{_TEXT}s":
            count = each.get(f"{_TEXT}c") or "1"
            yield " " * min(int(count) if count.isdigit() else 1, _MOST_SPACES)
        elif each.tag == f"{_TEXT}tab":
            yield "\t"
        elif each.tag == f"{_TEXT}line-break":
            yield "\n"
        elif each.tag in _PARAGRAPHS:  # in a frame or a note
            yield f"\n{''.join(_pieces(each))}\n"
        elif each.tag not in _UNSEEN and isinstance(each.tag, str):
            yield from _pieces(each)
        yield each.tail or ""
