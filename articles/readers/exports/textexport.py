"""Text files that a database exported, split into their documents."""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, cast

from articles.extraction.words.explanations import quoted
from articles.readers.base import Container, Failure, Member, Opened, Unreadable
from articles.readers.encodings import decode_legacy
from articles.readers.exports.covers import without_cover
from articles.readers.exports.exportlayout import Layout
from articles.readers.exports.layouts import LAYOUTS, layout_named
from articles.readers.exports.splitting import Lines, Piece
from articles.readers.text import unified

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

#: Bytes at the beginning of a file in which the marks of a layout are looked for.
SAMPLE = 1 << 18
_LONGEST_LINE = 1 << 20
_PIECE = 1 << 16  # bytes that are read at once
#: An export contains one of these at least; looking for them is quick.
_TELLING = tuple(mark.encode() for layout in LAYOUTS for mark in layout.telling)
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The last document is broken if so many others, or this share of them and its last sentence has no
# end, end completely and it does not.
_MANY, _MOSTLY = 2, 0.6


@dataclass(frozen=True, slots=True)
class ExportedDocument:
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


def looked_into(file: Opened) -> tuple[Opened, Export | None]:
    """Look whether a text file is an export; return it, still to be read, and how to split it.

    ``file.layout`` names the layout that a user has chosen.
    """
    sample = file.file.read(SAMPLE)
    opened = replace(file, file=cast(BinaryIO, io.BufferedReader(_Rejoined(sample, file.file))))
    chosen = layout_named(file.layout)
    is_wide = sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if chosen is None and not is_wide and not any(mark in sample for mark in _TELLING):
        return opened, None
    encoding = _encoding_of(sample)
    layout = chosen or layout_of("\n".join(lines_of(io.BytesIO(sample), encoding)))
    return opened, Export(layout, encoding) if layout is not None else None


class Export(Container):
    """A text export in a layout. ``encoding`` is that of lines that are not UTF-8."""

    name = "export"

    def __init__(self, layout: Layout, encoding: str) -> None:
        self.layout, self.encoding = layout, encoding

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        empty = True
        for found in documents(lines_of(file.file, self.encoding), self.layout):
            empty = False
            yield _member(file, found, max_bytes)
        if empty:
            raise Unreadable(
                f"It has no document in the layout of {self.layout.title}. Choose another layout, "
                "or leave out --layout."
            )


def _member(file: Opened, found: ExportedDocument | Broken, max_bytes: int) -> Member | Failure:
    place = f"{file.name}, document {found.number}" if found.number else file.name
    if isinstance(found, Broken):
        return Failure(place, found.reason, container=file.name)
    data = found.text.encode("utf-8", "replace")
    if len(data) > max_bytes:
        reason = f"It is too large (more than {max_bytes:,} bytes)."
        return Failure(place, reason, container=file.name)
    return member(file, found, data)


def member(file: Opened, found: ExportedDocument, data: bytes) -> Member:
    """Return a document as a member of the file that it was exported in.

    A document with an id of its database is the same article in whichever file it comes.
    """
    return file.member(
        data,
        found.id,
        format=found.layout.name,
        identified=found.is_own,
        path=f"{found.layout.name}:{found.id}" if found.is_own else "",
    )


def members_of(text: str, holder: Member, layout: str = "") -> list[Member | Failure]:
    """Return the documents of an export, whose text a document of another format has.

    [] if the text has the marks of no layout. ``layout`` names the one that a user has chosen.
    """
    text = unified(text)
    file = Opened(
        io.BytesIO(),
        holder.name,
        holder.captured_at,
        path=holder.path,
        seen_at=holder.seen_at,
        container=holder.container,
    )
    found = split(text, layout_named(layout))
    return [_member(file, each, len(text.encode("utf-8", "replace"))) for each in found]


