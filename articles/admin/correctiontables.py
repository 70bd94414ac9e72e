"""Tables in which people correct facts in a spreadsheet program: written, and read again.

A row is an article: its public id, its version, and each fact as text. Spreadsheets save such a
table with other delimiters and encodings, and write dates in their own way; all of it is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from django import forms

from articles.admin.formfields import field_for
from articles.admin.writtendates import dates_written, in_words
from articles.facttable import FACTS, Kind
from articles.models import Article, Outlet
from articles.partialdate import PartialDate
from articles.readers.base import Unreadable
from articles.readers.tables.delimited import rows_of
from articles.spreadsheets import BYTE_ORDER_MARK, defused, undefused

ID, VERSION = "public_id", "version"
#: A cell with this word empties the fact; an empty cell leaves it alone.
EMPTY: Final = "(empty)"
#: Articles in one table.
MOST: Final = 10_000
#: Facts that only the table with texts has.
TEXTS: Final = [fact.name for fact in FACTS.values() if fact.export.with_texts]
#: Characters of a cell, of which Excel loses those that follow.
_LONGEST_CELL: Final = 32_767
#: Ids in which a spreadsheet would see a number.
_LIKE_NUMBER: Final = re.compile(r"\d+(?:e\d+)?", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class BadTable(Exception):
    """The file is no such table. The message says what to do."""


class BadCell(Exception):
    """A cell cannot be understood. The message says what to write instead."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table that was read: ``cells`` has those of facts, without the apostrophe that
    keeps spreadsheets from running formulas. ``line`` counts rows from 1, the header included."""

    line: int
    public_id: str
    version: str
    cells: dict[str, str]


def columns(*, with_texts: bool) -> list[str]:
    return [fact for fact in FACTS if with_texts or fact not in TEXTS]


def table_of(articles: Iterable[Article], *, with_texts: bool) -> Iterator[str]:
    """The table as CSV, line by line. The byte order mark tells spreadsheets that it is UTF-8."""
    names = columns(with_texts=with_texts)
    yield BYTE_ORDER_MARK + _line([ID, VERSION, *names])
    for article in articles:
        cells = [cell_of(article, name) for name in names]
        yield _line([_id_cell(article.public_id), str(article.version), *map(defused, cells)])


def cell_of(article: Article, fact: str) -> str:
    """A fact as text."""
    match FACTS[fact].kind:
        case Kind.OUTLET:
            text = article.outlet.name if article.outlet else ""
        case Kind.PUBLISHED:
            text = str(article.published_date or "")
        case Kind.NAMES:
            text = "; ".join(getattr(article, fact))
        case Kind.TEXTS:
            text = "\n\n".join(getattr(article, fact))
        case _:
            text = getattr(article, fact) or ""
    return _CONTROL.sub(" ", text)


def rows_in(file: BinaryIO, max_bytes: int) -> Iterator[TableRow]:
    """The rows of a table. Raises BadTable if it is none, has an unknown column, or too many
    rows."""
    try:
        yield from _rows(rows_of(file, max_bytes))
    except Unreadable as error:
        raise BadTable(str(error)) from error


def _rows(rows: Iterator[Sequence[str]]) -> Iterator[TableRow]:
    header = [cell.strip().lstrip(BYTE_ORDER_MARK).lower() for cell in next(rows, [])]
    _check_header(header)
    count = 0
    for line, row in enumerate(rows, start=2):
        cells = dict(zip(header, row, strict=False))
        unnamed = [cell for name, cell in zip(header, row, strict=False) if not name]
        if any(cell.strip() for cell in (*unnamed, *row[len(header) :])):
            raise BadTable(f"Row {line} has a cell in a column without a name: remove it.")
        if not any(cell.strip() for cell in row):
            continue
        count += 1
        if count > MOST:
            raise BadTable(f"The table has more than {MOST:,} rows: send it in parts.")
        facts = {name: undefused(cell) for name, cell in cells.items() if name in FACTS}
        public_id = cells.get(ID, "").strip().lstrip("'")
        yield TableRow(line, public_id, cells.get(VERSION, "").strip(), facts)
    if not count:
        raise BadTable("The table has no rows below its header.")


def _check_header(header: Sequence[str]) -> None:
    known = (ID, VERSION, *FACTS)
    names = [name for name in header if name]
    missing = [name for name in (ID, VERSION) if name not in names]
    if missing:
        raise BadTable(
            f"The first row must name the columns, and has no {' and no '.join(missing)}. Download "
            "a table to correct, and keep its first row."
        )
    if unknown := [name for name in names if name not in known]:
        raise BadTable(
            f"No fact is called {', '.join(f'“{name[:60]}”' for name in unknown[:5])}. Remove the "
            f"column, or give it one of these names: {', '.join(FACTS)}."
        )
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadTable(f"The column {twice[0]} is there twice: remove one of them.")
    if not any(name in FACTS for name in names):
        raise BadTable(f"No column is a fact: {', '.join(FACTS)}.")


class CellReader:
    """Reads cells of facts. An outlet is looked up once."""

    def __init__(self) -> None:
        self._fields = {name: field_for(fact) for name, fact in FACTS.items()}
        self._outlets: dict[str, Outlet | None] = {}

    def is_same(self, fact: str, cell: str, article: Article) -> bool:
        """True if the cell says what the article has."""
        field = self._fields[fact]
        written = undefused(defused(cell_of(article, fact)))
        if FACTS[fact].kind is Kind.OUTLET:
            return " ".join(cell.split()) == " ".join(written.split())
        if FACTS[fact].kind is Kind.NAMES:
            cell, written = _names(cell), _names(written)
        if field.canonical(cell) == field.canonical(written):
            return True
        return FACTS[fact].kind is Kind.PUBLISHED and article.published_date in dates_written(cell)

    def value(self, fact: str, cell: str) -> Any:
        """The value as ``pins.edit`` takes it. Raises BadCell."""
        text = "" if cell.strip() == EMPTY else cell
        if len(text) >= _LONGEST_CELL:
            raise BadCell(
                f"is longer than a spreadsheet can hold ({_LONGEST_CELL:,} characters), so its "
                "end may be missing: correct this text on the article's page"
            )
        match FACTS[fact].kind:
            case Kind.OUTLET:
                return self._outlet(" ".join(text.split()))
            case Kind.PUBLISHED:
                return _date(text)
            case Kind.NAMES:
                text = _names(text)
        try:
            return self._fields[fact].clean(text)
        except forms.ValidationError as error:
            raise BadCell(f"“{text[:60]}”: {' '.join(error.messages)}") from error

    def _outlet(self, name: str) -> Outlet | None:
        if not name:
            return None
        if name not in self._outlets:
            self._outlets[name] = Outlet.objects.called(name)
        outlet = self._outlets[name]
        if outlet is None:
            raise BadCell(
                f"no outlet is called “{name[:60]}”: correct the name, or add it under Outlets "
                "first"
            )
        return outlet


def _names(cell: str) -> str:
    """One name per line, as the form takes them."""
    return "\n".join(" ".join(part.split()) for part in re.split("[;\n]", cell) if part.strip())


def _date(text: str) -> PartialDate | None:
    if not text.strip():
        return None
    dates = dates_written(text)
    if len(dates) > 1:
        raise BadCell(in_words(text, dates))
    if not dates:
        raise BadCell(f"“{text[:60]}” is no date: write it as 2020, 2020-03 or 2020-03-04")
    return dates[0]


def _id_cell(public_id: str) -> str:
    return f"'{public_id}" if _LIKE_NUMBER.fullmatch(public_id) else public_id


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
