"""Read the members of a file, and make captures of their bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from articles.extraction.findings import Finding, Locator
from articles.extraction.stated import TextLayout, capture_time_in
from articles.readers import exports, formats
from articles.readers.base import (
    HEAD,
    Container,
    Document,
    Failure,
    Member,
    Opened,
    PassedOver,
    Text,
    Unreadable,
    bounded,
)
from articles.readers.comparison import comparison_key
from articles.readers.documents.recognition import Recogniser
from articles.readers.formats import format_in
from articles.readers.given import with_given
from articles.readers.sources import Source, opened, sentence
from articles.readers.tables.jsonobjects import storable
from articles.readers.text import unified

#: How deeply containers may be nested.
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Capture:
    """The uncompressed bytes of one article, and the text made of them.

    ``stated`` are the values that the bytes state explicitly, ``url`` is the address that the
    container states, ``captured_at``, ``seen_at`` and ``scan`` are as in Member, and ``reader``
    names the reader that made the text. ``given`` are facts that a person gave with it
    (``given.py``). Captures of one story have the same ``comparison_key``.
    """

    data: bytes
    sha256: str
    text: str
    comparison_key: str
    encoding: str
    doubtful: bool
    captured_at: dt.datetime | None
    seen_at: dt.datetime
    format: str = "text"
    stated: tuple[Finding, ...] = ()
    url: str = ""
    reader: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    scan: str = ""

    @property
    def layout(self) -> TextLayout:
        return formats.document(self.format).layout


def read(source: Source, max_bytes: int) -> Iterator[Member | Failure | PassedOver]:
    """Yield every article of a file on disk, and a Failure for whatever cannot be read.

    ``max_bytes`` limits the uncompressed size of one article.
    """
    try:
        with opened(source.resolved) as (file, modified):
            yield from members(
                Opened(
                    file=file,
                    name=source.name,
                    captured_at=modified if source.captured_when_saved else source.captured_at,
                    seen_at=modified,
                    path=source.path or str(source.resolved),
                    url=source.url,
                    filename=source.name,
                    layout=source.layout,
                    columns=source.columns,
                ),
                max_bytes,
            )
    except Unreadable as unreadable:
        yield Failure(source.name, str(unreadable))
    except OSError as error:
        yield Failure(source.name, sentence(error))


def members(
    file: Opened, max_bytes: int, depth: int = 0, *, in_folder: bool = False
) -> Iterator[Member | Failure | PassedOver]:
    """Yield every article of an open file and of the files within it, and Failures.

    ``in_folder``: the file is passed over if neither its content nor its name tells its format;
    otherwise it is read as plain text.
    """
    try:
        found = format_in(file)
        if found is None and in_folder:
            yield PassedOver.unknown(file.name)
            return
        found = found or formats.PLAIN_TEXT
        if found is formats.PLAIN_TEXT:
            file, export = exports.looked_into(file)
            found = export or found
        if isinstance(found, Document):
            data = bounded(file.file, max_bytes)
            yield Member(
                data,
                file.name,
                file.captured_at,
                file.url,
                found.name,
                file.path,
                seen_at=file.seen_at,
                container=file.container,
                columns=file.columns,
            )
            return
        if depth == _DEEPEST:
            raise Unreadable("Files are packed in each other too deeply.")
        for each in found.members(file, max_bytes):
            if isinstance(each, Opened):
                yield from members(each, max_bytes, depth + 1, in_folder=found.is_folder)
            else:
                yield each
    except Unreadable as unreadable:
        yield Failure(file.name, str(unreadable), container=file.container)


def articles_in(
    member: Member,
    max_bytes: int,
    depth: int = 0,
    *,
    layout: str = "",
    recogniser: Recogniser | None = None,
) -> Iterator[Member | Failure | PassedOver]:
    """Yield the articles in a document that may hold several; itself if it is one.

    ``layout`` names the layout of text exports that a user has chosen. ``recogniser`` adds the text
    to scans.
    """
    try:
        if recogniser is not None:
            member = recogniser.with_text(member, again=bool(layout))
            if member.scan in recogniser.known and not layout:
                yield member
                return
        document = formats.document(member.format)
        parts = document.parts(member) or _exported(document, member, layout) or (member,)
        if depth == _DEEPEST and parts != (member,):
            raise Unreadable("Files are packed in each other too deeply.")
        is_empty = True
        for part in parts:
            if not isinstance(part, Opened):
                is_empty = False
                yield part
                continue
            file = replace(part, columns=member.columns)
            for inner in members(file, max_bytes, depth + 1, in_folder=True):
                is_empty = is_empty and isinstance(inner, PassedOver)
                if isinstance(inner, Member):
                    yield from articles_in(inner, max_bytes, depth + 1, recogniser=recogniser)
                else:
                    yield inner
        if is_empty:  # a short mail with a picture
            yield member
    except Unreadable as unreadable:
        yield Failure(member.name, str(unreadable))


def _exported(document: Document, member: Member, layout: str) -> list[Member | Failure]:
    """Return the articles of an export that is a Word file, a PDF or a page; [] if it is none."""
    if document is formats.PLAIN_TEXT or document.layout is TextLayout.RECORD:
        return []
    text = _text_of(member.format, member.data)
    if not (layout or exports.may_be_export(text.text)):
        return []
    return exports.members_of(document.text_of_export(member.data, text), member, layout)


@lru_cache(maxsize=1)
def _text_of(format: str, data: bytes) -> Text:
    """The text of a document, remembered because it is looked at before it is captured."""
    found = formats.document(format).text(data)
    return replace(found, text=storable(found.text))


def holds_one_article(source: Source) -> bool:
    """True if the file is a single article, compressed or not, or cannot be read at all."""
    try:
        with opened(source.resolved) as (file, _):
            return _is_one(Opened(file, source.name, filename=source.name, layout=source.layout))
    except (Unreadable, OSError):
        return True  # reading it says why


def _is_one(file: Opened, depth: int = 0) -> bool:
    found = format_in(file)
    if isinstance(found, Container) and found.wraps and depth < _DEEPEST:
        for inner in found.members(file, HEAD):
            return isinstance(inner, Opened) and _is_one(inner, depth + 1)
    if found is None or found is formats.PLAIN_TEXT:
        return exports.looked_into(file)[1] is None
    return not isinstance(found, Container)


def capture_of(member: Member) -> Capture:
    """Make the capture of an article's bytes. Raises Unreadable if they have no text."""
    document = formats.document(member.format)
    text = _text_of(document.name, member.data)
    _text_of.cache_clear()  # nobody needs it again
    stated = with_address(_stated(document, member.data, text), storable(member.url))
    return Capture(
        data=member.data,
        sha256=hashlib.sha256(member.data).hexdigest(),
        text=text.text,
        comparison_key=comparison_key(text.text, stated),
        encoding=text.encoding,
        doubtful=text.doubtful,
        captured_at=member.captured_at or capture_time_in(stated),
        seen_at=member.seen_at or member.captured_at or dt.datetime.now(dt.UTC),
        format=document.name,
        stated=stated,
        url=storable(member.url),
        reader=document.reader,
        scan=member.scan,
    )


