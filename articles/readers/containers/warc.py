"""Web archives: WARC and ARC files, read as a stream, and WACZ, which packs them."""

from __future__ import annotations

import datetime as dt
import logging
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from articles.readers.base import (
    Budget,
    Container,
    Failure,
    Member,
    Opened,
    PassedOver,
    Unreadable,
)
from articles.readers.containers.zipped import damage
from articles.readers.unpacking import seekable, unpacked
from articles.readers.webpages.html import WebPage, is_whole_page

_PAGES = ("text/html", "application/xhtml+xml")
_FEWEST_BYTES = 500  # Smaller pages are redirects, counters and empty frames.
_OK = "200"
_MOST_ZEROS = 4_000_000
# What the libraries raise at a damaged place.
_DAMAGE = (ArchiveLoadFailed, EOFError, ValueError, OSError)

logging.getLogger("warcio").setLevel(logging.CRITICAL)  # each damaged place is a Failure here


class Warc(Container):
    """A web archive. Each page in it is an article, with its address and the time of capture."""

    name = "warc"
    suffixes = (".warc", ".arc")
    magic = (b"WARC/", b"filedesc://")

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure | PassedOver]:
        skipped: Counter[str] = Counter()
        number, empty = 0, True
        records = _Records(_Checked(file.file), arc2warc=True)
        try:
            for number, record in enumerate(records, start=1):
                kind = _why_passed_over(record)
                if kind:
                    skipped[kind] += 1
                    continue
                for each in _page(record, number, file, max_bytes, skipped):
                    empty = False
                    yield each
        except Unreadable:
            raise
        except _DAMAGE as error:
            empty = False
            yield file.refused(
                str(number + 1),
                f"The web archive is damaged at record {number + 1} ({error}). "
                "Nothing from here on was read.",
            )
        for kind, count in skipped.items():
            yield PassedOver(file.name, kind, count)
        if empty:
            raise Unreadable(f"None of the {number:,} records of the web archive is a page.")


class _Records(ArchiveIterator):  # type: ignore[misc]  # the library has no types
    """The records of a web archive. Of a wrong length the library would print a warning."""

    INC_RECORD = ""


class _Checked:
    """A stream that raises Unreadable at a long stretch of zeros, in which no line ends."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._zeros = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._zeros = 0 if data.strip(b"\x00") else self._zeros + len(data)
        if self._zeros > _MOST_ZEROS:
            raise Unreadable(
                f"The web archive is damaged: {_MOST_ZEROS:,} bytes in a row are zero. "
                "Nothing from here on was read."
            )
        return data


def _why_passed_over(record: ArcWarcRecord) -> str:
    """Return what the record is if it is no page; "" if it may be one."""
    if record.rec_type == "revisit":
        return "revisit record"
    if record.rec_type not in ("response", "resource"):
        return "record without content"
    headers = record.http_headers
    if record.rec_type == "response":
        if headers is None:
            return "record without content"
        status = headers.get_statuscode() or ""
        if status.startswith("3"):
            return "redirect"
        if status != _OK:
            return "error response"
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    return "" if kind.partition(";")[0].strip().lower() in _PAGES else "picture or other file"


def _page(
    record: ArcWarcRecord, number: int, file: Opened, max_bytes: int, skipped: Counter[str]
) -> Iterator[Member | Failure]:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    name = url.strip("<>") or str(number)
    data = record.content_stream().read(max_bytes + 1)
    encoding = record.http_headers and record.http_headers.get_header("Content-Encoding")
    if len(data) > max_bytes:
        reason = f"The page is too large (more than {max_bytes:,} bytes)."
        yield file.refused(name, reason)
    elif encoding == "br" and b"\x00" in data[:1000]:
        yield file.refused(
            name,
            "The page is packed with Brotli, which is not installed (pip install brotli).",
        )
    elif len(data) < _FEWEST_BYTES:
        skipped["tiny file"] += 1
    elif not is_whole_page(data):
        skipped["page fragment"] += 1
    else:
        yield file.member(
            _in_unicode(data, record),
            name,
            format=WebPage.name,
            captured_at=_time(record.rec_headers.get_header("WARC-Date") or ""),
            url=name if url else "",
        )


def _in_unicode(data: bytes, record: ArcWarcRecord) -> bytes:
    """Return the page in UTF-8 if only the header of the response says how it is encoded."""
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers else ""
    charset = kind.lower().partition("charset=")[2].strip(" \"';")
    if not charset or b"charset" in data[:4096].lower():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(charset).encode()
        except (LookupError, ValueError):
            return data
    return data


def _time(text: str) -> dt.datetime | None:
    try:
        at = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return at if at <= dt.datetime.now(dt.UTC) else None


class Wacz(Container):
    """A ZIP archive of web archives (Web Archive Collection Zipped)."""

    name = "wacz"
    suffixes = (".wacz",)

    def members(self, file: Opened, max_bytes: int) -> Iterator[Opened | Failure | PassedOver]:
        with seekable(file.file) as inside, damage(), zipfile.ZipFile(inside) as archive:
            budget = file.budget or Budget(max_bytes)
            entries = [each for each in archive.infolist() if each.filename.startswith("archive/")]
            entries = [each for each in entries if not each.is_dir()]
            if not entries:
                raise Unreadable("The file has no web archives (entries below archive/).")
            for entry in entries:
                if file.budget is None:
                    budget.packed += entry.compress_size
                with archive.open(entry) as stream:
                    content = unpacked(cast(zipfile.ZipExtFile, stream), budget, damage)
                    yield replace(file.inner(content, entry.filename), budget=budget)
