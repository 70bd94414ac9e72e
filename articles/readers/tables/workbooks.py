"""Excel workbooks (``.xlsx``): each sheet is a table of articles."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from articles.readers.base import MOST_FOR_EACH, Container, Failure, Member, Opened, Unreadable
from articles.readers.tables.rows import Row, row_members

_IN_MEMORY = 1 << 24  # bytes; larger workbooks are copied to disk
_MOST_STRINGS = 400_000_000  # bytes of the texts of all cells, which are copied to disk
_DAMAGED = "The workbook is damaged. Open it in a spreadsheet, save it again as .xlsx or .csv."


class Workbook(Container):
    """A workbook. The first row of a sheet that names columns is its header."""

    name = "xlsx"
    suffixes = (".xlsx", ".xlsm")

    def recognises(self, head: bytes) -> bool | None:
        if not head.startswith(b"PK\x03\x04"):
            return False
        return True if b"xl/workbook.xml" in head or b"xl/worksheets" in head else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        refused: list[Failure] = []
        found = False
        for name, rows in sheets_of(file.file):
            try:
                for each in row_members(file, rows, max_bytes, sheet=name):
                    found = True
                    yield each
            except Unreadable as unreadable:
                refused.append(file.failure(name or 1, str(unreadable)))
        # Beside a table, a workbook often has a sheet with notes.
        if not found:
            yield from refused


def sheets_of(file: BinaryIO) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield the rows of each sheet, with its name if there are several. Raises Unreadable."""
    # Imported only for workbooks, since it takes long.
    from articles.readers.tables.sharedstrings import Reader, StoredStrings

    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy, StoredStrings() as strings:
        shutil.copyfileobj(file, copy)
        _require_bounded(cast(BinaryIO, copy), copy.tell())
        copy.seek(0)
        try:
            reader = Reader(cast(BinaryIO, copy), strings)
            reader.read()
        except Exception as error:  # it fails in many ways
            raise Unreadable(_DAMAGED) from error
        book = reader.wb
        try:
            for sheet in book.worksheets:
                # The stated size may be wrong, and is then read cell by cell.
                sheet.reset_dimensions()
                yield sheet.title if len(book.worksheets) > 1 else "", _rows(sheet)
        finally:
            book.close()


def _rows(sheet: Any) -> Iterator[Row]:
    try:
        for row in sheet.iter_rows(values_only=True):
            yield [_shown(cell) for cell in row]
    except Unreadable:
        raise
    except Exception as error:  # damaged XML, a number that is none
        raise Unreadable(_DAMAGED) from error


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _require_bounded(file: BinaryIO, size: int) -> None:
    """Raise Unreadable for a workbook that unpacks to far more than a table does."""
    try:
        with zipfile.ZipFile(file) as packed:
            sizes = {each.filename: each.file_size for each in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(_DAMAGED) from error
    strings = sizes.get("xl/sharedStrings.xml", 0)
    if sum(sizes.values()) > max(_IN_MEMORY, MOST_FOR_EACH * size) or strings > _MOST_STRINGS:
        raise Unreadable("It unpacks to far more than a table holds. Save it as .csv.")
