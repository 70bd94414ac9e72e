"""From files to their members, and from the bytes of a member to a capture."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from articles.extraction.findings import Finding, Locator, findings_as_json
from articles.extraction.stated import TextLayout
from articles.readers import formats
from articles.readers.base import (
    Container,
    Document,
    Failure,
    Member,
    Opened,
    Text,
    Unreadable,
    bounded,
)
from articles.readers.files import Source, opened, sentence
from articles.readers.formats import format_of
from articles.readers.text import text_hash, unified

#: Containers within each other.
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one article, unpacked, and the text in whose lines people see them.

    ``stated`` is what the bytes state beside a running text, ``url`` the address that the
    container states. ``reader`` made the text.
    """

    data: bytes
    sha256: str
    text: str
    text_sha256: str
    encoding: str
    doubtful: bool
    captured_at: dt.datetime
    format: str = "text"
    stated: tuple[Finding, ...] = ()
    url: str = ""
    reader: str = ""

    @property
    def layout(self) -> TextLayout:
        return formats.document(self.format).layout


def read(source: Source, max_bytes: int) -> Iterator[Member | Failure]:
    """Every article of a file on disk, and a failure for the file or each part that is none.

    ``max_bytes`` bounds one article, unpacked.
    """
    try:
        with opened(source.resolved) as (file, modified):
            yield from members(
                Opened(
                    file=file,
                    name=source.name,
                    captured_at=modified,
                    path=str(source.resolved),
                    filename=source.name,
                ),
                max_bytes,
            )
    except Unreadable as unreadable:
        yield Failure(source.name, str(unreadable))
    except OSError as error:
        yield Failure(source.name, sentence(error))


def members(file: Opened, max_bytes: int, depth: int = 0) -> Iterator[Member | Failure]:
    """Every article of an open file, and of the files within it."""
    try:
        found = _format(file)
        if isinstance(found, Document):
            data = bounded(file.file, max_bytes)
            yield Member(data, file.name, file.captured_at, file.url, found.name, file.path)
            return
        if depth == _DEEPEST:
            raise Unreadable("Files are packed in each other too deeply.")
        for each in found.members(file, max_bytes):
            if isinstance(each, Opened):
                yield from members(each, max_bytes, depth + 1)
            else:
                yield each
    except Unreadable as unreadable:
        yield Failure(file.name, str(unreadable))


def _format(file: Opened) -> Document | Container:
    if file.format:
        return formats.document(file.format)
    found = format_of(file.filename) or format_of("", _head(file.file))
    return found if isinstance(found, (Document, Container)) else formats.PLAIN_TEXT


def _head(file: BinaryIO) -> bytes:
    """The first bytes of a file, still to be read; "" of a stream that gives none beforehand."""
    if hasattr(file, "peek"):
        return bytes(file.peek(formats.HEAD))[: formats.HEAD]
    if not file.seekable():
        return b""
    start = file.tell()
    head = file.read(formats.HEAD)
    file.seek(start)
    return head


def capture_of(member: Member) -> Capture:
    """The capture of an article’s bytes. Raises Unreadable where they are none."""
    document = formats.document(member.format)
    text = document.text(member.data)
    stated = tuple(document.stated(member.data, text))
    # The same words under another date or headline in the markup are another capture; the text of
    # a record shows all that it states.
    apart = stated and document.layout is not TextLayout.RECORD
    compared = f"{text.text}\n{findings_as_json(stated)}" if apart else text.text
    return Capture(
        data=member.data,
        sha256=hashlib.sha256(member.data).hexdigest(),
        text=text.text,
        text_sha256=text_hash(compared),
        encoding=text.encoding,
        doubtful=text.doubtful,
        captured_at=member.captured_at,
        format=document.name,
        stated=with_address(stated, member.url),
        url=member.url,
        reader=document.reader,
    )


def with_address(stated: tuple[Finding, ...], url: str) -> tuple[Finding, ...]:
    """What bytes state, and the address that their container states, where they state none."""
    if not url or any(each.field == "url" for each in stated):
        return stated
    why = "The file that held the capture states its address."
    return (*stated, Finding("url", url, Locator((), "container"), "container.url", why))


def text_of(data: bytes, format: str, encoding: str) -> str:
    """The text of bytes that were stored without it, in the ``encoding`` found when they came.

    Line feeds are its line ends. Never fails but for an encoding that there is not.
    """
    decoded = data.decode(encoding or "utf-8", errors="replace").removeprefix("\ufeff")
    # Nobody need guess again what was found then.
    known = data if encoding in ("", "utf-8") else decoded.encode()
    try:
        return unified(formats.document(format).text(known).text)
    except Unreadable:
        return unified(decoded)


def stated_of(
    data: bytes, format: str, encoding: str, text: str, url: str = ""
) -> tuple[Finding, ...]:
    """What stored bytes state beside their stored ``text``; nothing where they are unreadable."""
    document = formats.document(format)
    try:
        stated = tuple(document.stated(data, Text(text, encoding)))
    except Unreadable:
        stated = ()
    return with_address(stated, url)
