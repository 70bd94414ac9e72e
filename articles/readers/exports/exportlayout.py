"""The interface of a layout: how one database lays out the documents of a text export.

To add a layout, write one module with one class and put an instance of it into ``LAYOUTS`` in
``layouts.py``. A layout is also the document format of the articles it splits off, so that a
stored article can be read again from its own bytes: those of its document, in UTF-8.
"""

from __future__ import annotations

import hashlib
import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar

from articles.extraction.findings import Finding
from articles.extraction.stated import TextLayout
from articles.readers.base import Document, Text
from articles.readers.exports.days import day_in
from articles.readers.exports.documentfields import COPYRIGHT
from articles.readers.exports.entry import Entry, Manner, findings
from articles.readers.exports.splitting import Lines, Piece
from articles.readers.text import DECODER, read_text, unified

#: Raised whenever a layout reads anything differently.
VERSION = 4

_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_WORDS = re.compile(r"\w+")
_TELLING_FACTS = ("headline", "outlet", "published", "byline", "id", "length")
_LONGEST_SLUG = 40  # characters
_FIRST_WORDS = 12  # words of the body that tell articles of one headline and day apart


class Layout(Document):
    """One database's layout of a text export.

    ``name`` is also what users write after ``--layout``. ``title`` is the database's name. Every
    export in the layout has one of the texts in ``telling``, in the same case.
    """

    layout = TextLayout.RECORD
    reader = f"export {VERSION} {DECODER}"
    title: ClassVar[str]
    telling: ClassVar[tuple[str, ...]]
    surname_first: ClassVar[bool] = False
    month_first: ClassVar[bool] = False

    @abstractmethod
    def marks(self, text: str) -> bool:
        """True if ``text``, the beginning of a file, has the marks of this layout.

        An article that mentions one of them has not.
        """

    @abstractmethod
    def pieces(self, lines: Lines) -> Iterator[Piece]:
        """Cut an export into its documents. What is no document may come as well."""

    @abstractmethod
    def entry(self, lines: Sequence[str]) -> Entry:
        """Read the fields of one document."""

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        """Return the lines of a document without what belongs to the export: counters, rules.

        They are the same in every export that has the document.
        """
        return trimmed(lines)

    def is_document(self, entry: Entry, piece: Piece) -> bool:
        """False for a piece that is no document, such as a cover or a list of titles."""
        facts = sum(entry.first(key) is not None for key in _TELLING_FACTS)
        is_told = facts > 1 or (facts == 1 and bool(entry.body))
        return is_told and (piece.number > 0 or entry.first("published") is not None)

    def is_furniture(self, line: str) -> bool:
        """True for a line that may stand below the last document of an export."""
        return bool(COPYRIGHT.match(line)) or not _WORDS.search(line)

    def complete(self, piece: Piece) -> bool:
        """True if nothing is missing at the end of a document."""
        return piece.ended

    def text(self, data: bytes) -> Text:
        return read_text(data)

    def stated(self, data: bytes, text: Text) -> tuple[Finding, ...]:
        entry = self.entry(unified(text.text).split("\n"))
        manner = Manner(self.title, self.surname_first, self.month_first)
        return tuple(findings(entry, manner))

    def own_id(self, entry: Entry) -> str:
        """Return the database's own id of the document; "" if it states none."""
        return entry.text("id").split(maxsplit=1)[0] if entry.text("id") else ""

    def made_id(self, entry: Entry) -> str:
        """Return an id for a document without one, the same in every export that has it.

        It is made of outlet, day, headline and first words.
        """
        headline, outlet = entry.text("headline"), entry.text("outlet")
        date = day_in(entry.text("published"), month_first=self.month_first)
        words = " ".join(value.text for value in entry.body[:3]).split()[:_FIRST_WORDS]
        told = [" ".join(_WORDS.findall(each.casefold())) for each in (outlet, headline)]
        told += [str(date), entry.text("page"), " ".join(words)]
        digest = hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()[:12]
        slug = _NOT_IN_ID.sub("-", headline.casefold())[:_LONGEST_SLUG].strip("-")
        return "-".join(filter(None, (str(date or ""), slug, digest)))


def trimmed(lines: Sequence[str]) -> list[str]:
    """Return lines without form feeds, blank space at their ends, and blank lines around them."""
    plain = [line.replace("\f", " ").rstrip() for line in lines]
    while plain and not plain[0].strip():
        plain.pop(0)
    while plain and not plain[-1].strip():
        plain.pop()
    return plain
