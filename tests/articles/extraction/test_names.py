from __future__ import annotations

import pytest

from articles.extraction import Page, extract
from articles.extraction.names import byline_in, names_in, reporters_in

STORY = "The old bridge over the river was closed to lorries this week, the district office said.\n"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("by Ann Lee and Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("By ANN LEE", ["Ann Lee"]),
        ("By Ann Lee, Bo Ek and Cy Vance, Staff Writers", ["Ann Lee", "Bo Ek", "Cy Vance"]),
        ("By Ann Lee, Transport Correspondent", ["Ann Lee"]),
        ("By Ann Lee in Oslo", ["Ann Lee"]),
        ("Written by Joan van der Berg", ["Joan van der Berg"]),
        ("By Reuters Staff", []),
        ("By the river", []),
        ("By Monday the water had fallen.", []),
        ("By the Numbers", []),
        ("Bytes And Bits", []),
    ],
)
def test_a_line_that_begins_with_by_names_people(line: str, names: list[str]) -> None:
    assert list(byline_in(line)) == names


@pytest.mark.parametrize("text", ["World News", "New York", "Ann", "Ann Lee?", "7 Days", ""])
def test_what_is_no_name_is_none(text: str) -> None:
    assert names_in(text) == ()


def test_an_agency_names_its_reporters_at_the_end() -> None:
    assert reporters_in("(Reporting by Ann Lee; editing by Bo Ek)") == ("Ann Lee",)


@pytest.mark.parametrize(
    ("lines", "names", "rule"),
    [
        (["By Ann Lee", "4 March 2020"], ("Ann Lee",), "byline.by-line"),
        (["by", "Ann Lee"], ("Ann Lee",), "byline.by-line"),
        (["4 March 2020 | Ann Lee"], ("Ann Lee",), "byline.beside-the-date"),
        (["Ann Lee", "4 March 2020"], ("Ann Lee",), "byline.name-alone"),
    ],
)
def test_bylines_are_found_where_they_stand(
    lines: list[str], names: tuple[str, ...], rule: str
) -> None:
    text = "\n".join(["Old bridge closed to lorries after cracks", *lines, "", STORY, STORY])
    found = extract(Page.of(text))
    assert found.byline == names
    assert [finding.rule for finding in found.of("byline")] == [rule]
    assert found.headline == "Old bridge closed to lorries after cracks"
