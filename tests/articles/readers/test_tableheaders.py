"""The headers of tables, wherever they are: what the columns are taken for, and the first rows."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from articles.readers import Source, find
from articles.readers.tableheaders import TableHeader, table_headers

TABLE = (
    b"Results for ferry\n\nTitle;Date;Text\nFerry sails;4.3.2020;It did.\nBridge shut;5.3.2020;\n"
)
KNOWN = {"headline": "Title", "published": "Date", "body": "Text"}


def headers(path: Path, columns: Any = None) -> list[TableHeader]:
    (source,) = find([path])
    assert isinstance(source, Source)
    return list(table_headers(Source(source.name, source.resolved, columns=columns or {}), 50_000))


def zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("notes.txt", "The table was made in March.")
        archive.writestr(name, data)
    return packed.getvalue()


def tarred(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("a.csv", TABLE, "a.csv"),
        ("a.csv.gz", gzip.compress(TABLE, mtime=0), "a.csv.gz"),
        ("a.zip", zipped("b/c.csv", TABLE), "a.zip#b/c.csv"),
        ("a.zip", zipped("d.zip", zipped("c.tsv", TABLE)), "a.zip#d.zip#c.tsv"),
        ("a.tgz", tarred("c.csv", TABLE), "c.csv"),
    ],
)
def test_a_table_is_found_also_in_archives(
    tmp_path: Path, name: str, data: bytes, shown: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (header,) = headers(tmp_path / name)
    assert header.name.endswith(shown)
    assert header.columns.of == KNOWN
    assert [row[0] for row in header.rows] == ["Ferry sails", "Bridge shut"]


def test_each_sheet_of_a_workbook_has_its_header_and_unknown_ones_have_their_names(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Title", "Text"])
    book.active.append(["Ferry sails", "It did."])
    other = book.create_sheet("Liste")
    other.append(["Was", "Wo"])
    other.append(["Fähre", "Hafen"])
    book.create_sheet("Empty")
    book.save(tmp_path / "a.xlsx")
    first, second = headers(tmp_path / "a.xlsx")
    assert first.name.endswith("a.xlsx, sheet “Sheet”")
    assert (first.columns.of, second.columns.of) == ({"headline": "Title", "body": "Text"}, {})
    assert second.columns.names == ("Was", "Wo")
    assert second.rows == (["Fähre", "Hafen"],)
    assert headers(tmp_path / "a.xlsx", {"": {"headline": "Was"}})[1].columns.of == {
        "headline": "Was"
    }


@pytest.mark.parametrize("data", [b"A story.\n\nIt has two lines, no columns.\n", b"PK\x03\x04no"])
def test_what_is_no_table_has_no_header(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    assert headers(tmp_path / "a") == []
