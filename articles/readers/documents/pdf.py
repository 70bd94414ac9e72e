"""PDF: printed pages and print views of web pages, with page numbers as places of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from articles.extraction.findings import Finding, Locator
from articles.extraction.stated import CAPTURED, PAGE_RULE, TextLayout
from articles.readers.base import Document, Text

if TYPE_CHECKING:
    from articles.readers.documents.pdfpages import Line, Pages

_BROWSERS = re.compile(r"Skia/PDF|Mozilla|Firefox|Chrome|Safari|wkhtmltopdf", re.IGNORECASE)
# Programs that recognise text; they say so when they write the PDF.
_RECOGNISED = re.compile(
    r"ocrmypdf|tesseract|abbyy|finereader|paper capture|omnipage|readiris|ocrad|\bOCR\b",
    re.IGNORECASE,
)
# D:20240304063000+01'00'
_CREATED = re.compile(
    r"D:(?P<date>\d{8})(?P<time>\d{6})(?:(?P<sign>[+-])(?P<hours>\d\d)'?(?P<minutes>\d\d)?'?|Z.*)?"
)
_WORD = re.compile(r"\w+")
_MOST_LINES = 3  # of a headline
_FEWEST_WORDS = 3  # A shorter one may be the name of the outlet.
_SOUGHT = 60  # lines in which the headline stands
_LARGER = 1.3  # than the type of the text


class Pdf(Document):
    """A PDF with text. A scan without text is refused."""

    name = "pdf"
    suffixes = (".pdf",)
    magic = (b"%PDF-",)
    reader = f"pdf 2 pypdf {version('pypdf')}"
    layout = TextLayout.DOCUMENT

    def text(self, data: bytes) -> Text:
        # It loads pypdf, which most commands never need.
        from articles.readers.documents.pdfpages import pages_of, text_of

        return Text(text_of(pages_of(data))[0])

    def text_of_export(self, data: bytes, text: Text) -> str:
        from articles.readers.documents.pdfexports import export_text
        from articles.readers.documents.pdfpages import pages_of

        return export_text(pages_of(data)) or text.text

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        from articles.readers.documents.pdfpages import pages_of

        return tuple(_stated(pages_of(data)))


def _stated(pages: Pages) -> Iterator[Finding]:
    from articles.readers.documents.pdfpages import text_of

    text, firsts = text_of(pages)
    headline = _by_title(pages.title, text) or _by_type(pages, text)
    if headline is not None:
        yield headline
    if _RECOGNISED.search(pages.creator):
        place = Locator((), "Creator of the PDF")
        why = "A program recognised the text in pictures of the pages, so words may be wrong."
        yield Finding("other", " ".join(pages.creator.split()), place, "pdf.recognised", why)
    if pages.address:
        why = "The browser printed it below the page."
        yield Finding("url", pages.address, Locator((), "foot of the page"), "pdf.foot", why)
    created = _CREATED.match(pages.created)
    if created and _BROWSERS.search(pages.creator):
        day, time = created["date"], created["time"]
        at = f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}"
        zone = f"{created['sign']}{created['hours']}:{created['minutes'] or '00'}"
        at += zone if created["sign"] else "Z"
        why = "The browser that printed the page states the time."
        place = Locator((), "CreationDate of the PDF")
        yield Finding("other", at, place, f"pdf{CAPTURED}", why)
    for number, first in enumerate(firsts, start=1):
        place = Locator((first,), f"page {number}")
        yield Finding("other", f"page {number}", place, PAGE_RULE, "A page begins here.")


def _by_title(title: str, text: str) -> Finding | None:
    """Return the lines that show the title of the PDF, or its beginning: “Weir opens | Post”."""
    words = _words(title)
    lines = text.split("\n")[:_SOUGHT]
    best: tuple[int, ...] = ()
    most = 0
    for first in range(len(lines)):
        shown: list[str] = []
        for last in range(first, min(first + _MOST_LINES, len(lines))):
            if not lines[last]:
                break
            shown += _words(lines[last])
            whole = shown == words or len(shown) >= _FEWEST_WORDS
            if shown and whole and words[: len(shown)] == shown and len(shown) > most:
                best, most = tuple(range(first + 1, last + 2)), len(shown)
    if not best:
        return None
    value = " ".join(lines[number - 1] for number in best)
    why = "The title of the PDF says that it is the headline."
    return Finding("headline", value, Locator(best, "page 1"), "pdf.title", why)


def _by_type(pages: Pages, text: str) -> Finding | None:
    """Return the lines in the largest type of the first page, if they are a headline."""
    page = pages.pages[0].lines
    sizes = sorted(line.size for line in page for _ in _words(line.text))
    if not sizes:
        return None
    usual = sizes[len(sizes) // 2]
    groups: list[list[Line]] = []
    for line in page:
        if groups and groups[-1][-1].size == line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    fitting = [
        each
        for each in groups
        if each[0].size >= _LARGER * usual
        and len(each) <= _MOST_LINES
        and sum(len(_words(line.text)) for line in each) >= _FEWEST_WORDS + 1
    ]
    if not fitting:
        return None
    largest = max(fitting, key=lambda each: each[0].size)
    value = " ".join(line.text for line in largest)
    lines = text.split("\n")
    numbers = tuple(lines.index(line.text) + 1 for line in largest if line.text in lines)
    why = "It is set in the largest type of the first page."
    return Finding("headline", value, Locator(numbers, "page 1"), "pdf.type", why)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
