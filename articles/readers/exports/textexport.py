"""Text files that a database exported, split into their documents."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from articles.extraction.words.explanations import quoted
from articles.readers.base import Failure, Member, Opened
from articles.readers.encodings import decode_legacy
from articles.readers.exports.layout import Layout
from articles.readers.exports.layouts import LAYOUTS
from articles.readers.exports.splitting import Lines, Piece
from articles.readers.text import unified

#: Bytes at the beginning of a file in which the marks of a layout are looked for.
SAMPLE = 1 << 18
_LONGEST_LINE = 1 << 20
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MOSTLY = 0.8  # share of the documents that end completely, from which one that does not is broken


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an export. ``text`` has its lines; ``id`` tells it from all others.

    ``is_own``: the id is the database's. Otherwise it is made of what the document states.
    """

    number: int
    id: str
    text: str
    layout: Layout
    is_own: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """A document that cannot be read, and why. ``number`` is 0 for the export as a whole."""

    number: int
    reason: str


def layout_of(text: str) -> Layout | None:
    """Return the layout of an export by the marks in the beginning of its text; None if none."""
    return next((layout for layout in LAYOUTS if layout.marks(text)), None)


def split(text: str, layout: Layout | None = None) -> Iterator[Document | Broken]:
    """Split the text of an export, whichever file format it comes from.

    Without ``layout`` it is recognised by its marks; nothing is yielded if there are none.
    """
    plain = unified(text)
    layout = layout or layout_of(plain[:SAMPLE])
    return documents(plain.split("\n"), layout) if layout is not None else iter(())


def documents(lines: Iterable[str], layout: Layout) -> Iterator[Document | Broken]:
    """Yield the documents of an export, and what is broken of it. Reads no further than needed."""
    waiting: tuple[Piece, Document] | None = None
    complete = total = missing = 0
    for piece in layout.pieces(Lines(lines)):
        missing = piece.missing
        found = _document(piece, layout, total + 1)
        if found is None:
            continue
        if waiting is not None:
            complete += layout.complete(waiting[0])
            yield waiting[1]
        waiting = (piece, found)
        total += 1
    if waiting is None:
        return
    piece, found = waiting
    if total > 1 and complete >= _MOSTLY * (total - 1) and not layout.complete(piece):
        yield Broken(total, _cut_off(found, layout, total))
    else:
        yield found
    if missing > 0:
        yield Broken(
            0,
            f"The export says that {missing:,} more documents follow document {total:,}, where the "
            "file ends. Export it again, or export the rest.",
        )


def _cut_off(found: Document, layout: Layout, number: int) -> str:
    headline = layout.entry(found.text.split("\n")).text("headline")
    named = f" ({quoted(headline)})" if headline else ""
    return (
        f"The file ends inside document {number:,}{named}. The {number - 1:,} before it are whole. "
        "Export the file again."
    )


def _document(piece: Piece, layout: Layout, number: int) -> Document | None:
    """Return the document in a piece; None for a cover, a list of titles and the like."""
    lines = layout.own_lines(piece.lines)
    if not lines:
        return None
    piece.lines = lines
    entry = layout.entry(lines)
    if not layout.is_document(entry, piece):
        return None
    own = layout.own_id(entry)
    return Document(number, own or layout.made_id(entry), "\n".join(lines), layout, bool(own))


def members(
    file: Opened, max_bytes: int, layout: Layout, encoding: str = ""
) -> Iterator[Member | Failure]:
    """Yield the documents of an export as members of its file."""
    for found in documents(lines_of(file.file, encoding), layout):
        if isinstance(found, Broken):
            place = f", document {found.number}" if found.number else ""
            yield Failure(f"{file.name}{place}", found.reason)
            continue
        data = found.text.encode("utf-8", "replace")
        if len(data) > max_bytes:
            yield Failure(
                f"{file.name}, document {found.number}",
                f"It is too large (more than {max_bytes:,} bytes).",
            )
            continue
        yield member(file, found, data)


def member(file: Opened, found: Document, data: bytes) -> Member:
    """Return a document as a member of the file that it was exported in."""
    return file.member(data, found.id, format=found.layout.name, identified=found.is_own)


def lines_of(file: BinaryIO, fallback: str = "") -> Iterator[str]:
    """Yield the lines of a text file, without line ends.

    It is read as UTF-16 if it begins with the mark of it; otherwise each line as UTF-8, or in the
    encoding ``fallback`` (by default the likeliest one) if it is not UTF-8.
    """
    first = file.readline(_LONGEST_LINE)
    wide = next((name for mark, name in _WIDE if first.startswith(mark)), "")
    if wide:
        whole = io.BytesIO(first + file.read())
        yield from unified(whole.read().decode(wide, "replace")).split("\n")
        return
    first = first.removeprefix(codecs.BOM_UTF8)
    while first:
        yield from _decoded(first, fallback)
        first = file.readline(_LONGEST_LINE)


def _decoded(line: bytes, fallback: str) -> list[str]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode(fallback, "replace") if fallback else decode_legacy(line)[0]
    # Files of old systems end lines with a carriage return alone.
    return unified(text.removesuffix("\n").removesuffix("\r")).split("\n")
