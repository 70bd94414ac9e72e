"""From the bytes of a file to captures: one of a text or a page, one a line of ``.jsonl``."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from articles.extraction.findings import Finding, findings_as_json
from articles.readers.files import Failure, Source, opened, sentence
from articles.readers.formats import Kind, form_of
from articles.readers.gzipped import unpacked
from articles.readers.html import read_page, stated_values, visible_text
from articles.readers.jsonl import read_record
from articles.readers.lines import TooLongError, lines_of
from articles.readers.text import Unreadable, read_text, text_hash

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one article, unpacked, and the text in whose lines people see them.

    ``captured_at`` is aware, in UTC, and not in future. ``given`` is what the bytes state beside
    a running text. ``identity`` tells a record from others of its file; it is "" for files.
    """

    data: bytes
    sha256: str
    text: str
    text_sha256: str
    encoding: str
    doubtful: bool
    captured_at: dt.datetime
    kind: Kind = Kind.TEXT
    given: tuple[Finding, ...] = ()
    identity: str = ""


def load(source: Source, max_bytes: int) -> Capture:
    """Read one file that is one article, of at most ``max_bytes`` unpacked.

    Raises Unreadable, also for what the system says.
    """
    kind, packed = form_of(source.given)
    try:
        with opened(source.resolved) as (file, modified):
            if packed:
                with unpacked(file) as inside:
                    data = _bounded(inside, max_bytes)
            else:
                data = _bounded(file, max_bytes)
    except OSError as error:
        raise Unreadable(sentence(error)) from error
    return _capture(data, kind, modified)


def read(source: Source, max_bytes: int) -> Iterator[Capture | Failure]:
    """Every capture of a file, and a failure for the file or for each line that is none."""
    kind, packed = form_of(source.given)
    try:
        if kind is not Kind.RECORD:
            yield load(source, max_bytes)
            return
        with opened(source.resolved) as (file, modified):
            if packed:
                with unpacked(file) as inside:
                    yield from _records(source, inside, modified, max_bytes)
            else:
                yield from _records(source, file, modified, max_bytes)
    except Unreadable as unreadable:
        yield Failure(source.given, str(unreadable))
    except OSError as error:
        yield Failure(source.given, sentence(error))


def text_of(data: bytes, kind: Kind, encoding: str) -> str:
    """The readable text of stored bytes, with line feeds as line ends; never fails.

    The same for the same bytes: findings speak of its lines.
    """
    if kind is Kind.RECORD:
        try:
            return read_record(data).text
        except Unreadable:
            pass
    decoded = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if kind is Kind.HTML:
        try:
            return visible_text(decoded)
        except Unreadable:
            pass
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def given_of(data: bytes, kind: Kind, encoding: str) -> tuple[Finding, ...]:
    """What stored bytes state beside their text; nothing where they cannot be read any more."""
    try:
        if kind is Kind.RECORD:
            return read_record(data).given
        if kind is Kind.HTML:
            markup = data.decode(encoding, errors="replace")
            return stated_values(markup, visible_text(markup))
    except Unreadable:
        pass
    return ()


def _capture(data: bytes, kind: Kind, modified: dt.datetime) -> Capture:
    given: tuple[Finding, ...] = ()
    identity = ""
    sha256 = hashlib.sha256(data).hexdigest()
    encoding, doubtful = "utf-8", False
    if kind is Kind.RECORD:
        record = read_record(data)
        text, given = record.text, record.given
        identity = record.identity or sha256
        told = text
    elif kind is Kind.HTML:
        page = read_page(data)
        text, encoding, doubtful = visible_text(page.text), page.encoding, page.doubtful
        given = stated_values(page.text, text)
        # The same words under another date or headline in the markup are another capture.
        told = f"{text}\n{findings_as_json(given)}" if given else text
    else:
        plain = read_text(data)
        text, encoding, doubtful = plain.text, plain.encoding, plain.doubtful
        told = text
    return Capture(
        data=data,
        sha256=sha256,
        text=text,
        text_sha256=text_hash(told),
        encoding=encoding,
        doubtful=doubtful,
        captured_at=modified,
        kind=kind,
        given=given,
        identity=identity,
    )


def _records(
    source: Source, file: BinaryIO, modified: dt.datetime, max_bytes: int
) -> Iterator[Capture | Failure]:
    seen: dict[str, tuple[int, str]] = {}  # line number and hash, by identity
    empty = True
    try:
        for number, line in lines_of(file, max_bytes):
            data = line.removeprefix(_BOM) if line and number == 1 else line
            if data is not None and b"\x00" in data:
                # In JSON no byte is NUL; the lines of a binary file mean nothing.
                yield Failure(
                    f"{source.given}:{number}",
                    f"Line {number}: this is a binary file, or UTF-16. Save it as UTF-8. "
                    "Nothing from here on was read.",
                )
                return
            if data is not None and not data.strip():
                continue
            empty = False
            yield _record(source, number, data, modified, max_bytes, seen)
    except TooLongError as error:
        empty = False
        yield Failure(
            f"{source.given}:{error}",
            f"Line {error} never seems to end. Nothing from here on was read.",
        )
    if empty:
        yield Failure(
            source.given, "The file is empty. It should contain one JSON object per line."
        )


def _record(
    source: Source,
    number: int,
    data: bytes | None,
    modified: dt.datetime,
    max_bytes: int,
    seen: dict[str, tuple[int, str]],
) -> Capture | Failure:
    place = f"{source.given}:{number}"
    if data is None:
        return Failure(place, f"Line {number} is too long (more than {max_bytes:,} bytes).")
    try:
        capture = _capture(data, Kind.RECORD, modified)
    except Unreadable as unreadable:
        return Failure(place, f"Line {number}: {unreadable}")
    first, sha256 = seen.setdefault(capture.identity, (number, capture.sha256))
    if sha256 != capture.sha256:
        return Failure(
            place,
            f"Line {number} has the same id as line {first}, “{capture.identity[:100]}”, but is "
            "a different article. Give each article its own id.",
        )
    return capture


def _bounded(file: BinaryIO, max_bytes: int) -> bytes:
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise Unreadable(
            f"The file is too large (more than {max_bytes:,} bytes). "
            "Split it into one article per file."
        )
    return data
