"""Tables as text: values separated by commas, semicolons, tabs or bars."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from articles.readers.base import Container, Failure, Member, Opened, Unreadable
from articles.readers.encodings import decode_legacy
from articles.readers.heads import as_text
from articles.readers.tables.rows import Row, row_members
from articles.readers.tables.tablecolumns import MOST_BEFORE_HEADER, header_in

_PIECE = 1 << 18  # bytes
_FEWEST = 2  # columns that state facts, by which a text is a table whatever its name
_DELIMITERS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class DelimitedTable(Container):
    """A table whose first row names its columns. Each other row is an article."""

    name = "csv"
    suffixes = (".csv", ".tsv", ".tab")

    def recognises(self, head: bytes) -> bool | None:
        lines = as_text(head).split("\n")
        delimiter = _delimiter_in(lines[0])
        if not delimiter or len(lines) < 2 or delimiter not in lines[1]:
            return None
        names = next(csv.reader([lines[0]], delimiter=delimiter), [])
        columns = header_in(names, {})
        return True if columns is not None and len(columns.of) >= _FEWEST else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        yield from row_members(file, rows_of(file.file, max_bytes), max_bytes)


def rows_of(file: BinaryIO, max_bytes: int) -> Iterator[Row]:
    """Yield the rows of a table. Raises Unreadable where one is longer than ``max_bytes``."""
    lines = _lines_of(file, max_bytes)
    first = list(islice(lines, MOST_BEFORE_HEADER))
    if first and "\x00" in first[0]:
        raise Unreadable("This is a binary file, not a table as text.")
    csv.field_size_limit(max_bytes)
    reader = csv.reader(chain(first, lines), delimiter=_delimiter_of(first))
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable(
            f"Row {reader.line_num}: this is no table ({error}). Nothing from here on was read."
        ) from error


def _lines_of(file: BinaryIO, longest: int) -> Iterator[str]:
    data = file.read(_PIECE)
    decoder = codecs.getincrementaldecoder(_encoding_of(data))(errors="replace")
    rest = ""
    while data:
        *lines, rest = (rest + decoder.decode(data)).split("\n")
        yield from (f"{line}\n" for line in lines)
        if len(rest) > longest:
            raise Unreadable("A line never seems to end. Nothing from here on was read.")
        data = file.read(_PIECE)
    if rest:
        yield rest


def _encoding_of(sample: bytes) -> str:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return decode_legacy(whole)[1]
    return "utf-8"


def _delimiter_of(lines: Sequence[str]) -> str:
    """Return the delimiter of a table: that of its header, above which other lines may stand."""
    found = [each for each in map(_delimiter_in, lines) if each]
    for line in lines:
        for delimiter in _DELIMITERS:
            if delimiter in line and header_in(line.split(delimiter), {}) is not None:
                return delimiter
    return found[0] if found else ","


def _delimiter_in(line: str) -> str:
    """Return the delimiter of a header: what is in it most often; "" if nothing is."""
    best = max(_DELIMITERS, key=line.count)
    return best if best in line else ""
