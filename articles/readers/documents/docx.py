"""Word documents (DOCX): their paragraphs in order, and the headline that a style marks."""

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

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What changes tracked in the document took away, codes of fields, and repetitions for old programs.
_UNSEEN = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK))
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Identifiers of the style of a title: Word writes them in its own language.
_TITLES = ("title", "titel", "titre", "titulo", "título", "titolo", "tytul", "heading1")
_MAIN = "word/document.xml"


class Docx(Document):
    """A Word document of one article, or of an export of a database."""

    name = "docx"
    suffixes = (".docx",)
    reader = "docx 1"
    layout = TextLayout.DOCUMENT

    def recognises(self, head: bytes) -> bool | None:
        return True if has_entry(head, b"word/document.xml") else None

    def text(self, data: bytes) -> Text:
        return Text(text_of(_paragraphs(data)))

    def text_of_export(self, data: bytes, text: Text) -> str:
        return export_text(_paragraphs(data))

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        with Package(data, "Word document") as package:
            core = package.xml("docProps/core.xml")
        title = (core.findtext(f"{_DC}title") or "") if core is not None else ""
        return tuple(stated_headline(_paragraphs(data), title, text.text))


def _paragraphs(data: bytes) -> list[Paragraph]:
    with Package(data, "Word document") as package:
        root = package.xml(_MAIN)
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise Unreadable("The Word document has no text. Save it again as .docx.")
    return list(_in(body))


def _in(parent: etree._Element) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part; a row of a table is one."""
    for each in parent:
        if each.tag == f"{_W}p":
            yield _paragraph(each)
        elif each.tag == f"{_W}tr":
            cells = (" ".join(each.text for each in _in(cell)) for cell in each.iter(f"{_W}tc"))
            yield Paragraph("\t".join(" ".join(cell.split()) for cell in cells))
        elif each.tag not in _UNSEEN:
            yield from _in(each)


def _paragraph(element: etree._Element) -> Paragraph:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    text = "".join(_pieces(element))
    return Paragraph(text, is_title=name in _TITLES)


def _pieces(element: etree._Element) -> Iterator[str]:
    for each in element:
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in _SIGNS:
            yield _SIGNS[str(each.tag)]
        elif each.tag == f"{_W}p":  # in a text box
            yield f"\n{''.join(_pieces(each))}\n"
        elif each.tag not in _UNSEEN and each.tag != f"{_W}pPr":
            yield from _pieces(each)
