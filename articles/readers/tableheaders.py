"""The headers of tables on disk, with the first rows below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from articles.readers.base import Container, Member, Opened, Unreadable, bounded
from articles.readers.documents.eml import Eml
from articles.readers.formats import format_in
from articles.readers.sources import Source, opened
from articles.readers.tables.delimited import DelimitedTable, rows_of
from articles.readers.tables.rows import Row
from articles.readers.tables.tablecolumns import (
    MOST_BEFORE_HEADER,
    Columns,
    header_among,
    unknown_header,
)
from articles.readers.tables.workbooks import Workbook, sheets_of

_DEEPEST = 5  # archives within each other
_SHOWN = 3  # rows below a header


@dataclass(frozen=True, slots=True)
class TableHeader:
    """The header of one table. ``name`` is that of its file, with its sheet if it has several.

    ``columns.of`` is empty if no column is known to hold headlines or texts. ``rows`` are the first
    rows below the header.
    """

    name: str
    columns: Columns
    rows: tuple[Row, ...]


def table_headers(source: Source, max_bytes: int) -> Iterator[TableHeader]:
    """Yield the header of each table in a file, also in archives and mails. Reads no further."""
    try:
        with opened(source.resolved) as (file, _):
            outermost = Opened(file, source.name, filename=source.name, columns=source.columns)
            yield from _headers_in(outermost, max_bytes, 0)
    except (Unreadable, OSError):
        return  # reading it says why


def _headers_in(file: Opened, max_bytes: int, depth: int) -> Iterator[TableHeader]:
    found = format_in(file)
    if isinstance(found, DelimitedTable):
        yield from _header(file.name, rows_of(file.file, max_bytes), file)
    elif isinstance(found, Workbook):
        for sheet, rows in sheets_of(file.file):
            yield from _header(f"{file.name}, sheet “{sheet}”" if sheet else file.name, rows, file)
    elif isinstance(found, Eml) and depth < _DEEPEST:
        mail = Member(bounded(file.file, max_bytes), file.name)
        for part in found.parts(mail):
            if isinstance(part, Opened):
                inner = replace(part, columns=file.columns)
                yield from _headers_in(inner, max_bytes, depth + 1)
    elif isinstance(found, Container) and (found.is_folder or found.wraps) and depth < _DEEPEST:
        for each in found.members(file, max_bytes):
            if isinstance(each, Opened):
                yield from _headers_in(each, max_bytes, depth + 1)


def _header(name: str, rows: Iterator[Row], file: Opened) -> Iterator[TableHeader]:
    try:
        first = list(islice(rows, MOST_BEFORE_HEADER))
        try:
            at, columns = header_among(first, file.columns)
        except Unreadable:
            at, columns = unknown_header(first)
    except Unreadable:
        return
    below = [row for row in first[at + 1 :] if any(cell.strip() for cell in row)]
    yield TableHeader(name, columns, tuple(below[:_SHOWN]))
