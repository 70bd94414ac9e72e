"""Large tables are read row by row, whatever holds them, and never as a whole."""

from __future__ import annotations

import csv
import io
import json
import random
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from articles.readers import Member, Source, find
from articles.readers.read import read

ROWS = 1_500
MOST = 25_000_000  # bytes of memory; the texts of each file have about 30,000,000
KEYS = ("id", "Title", "Date", "Text")


def rows() -> Iterator[tuple[str, ...]]:
    random_ = random.Random(1)
    for number in range(ROWS):
        text = random_.randbytes(10_000).hex()
        yield f"a{number}", f"Story {number}", "2019-03-03", text


def table() -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([KEYS, *rows()])
    return file.getvalue().encode()


def records() -> bytes:
    return json.dumps([dict(zip(KEYS, row, strict=True)) for row in rows()]).encode()


def answer() -> bytes:
    return b'{"status": "ok", "articles": ' + records() + b"}"


def workbook() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(KEYS)
    for row in rows():
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook_with_a_list_of_texts() -> bytes:
    """A workbook as Excel writes it: the cells have the numbers of texts."""
    name = "xl/worksheets/sheet1.xml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    texts = [cell for row in [KEYS, *rows()] for cell in row]
    cells = (f'<c t="s"><v>{number}</v></c>' for number in range(len(texts)))
    grouped = zip(*[cells] * len(KEYS), strict=True)
    sheet = "".join(f"<row>{''.join(each)}</row>" for each in grouped)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as plain, zipfile.ZipFile(file, "w") as changed:
        for each in plain.namelist():
            data = plain.read(each)
            if each == name:
                data = (
                    f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'.encode()
                )
            part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{types}.sharedStrings+xml"/>'
            data = data.replace(b"</Types>", f"{part}</Types>".encode())
            link = f'<Relationship Id="s" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/>'
            data = data.replace(b"</Relationships>", f"{link}</Relationships>".encode())
            changed.writestr(each, data)
        strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
        changed.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>')
    return file.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("make", [table, records, answer, workbook, workbook_with_a_list_of_texts])
def test_a_large_table_is_read_in_flat_memory(tmp_path: Path, make: Callable[[], bytes]) -> None:
    (tmp_path / "large").write_bytes(make())
    (source,) = find([tmp_path / "large"])
    assert isinstance(source, Source)
    tracemalloc.start()
    count = sum(isinstance(each, Member) for each in read(source, 10_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == ROWS
    assert peak < MOST
