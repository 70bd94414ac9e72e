"""Rows of tables become records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from articles.readers.base import Failure, Member, Opened
from articles.readers.tables.jsonrecords import MAP
from articles.readers.tables.recordmembers import RecordMembers
from articles.readers.tables.tablecolumns import MOST_BEFORE_HEADER, Columns, header_among
from articles.spreadsheets import undefused

Row = Sequence[str]


def row_members(
    file: Opened, rows: Iterator[Row], max_bytes: int, *, sheet: str = ""
) -> Iterator[Member | Failure]:
    """Yield each row below the header as a record. Raises Unreadable if there is no header.

    ``sheet`` names the sheet of a workbook.
    """
    first = list(islice(rows, MOST_BEFORE_HEADER))
    at, columns = header_among(first, file.columns)
    records = RecordMembers(file, f"Sheet “{sheet}”, row" if sheet else "Row")
    for number, row in enumerate(chain(first[at + 1 :], rows), start=at + 2):
        cells = _cells(columns, row)
        if not cells:
            continue
        plain = _json(cells)
        data = _json(
            cells | {MAP: {fact: name for fact, name in columns.of.items() if name in cells}}
        )
        if len(data) > max_bytes:
            yield file.failure(number, f"Row {number} is too long (more than {max_bytes:,} bytes).")
            continue
        yield records.member(number, data, cells=plain)


def _cells(columns: Columns, row: Row) -> dict[str, str]:
    names = chain(
        columns.names, (f"column {n}" for n in range(len(columns.names) + 1, len(row) + 1))
    )
    found = ((name, undefused(cell)) for name, cell in zip(names, row, strict=False))
    return {name: cell for name, cell in found if cell.strip()}


def _json(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
