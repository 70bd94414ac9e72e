"""Tables as text and as workbooks: their columns, and their rows as records."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from articles.readers import Failure, Member, Opened, Source, find, members
from articles.readers.tables.tablecolumns import ColumnMaps, header_key, parsed_map
from tests.articles.records import read_record
from tests.paths import ROOT

HEADER = "Title,Publication date,Newspaper,Author,Text,Page\n"
ROW = 'Ferry sails,4 March 2020,The Harbour Post,"Ruiz, Ana","It did.\nThen it came back.",7\n'
FERRY = {
    "headline": "Ferry sails",
    "published": "2020-03-04",
    "outlet": "The Harbour Post",
    "byline": "('Ana Ruiz',)",
    "body": "('It did.', 'Then it came back.')",
}
FILES = ROOT / "tests" / "files"


def read(data: bytes, name: str = "a.csv", columns: ColumnMaps | None = None) -> list[Any]:
    """The facts of each row, and the failures."""
    file = Opened(io.BytesIO(data), name, path=f"/in/{name}", filename=name, columns=columns or {})
    return [facts(each) if isinstance(each, Member) else each for each in members(file, 20_000)]


def facts(member: Member) -> dict[str, str]:
    stated = read_record(member.data).stated
    return {each.field: str(each.value) for each in stated if each.field != "other"}


@pytest.mark.parametrize(
    "header",
    [
        "nid,title,field_publication,field_author,body_value,publish_up",
        "ID,post_title,newspaper,post_author_name,post_content,post_date",
        "id,headline_value,newspaper,author,body_raw,field_date_value",
    ],
)
def test_columns_of_content_management_systems_are_known(header: str) -> None:
    row = '7,Ferry sails,The Harbour Post,Ana Ruiz,"It did.\nThen it came back.",4 March 2020\n'
    (found,) = read(f"{header}\n{row}".encode())
    assert {name: found[name] for name in FERRY} == FERRY


def paths(data: bytes, columns: ColumnMaps) -> list[str]:
    file = Opened(io.BytesIO(data), "a.csv", path="/a.csv", filename="a.csv", columns=columns)
    return [each.path for each in members(file, 20_000) if isinstance(each, Member)]


@pytest.mark.parametrize(
    "data",
    [
        (HEADER + ROW).encode(),
        (HEADER + ROW).encode("utf-8-sig"),
        (HEADER + ROW).encode("utf-16"),
        (HEADER + ROW).replace("\n", "\r\n").encode(),
        (HEADER.replace(",", ";") + ROW.replace(",4 M", ";4 M").replace("20,", "20;").replace(
            "t,\"", "t;\"").replace("a\",\"", "a\";\"").replace("\",7", "\";7")).encode(),
        ("Results for ferry,,,,,\n\n" + HEADER + ROW).encode(),
    ],
    ids=["comma", "mark", "UTF-16", "CRLF", "semicolon", "lines above"],
)  # fmt: skip
def test_a_row_is_a_record_by_the_names_of_its_columns(data: bytes) -> None:
    assert read(data) == [FERRY]


def test_tabs_separate_too_and_content_shows_a_table() -> None:
    data = b"Title\tDate\tText\nFerry\t2020-03-04\tIt did.\n"
    for name in ("a.tsv", "a.txt"):
        assert read(data, name) == [
            {"headline": "Ferry", "published": "2020-03-04", "body": "('It did.',)"}
        ]


def test_evidence_names_the_column() -> None:
    file = Opened(io.BytesIO((HEADER + ROW).encode()), "a.csv", filename="a.csv")
    (member,) = members(file, 20_000)
    assert isinstance(member, Member)
    places = [each.locator.place for each in read_record(member.data).stated]
    assert "key Publication date" in places
    assert "key Page" in places


def test_a_map_says_what_the_columns_are() -> None:
    data = b"Kopf,Lauf,Title\nFerry,It did.,Mrs\n"
    said = parsed_map("headline=Kopf, body=lauf")
    expected = [{"headline": "Ferry", "body": "('It did.',)"}]
    assert read(data, columns={"": said}) == expected
    assert read(data, columns={header_key(["Kopf", "Lauf", "Title"]): said}) == expected
    assert read(data, columns={header_key(["Other"]): said}) == [{"headline": "Mrs"}]


def test_another_map_does_not_make_another_article() -> None:
    data = b"A,Title,Text\nFerry,Mrs,It did.\n"
    assert paths(data, {}) == paths(data, {"": {"headline": "A", "body": "Text"}})


@pytest.mark.parametrize("text", ["headline", "headline=", "hedline=Title"])
def test_a_map_that_is_none_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not of the form|there is no fact"):
        parsed_map(text)


@pytest.mark.parametrize(
    ("data", "columns", "words"),
    [
        (b"a,b\n1,2\n", {}, "the first row has “a” and “b”. Say which columns they are: --map"),
        (b"Title,b\n1,2\n", {"": {"body": "Text"}}, "No row names the columns “Text”"),
        (b"\n\n", {}, "The table is empty"),
        (b"Title,Text\nA," + b"x" * 30_000 + b"\n", {}, "Nothing from here on was read"),
        (b"Title,Page\nA,1\n,2\n", {}, "Row 3: The record has neither a headline nor a body"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, columns: Any, words: str) -> None:
    *_, failure = read(data, columns=columns)
    assert isinstance(failure, Failure)
    assert words in failure.reason


def workbook(*sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_the_sheets_of_a_workbook_are_tables() -> None:
    rows: list[list[Any]] = [
        ["Title", "Date", "Text"],
        ["Ferry", dt.datetime(2020, 3, 4), "It did."],
        ["Bridge", None, 7],
    ]
    data = workbook([["About this file"]], rows)
    expected = [
        {"headline": "Ferry", "published": "2020-03-04", "body": "('It did.',)"},
        {"headline": "Bridge", "body": "('7',)"},
    ]
    assert read(data, "a.xlsx") == expected
    assert read(data, "download") == expected


def test_a_damaged_workbook_is_refused() -> None:
    data = workbook([["Title", "Text"], ["A", "B"]])
    (failure,) = read(data[: len(data) // 2], "a.xlsx")
    assert "damaged" in failure.reason


def test_a_table_is_found_in_a_folder(tmp_path: Any) -> None:
    (tmp_path / "a.csv").write_text(HEADER + ROW)
    (source,) = find([tmp_path])
    assert isinstance(source, Source)


@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (["3/4/2012", "3/25/2012"], "2012-03-04"),
        (["3/4/2012", "25/3/2012"], "2012-04-03"),
        (["3/4/2012", "25/3/2012", "3/25/2012"], None),
        (["3/4/2012", "5/5/2012"], None),
        (["3/4/71", "25/3/71"], "1971-04-03"),
        (["3-Apr-71"], "1971-04-03"),
        (["3 Apr 19"], "2019-04-03"),
        (["25.3.19"], "2019-03-25"),
        (["03-04-05"], None),
    ],
)
def test_a_column_shows_in_which_order_it_writes_day_and_month(
    dates: list[str], read_as: str | None
) -> None:
    rows = "".join(f"Ferry {number},{date},It sailed.\n" for number, date in enumerate(dates))
    first, *_ = read(f"Title,Date,Text\n{rows}".encode())
    assert first.get("published") == read_as


def test_evidence_names_the_date_that_shows_the_order() -> None:
    data = b"Title,Date,Text\nFerry,3/4/2012,It sailed.\nBridge,25/3/2012,It opened.\n"
    file = Opened(io.BytesIO(data), "a.csv", path="/a.csv", filename="a.csv")
    first, _ = (each for each in members(file, 20_000) if isinstance(each, Member))
    (published,) = (each for each in read_record(first.data).stated if each.field == "published")
    assert published.why == (
        "The record states it as “Date”: 3 April 2012, because of “25/3/2012” in the same column."
    )
