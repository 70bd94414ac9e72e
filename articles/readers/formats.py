"""The registry of formats. ``base.py`` explains what a format is and how to add one."""

from __future__ import annotations

from collections.abc import Iterator

from articles.extraction.stated import TextLayout
from articles.readers.base import Container, Document, Format, Opened, head_of
from articles.readers.containers.gzipped import Gzip
from articles.readers.containers.mbox import Mbox
from articles.readers.containers.tarred import Tar
from articles.readers.containers.warc import Wacz, Warc
from articles.readers.containers.zipped import Zip
from articles.readers.documents.docx import Docx
from articles.readers.documents.eml import Eml
from articles.readers.documents.epub import Epub
from articles.readers.documents.markdown import Markdown
from articles.readers.documents.mhtml import Mhtml
from articles.readers.documents.odt import Odt
from articles.readers.documents.pdf import Pdf
from articles.readers.documents.rtf import Rtf
from articles.readers.documents.webarchive import WebArchive
from articles.readers.exports.layouts import LAYOUTS
from articles.readers.tables.bibtex import Bibtex, BibtexReference
from articles.readers.tables.delimited import DelimitedTable
from articles.readers.tables.feedfiles import Feed, FeedItem
from articles.readers.tables.jsonfiles import JsonFile
from articles.readers.tables.jsonl import JsonLines
from articles.readers.tables.jsonrecords import Record
from articles.readers.tables.newsml import NewsItem, NewsMl
from articles.readers.tables.newsml1 import NewsMl1, NewsMl1Item
from articles.readers.tables.nitf import Nitf, NitfStory
from articles.readers.tables.ris import Ris, RisReference
from articles.readers.tables.workbooks import Workbook
from articles.readers.text import PlainText
from articles.readers.webpages.html import WebPage

PLAIN_TEXT = PlainText()

FORMATS: tuple[Document | Container, ...] = (
    PLAIN_TEXT,
    WebPage(),
    Record(),
    JsonFile(),
    JsonLines(),
    DelimitedTable(),
    Workbook(),
    Ris(),
    RisReference(),
    Bibtex(),
    BibtexReference(),
    NewsMl(),
    NewsItem(),
    NewsMl1(),
    NewsMl1Item(),
    Nitf(),
    NitfStory(),
    Feed(),
    FeedItem(),
    Gzip(),
    Mbox(),
    Mhtml(),
    WebArchive(),
    Eml(),
    Warc(),
    Wacz(),
    Pdf(),
    Docx(),
    Odt(),
    Rtf(),
    Epub(),
    Markdown(),
    Zip(),
    Tar(),
    *LAYOUTS,
)


def format_of(filename: str, head: bytes = b"") -> Document | Container | None:
    """Return a file's format by its first bytes and its name; None if neither tells it.

    The content decides. Where several formats may have such content, or none recognises it, the
    name does.
    """
    lower = filename.lower()
    by_name = next((each for each in FORMATS if lower.endswith(each.suffixes)), None)
    if not head:
        return by_name
    if by_name is not None and by_name.recognises(head):
        return by_name
    by_head = next(
        (each for each in FORMATS if each is not by_name and each.recognises(head)), None
    )
    if by_head is not None:
        return by_head
    return None if by_name is None or by_name.recognises(head) is False else by_name


def format_in(file: Opened) -> Document | Container | None:
    """Return the format of an open file; None if neither its content nor its name tells it."""
    return named(file.format) if file.format else format_of(file.filename, head_of(file.file))


def named(name: str) -> Document | Container:
    """Return the format of this name; plain text if the name no longer exists."""
    return next((each for each in FORMATS if each.name == name), PLAIN_TEXT)


def document(name: str) -> Document:
    """Return the document format of this name; plain text if the name no longer exists."""
    found = (each for each in FORMATS if isinstance(each, Document) and each.name == name)
    return next(found, PLAIN_TEXT)


def layouts() -> dict[str, TextLayout]:
    """Return the text layout of every document format, by its name."""
    return {each.name: each.layout for each in FORMATS if isinstance(each, Document)}


def is_one_article(filename: str) -> bool:
    """True if, by its name, the file is a single article, compressed or not."""
    return isinstance(format_of(_unwrapped(filename)), Document)


def suffixes(*, packed: bool = True) -> tuple[str, ...]:
    """Return the suffixes of all formats; if ``packed``, also each with each compression suffix."""
    plain = tuple(end for each in FORMATS if not _wraps(each) for end in each.suffixes)
    return (*plain, *(end + wrap for wrap in packings() for end in plain)) if packed else plain


def packings() -> Iterator[str]:
    """Return the suffixes of compressed files, which follow the suffix of their content."""
    return (end for each in FORMATS if _wraps(each) for end in each.suffixes)


def _wraps(each: Format) -> bool:
    return isinstance(each, Container) and each.wraps


def _unwrapped(filename: str) -> str:
    lower = filename.lower()
    while end := next((end for end in packings() if lower.endswith(end)), ""):
        lower = lower.removesuffix(end)
    return lower