class _Rejoined(io.RawIOBase):
    """A file whose beginning was read already, and is read again."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        self._beginning, self._rest = memoryview(beginning), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._beginning[: len(view)] or self._rest.read(len(view))
        self._beginning = self._beginning[len(view) :]
        view[: len(data)] = data
        return len(data)


def _encoding_of(sample: bytes) -> str:
    """The encoding of lines that are not UTF-8, by the first ones in the file."""
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return decode_legacy(whole)[1]
    return "cp1252"


def may_be_export(text: str) -> bool:
    """False if a text has none of the marks that every export has; this is quick."""
    return any(mark in text for layout in LAYOUTS for mark in layout.telling)


def layout_of(text: str) -> Layout | None:
    """Return the layout of an export by the marks in the beginning of its text; None if none."""
    likely = (layout for layout in LAYOUTS if any(mark in text for mark in layout.telling))
    return next((layout for layout in likely if layout.marks(text)), None)


def split(text: str, layout: Layout | None = None) -> Iterator[ExportedDocument | Broken]:
    """Split the text of an export, whichever file format it comes from.

    Without ``layout`` it is recognised by its marks; nothing is yielded if there are none.
    """
    plain = unified(text)
    layout = layout or layout_of(plain[:SAMPLE])
    return documents(plain.split("\n"), layout) if layout is not None else iter(())


def documents(lines: Iterable[str], layout: Layout) -> Iterator[ExportedDocument | Broken]:
    """Yield the documents of an export, and what is broken of it. Reads no further than needed."""
    waiting: tuple[Piece, ExportedDocument] | None = None
    complete = total = missing = 0
    begun = False  # the last piece is the beginning of a document
    first: dict[str, bytes] = {}
    for piece in layout.pieces(Lines(lines)):
        missing = piece.missing
        found = _document(piece, layout, total + 1)
        if found is None:
            begun = bool(total) and not all(map(layout.is_furniture, piece.lines))
            continue
        begun = False
        found = _told_apart(found, first)
        if waiting is not None:
            complete += layout.complete(waiting[0])
            yield waiting[1]
        waiting = (piece, found)
        total += 1
    if waiting is None:
        return
    piece, found = waiting
    if _is_cut_off(piece, layout, complete, total - 1):
        yield Broken(total, _cut_off(found, layout, total))
    else:
        yield found
    if begun:
        yield Broken(total + 1, _cut_off(None, layout, total + 1))
    if missing > 0:
        yield Broken(
            0,
            f"The export says that {missing:,} more documents follow document {total:,}, where the "
            "file ends. Export it again, or export the rest.",
        )


def _told_apart(found: ExportedDocument, first: dict[str, bytes]) -> ExportedDocument:
    """Give a document an id of its own where an earlier one of another text has the same.

    Agencies send several texts with one headline and the same first words on one day. ``first``
    has a digest of the first text with each made id.
    """
    if found.is_own:
        return found
    digest = hashlib.blake2b(found.text.encode("utf-8", "replace"), digest_size=6)
    if first.setdefault(found.id, digest.digest()) == digest.digest():
        return found
    return replace(found, id=f"{found.id}-{digest.hexdigest()}")


def _is_cut_off(piece: Piece, layout: Layout, complete: int, others: int) -> bool:
    """True if the last document lacks the end that the others have."""
    if not others or layout.complete(piece):
        return False
    if complete == others >= _MANY:
        return True
    ends = piece.lines[-1].rstrip().endswith((".", "”", '"', "»", "!", "?", "’", ")"))
    return complete >= _MOSTLY * others and not ends


def _cut_off(found: ExportedDocument | None, layout: Layout, number: int) -> str:
    headline = layout.entry(found.text.split("\n")).text("headline") if found else ""
    named = f" ({quoted(headline)})" if headline else ""
    return (
        f"The file ends inside document {number:,}{named}. The {number - 1:,} before it are whole. "
        "Export the file again."
    )


def _document(piece: Piece, layout: Layout, number: int) -> ExportedDocument | None:
    """Return the document in a piece; None for a cover, a list of titles and the like."""
    piece.lines = lines = layout.own_lines(without_cover(piece.lines))
    if not lines:
        return None
    entry = layout.entry(lines)
    if not layout.is_document(entry, piece):
        return None
    own = layout.own_id(entry)
    return ExportedDocument(
        number, own or layout.made_id(entry), "\n".join(lines), layout, bool(own)
    )


def lines_of(file: BinaryIO, fallback: str = "") -> Iterator[str]:
    """Yield the lines of a text file, without line ends.

    It is read as UTF-16 if it begins with the mark of it; otherwise each line as UTF-8, or in the
    encoding ``fallback`` (by default the likeliest one) if it is not UTF-8.
    """
    piece = _piece(file)
    wide = next((name for mark, name in _WIDE if piece.startswith(mark)), "")
    if wide:
        whole = io.BytesIO(piece + file.read())
        yield from unified(whole.read().decode(wide, "replace")).split("\n")
        return
    piece = piece.removeprefix(codecs.BOM_UTF8)
    while piece:
        yield from _decoded(piece, fallback)
        piece = _piece(file)


def _piece(file: BinaryIO) -> bytes:
    """The next lines: to decode many at once is much quicker than each by itself."""
    piece = file.read(_PIECE)
    return piece if piece.endswith(b"\n") else piece + file.readline(_LONGEST_LINE)


def _decoded(piece: bytes, fallback: str) -> list[str]:
    # Files of old systems end lines with a carriage return alone.
    try:
        return unified(piece.decode("utf-8")).removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        lines = piece.removesuffix(b"\n").split(b"\n")
        return [line for each in lines for line in _decoded_line(each, fallback)]


def _decoded_line(line: bytes, fallback: str) -> list[str]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode(fallback, "replace") if fallback else decode_legacy(line)[0]
    return unified(text.removesuffix("\r")).split("\n")
