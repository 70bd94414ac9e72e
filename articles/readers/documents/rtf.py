"""RTF documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version

from striprtf.striprtf import rtf_to_text

from articles.extraction.findings import Finding
from articles.extraction.stated import TextLayout
from articles.readers.base import Document, Text, Unreadable
from articles.readers.documents.paragraphs import (
    Paragraph,
    export_text,
    stated_headline,
    text_of,
)

_TITLE = re.compile(r"\{\\title\s+(?P<title>[^{}]{1,1000})\}")


class Rtf(Document):
    """An RTF document of one article, or of an export of a database."""

    name = "rtf"
    suffixes = (".rtf",)
    magic = (b"{\\rtf",)
    reader = f"rtf 2 striprtf {version('striprtf')}"
    layout = TextLayout.DOCUMENT

    def text(self, data: bytes) -> Text:
        return Text(text_of(_paragraphs(data)))

    def text_of_export(self, data: bytes, text: Text) -> str:
        return export_text(_paragraphs(data))

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        match = _TITLE.search(data[:100_000].decode("latin-1"))
        title = _plain("{\\rtf1\\ansi " + match["title"] + "}") if match else ""
        return tuple(stated_headline(_paragraphs(data), title, text.text))


def _paragraphs(data: bytes) -> list[Paragraph]:
    if not data.startswith(b"{\\rtf"):
        raise Unreadable("This is no RTF document, although it is called one. Rename the file.")
    return [Paragraph(line) for line in _plain(_markup(data)).split("\n")]


def _markup(data: bytes) -> str:
    """RTF is ASCII, but some databases write its letters in UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _plain(markup: str) -> str:
    try:
        # The library has no types.
        return str(rtf_to_text(markup, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, OverflowError) as error:
        raise Unreadable(f"The RTF document is damaged ({error}). Save it again.") from error
