"""The formats in which articles come. What a format is, and how to add one, says ``base.py``."""

from __future__ import annotations

from collections.abc import Iterator

from articles.extraction.stated import TextLayout
from articles.readers.base import Container, Document, Format
from articles.readers.gzipped import Gzip
from articles.readers.html import WebPage
from articles.readers.jsonl import JsonLines
from articles.readers.records import Record
from articles.readers.text import PlainText

PLAIN_TEXT = PlainText()

FORMATS: tuple[Format, ...] = (
    PLAIN_TEXT,
    WebPage(),
    Record(),
    JsonLines(),
    Gzip(),
)

#: First bytes of a file that tell its format where its name does not.
HEAD = 16


def format_of(filename: str, head: bytes = b"") -> Format | None:
    """The format of a file by the end of its name, else by its first bytes; None if unknown."""
    lower = filename.lower()
    by_name = (each for each in FORMATS if lower.endswith(each.suffixes))
    by_head = (each for each in FORMATS if each.magic and head.startswith(each.magic))
    return next(by_name, None) or next(by_head, None)


def document(name: str) -> Document:
    """The document format of this name; plain text for a name that there is no longer."""
    found = (each for each in FORMATS if isinstance(each, Document) and each.name == name)
    return next(found, PLAIN_TEXT)


def layouts() -> dict[str, TextLayout]:
    """How the texts of each document format are laid out, by its name."""
    return {each.name: each.layout for each in FORMATS if isinstance(each, Document)}


def is_one_article(filename: str) -> bool:
    """True if the name says that the file is one article, perhaps packed."""
    return isinstance(format_of(_unwrapped(filename)), Document)


def suffixes(*, packed: bool = True) -> tuple[str, ...]:
    """What folders are walked for: the suffix of each format, also with each way of packing."""
    plain = tuple(end for each in FORMATS if not _wraps(each) for end in each.suffixes)
    return (*plain, *(end + wrap for wrap in packings() for end in plain)) if packed else plain


def packings() -> Iterator[str]:
    """The suffixes that stand behind the suffix of what is packed."""
    return (end for each in FORMATS if _wraps(each) for end in each.suffixes)


def _wraps(each: Format) -> bool:
    return isinstance(each, Container) and each.wraps


def _unwrapped(filename: str) -> str:
    lower = filename.lower()
    while end := next((end for end in packings() if lower.endswith(end)), ""):
        lower = lower.removesuffix(end)
    return lower