def _stated(document: Document, data: bytes, text: Text) -> tuple[Finding, ...]:
    """What the bytes state, without characters that databases cannot store: a header of a mail may
    have encoded them."""
    found = document.stated(data, text)
    return tuple(replace(each, value=_storable(each.value)) for each in found)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    return type(value)(map(_storable, value)) if isinstance(value, list | tuple) else value


def capture_with(capture: Capture, given: Mapping[str, Any]) -> Capture:
    """Return a capture for which a person gave facts."""
    stated = with_given(capture.stated, given)
    key = comparison_key(capture.text, stated)
    return replace(capture, stated=stated, given=given, comparison_key=key)


def with_address(stated: tuple[Finding, ...], url: str) -> tuple[Finding, ...]:
    """Add the address that the container states, unless the bytes state one themselves."""
    if not url or any(each.field == "url" for each in stated):
        return stated
    why = "The file that held the capture states its address."
    return (*stated, Finding("url", url, Locator((), "container"), "container.url", why))


def text_of(data: bytes, format: str, encoding: str) -> str:
    """Make the text of stored bytes that have no stored text; lines end with a line feed.

    ``encoding`` is the one determined at ingest. Raises LookupError if there is no such encoding.
    """
    decoded = data.decode(encoding or "utf-8", errors="replace").removeprefix("\ufeff")
    # As UTF-8, so that the reader does not guess the encoding again.
    known = data if encoding in ("", "utf-8") else decoded.encode()
    try:
        return unified(formats.document(format).text(known).text)
    except Unreadable:
        return unified(decoded)


def stated_of(
    data: bytes,
    format: str,
    encoding: str,
    text: str,
    url: str = "",
    given: Mapping[str, Any] | None = None,
) -> tuple[Finding, ...]:
    """Return the values that stored bytes state explicitly; empty if they are unreadable."""
    document = formats.document(format)
    try:
        stated = _stated(document, data, Text(text, encoding))
    except Unreadable:
        stated = ()
    return with_given(with_address(stated, url), given or {})
