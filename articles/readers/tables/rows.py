"""Rows of tables become records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from articles.readers.base import Failure, Member, Opened
from articles.readers.tables.jsonrecords import MAP, ORDER
from articles.readers.tables.recordmembers import RecordMembers
from articles.readers.tables.tablecolumns import MOST_BEFORE_HEADER, Columns, header_among
from articles.spreadsheets import undefused

Row = Sequence[str]

# So many rows and characters are read ahead, to see in which order a column writes its dates.
_AHEAD, _MOST_CHARACTERS = 1_000, 2_000_000
_NUMBERS = re.compile(r"\s*(?P<one>\d\d?)(?P<sign>[/.-])(?P<two>\d\d?)(?P=sign)(?:\d{4}|\d\d)\b")
_MONTHS = range(1, 13)


def row_members(
    file: Opened, rows: Iterator[Row], max_bytes: int, *, sheet: str = ""
) -> Iterator[Member | Failure]:
    """Yield each row below the header as a record. Raises Unreadable if there is no header.

    ``sheet`` names the sheet of a workbook.
    """
    first = list(islice(rows, MOST_BEFORE_HEADER))
    at, columns = header_among(first, file.columns)
    records = RecordMembers(file, f"Sheet “{sheet}”, row" if sheet else "Row")
    ahead = [*first[at + 1 :], *_some(rows)]
    order = _day_order(ahead, columns)
    for number, row in enumerate(chain(ahead, rows), start=at + 2):
        cells = _cells(columns, row)
        if not cells:
            continue
        plain = _json(cells)
        said: dict[str, object] = {
            MAP: {fact: name for fact, name in columns.of.items() if name in cells}
        }
        if order and _may_be_two_days(cells.get(columns.of["published"], "")):
            said |= {ORDER: order}
        data = _json(cells | said)
        if len(data) > max_bytes:
            yield file.failure(number, f"Row {number} is too long (more than {max_bytes:,} bytes).")
            continue
        yield records.member(number, data, cells=plain)


def _some(rows: Iterator[Row]) -> Iterator[Row]:
    characters = 0
    for row in islice(rows, _AHEAD):
        yield row
        characters += sum(map(len, row))
        if characters > _MOST_CHARACTERS:
            return


def _day_order(rows: Sequence[Row], columns: Columns) -> dict[str, object]:
    """Return in which order the column of dates writes day and month, with a date that shows it.

    Empty if no date shows it, or some show the one order and some the other.
    """
    name = columns.of.get("published")
    seen: dict[bool, str] = {}
    for row in rows if name else ():
        cell = _cells(columns, row).get(name or "", "")
        match = _NUMBERS.match(cell)
        if match:
            one, two = int(match["one"]), int(match["two"])
            if (one in _MONTHS) != (two in _MONTHS):
                seen.setdefault(one > two, match[0].strip())
    if len(seen) != 1:
        return {}
    ((day_first, date),) = seen.items()
    return {"day_first": day_first, "seen": date}


def _may_be_two_days(cell: str) -> bool:
    match = _NUMBERS.match(cell)
    if match is None:
        return False
    one, two = int(match["one"]), int(match["two"])
    return one != two and one in _MONTHS and two in _MONTHS


def _cells(columns: Columns, row: Row) -> dict[str, str]:
    names = chain(
        columns.names, (f"column {n}" for n in range(len(columns.names) + 1, len(row) + 1))
    )
    found = ((name, undefused(cell)) for name, cell in zip(names, row, strict=False))
    return {name: cell for name, cell in found if cell.strip()}


def _json(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
