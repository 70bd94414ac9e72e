"""The columns of a table on disk, without its rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from articles.readers.base import HEAD, Unreadable
from articles.readers.formats import format_of
from articles.readers.sources import Source, opened
from articles.readers.tables.delimited import DelimitedTable, rows_of
from articles.readers.tables.rows import Row
from articles.readers.tables.tablecolumns import MOST_BEFORE_HEADER, Columns, header_among
from articles.readers.tables.workbooks import Workbook, sheets_of


def columns_of(source: Source, max_bytes: int) -> list[Columns]:
    """Return the columns of each sheet that has some; empty for what is no table."""
    try:
        with opened(source.resolved) as (file, _):
            found = format_of(source.name, file.read(HEAD))
            file.seek(0)
            if isinstance(found, DelimitedTable):
                sheets: Iterator[Iterator[Row]] = iter([rows_of(file, max_bytes)])
            elif isinstance(found, Workbook):
                sheets = (rows for _, rows in sheets_of(file))
            else:
                return []
            headers = [_header(rows, source) for rows in sheets]
            return [columns for columns in headers if columns is not None]
    except (Unreadable, OSError):
        return []  # reading it says why


def _header(rows: Iterator[Row], source: Source) -> Columns | None:
    try:
        return header_among(list(islice(rows, MOST_BEFORE_HEADER)), source.columns)[1]
    except Unreadable:
        return None
