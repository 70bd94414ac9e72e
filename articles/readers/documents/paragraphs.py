"""Paragraphs of documents that word processors write, and the headline that they mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.extraction.findings import Finding, Locator
from articles.readers.base import Unreadable
from articles.readers.text import paragraphs_apart

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_WORD = re.compile(r"\w+")
_LONGEST = 300  # characters of a headline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; it may have several lines. ``is_title``: its style is that of a title."""

    text: str
    is_title: bool = False


def text_of(paragraphs: Sequence[Paragraph]) -> str:
    """Return the text, a line for each paragraph. Raises Unreadable if there is none."""
    text = "\n".join(map(lines_of, paragraphs)).strip("\n")
    if not text.strip():
        raise Unreadable("The document contains no text.")
    return text


def export_text(paragraphs: Sequence[Paragraph]) -> str:
    """Return the text of an export of a database: with the blanks that indent lines."""
    lines = (line for each in paragraphs for line in _lines(each))
    indents = (line[: len(line) - len(line.lstrip())].expandtabs(4) for line in lines)
    shown = "\n".join(map(lines_of, paragraphs)).split("\n")
    return paragraphs_apart("\n".join(map(str.__add__, indents, shown)).strip("\n"))


def lines_of(paragraph: Paragraph) -> str:
    return "\n".join(" ".join(line.split()) for line in _lines(paragraph))


def _lines(paragraph: Paragraph) -> list[str]:
    plain = _CONTROLS.sub("", paragraph.text)
    return plain.replace("\v", "\n").replace("\f", "\n").split("\n")


def stated_headline(paragraphs: Sequence[Paragraph], title: str, text: str) -> Iterator[Finding]:
    """Yield the headline: the paragraph in the style of a title, or the document's own title.

    The latter counts only where the text shows it, since it may be that of a template.
    """
    lines = text.split("\n")
    titles = [lines_of(each) for each in paragraphs if each.is_title and each.text.strip()]
    for place, value in (*(("style Title", each) for each in titles[:1]), ("title", title)):
        value = " ".join(value.split())
        words = _WORD.findall(value.casefold())
        shown = [n for n, line in enumerate(lines, 1) if _WORD.findall(line.casefold()) == words]
        if words and shown and len(value) <= _LONGEST:
            why = f"The {place} of the document states it."
            locator = Locator((shown[0],), f"paragraph {shown[0]}")
            yield Finding("headline", value, locator, "document.title", why)
            return
