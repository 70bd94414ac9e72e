from __future__ import annotations

import pytest

from articles.extraction import Page, extract
from articles.extraction.names import byline_in, is_signed_by_house, names_in, reporters_in
from articles.extraction.signatures import signature_in, subject_of_bio

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
        ("By Ann Lee in Austin, Texas and Bo Ek in London", ["Ann Lee", "Bo Ek"]),
        ("By Ann Lee, with additional reporting by Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("By Ann Lee, Los Angeles", ["Ann Lee"]),
        ("By Ann Lee For Mailonline", ["Ann Lee"]),
        ("By Ann Lee @annlee", ["Ann Lee"]),
        ("By Ann Lee ann.lee@example.org", ["Ann Lee"]),
        ("By Ann Lee • 11/08/23 5:19pm", ["Ann Lee"]),
        ("By Ann Lee November 1, 2023November 1, 2023", ["Ann Lee"]),
        ("By Ann Lee, Reuters", ["Ann Lee"]),
        ("By Ann Lee Senior Political Editor", ["Ann Lee"]),
        (
            "By Dana A. Ford, J. R. Ek Jr. and Tom Watkin",
            ["Dana A. Ford", "J. R. Ek Jr", "Tom Watkin"],
        ),
        ("By Dr. Ann Lee", ["Ann Lee"]),
        ("By ANN O'LEE AND BO MCEK", ["Ann O'Lee", "Bo McEk"]),
        ("By Ali al-Hassan and Siân Björk-Ness", ["Ali al-Hassan", "Siân Björk-Ness"]),
        ("ByAnn Lee", ["Ann Lee"]),
        ("by: Ann Lee", ["Ann Lee"]),
        ("Words by Ann Lee", ["Ann Lee"]),
        ("Text: Ann Lee", ["Ann Lee"]),
        ("Author: Ann Lee", ["Ann Lee"]),
        ("Photos and story by Ann Lee", ["Ann Lee"]),
        ("Von Max Müller", ["Max Müller"]),
        ("Posted on March 3, 2020 by Ann Lee in News", ["Ann Lee"]),
        ("SPORTS | By Ann Lee", ["Ann Lee"]),
        ("Photo by Ann Lee", []),
        ("Edited by Ann Lee", []),
        ("A new book by Ann Lee", []),
        ("He was seen by Ann Lee", []),
        ("By Associated Press", []),
        ("By Staff Reporter", []),
        ("By his own account, Mr Lee is old.", []),
        ("Por qué suben los precios", []),
        ("By Reuters Staff", []),
        ("By the river", []),
        ("By Monday the water had fallen.", []),
        ("By the Numbers", []),
        ("Bytes And Bits", []),
    ],
)
def test_a_line_that_begins_with_by_names_people(line: str, names: list[str]) -> None:
    assert list(byline_in(line)) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee, Political Editor", ("Ann Lee",)),
        ("Ann Lee in Nairobi", ("Ann Lee",)),
        ("Ann Lee 4 March 2020", ("Ann Lee",)),
        ("Ann Lee on December 5, 2016", ("Ann Lee",)),
        ("Ann Lee | Reuters", ("Ann Lee",)),
        ("Ann Lee for the Daily Planet", ("Ann Lee",)),
        ("Ann LeeView More Articles", ("Ann Lee",)),
        ("Ann LeeAnn Lee", ("Ann Lee",)),
        ("Ann Leeann@example.org@annlee", ("Ann Lee",)),
        ("4 Mar 2020 - Ann Lee", ("Ann Lee",)),
        ("Michael Young", ("Michael Young",)),
        ("Ann Lee resigns", None),
        ("Ann Lee of the council speaks", None),
        ("Central Park", None),
        ("All-new Family Car", None),
        ("BERLIN, Germany (Reuters) -", None),
    ],
)
def test_a_line_may_sign_without_by(line: str, names: tuple[str, ...] | None) -> None:
    signature = signature_in(line)
    assert (signature.names if signature else None) == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann Lee is a staff writer at the Planet.", "Ann Lee"),
        ("Ann Lee covers energy for the Planet.", "Ann Lee"),
        ("Ann Lee can be reached at ann@example.org", "Ann Lee"),
        ("Follow Ann Lee on Twitter", "Ann Lee"),
        ("Ann Lee is a lorry driver.", ""),
        ("The bridge is a work of its author.", ""),
    ],
)
def test_a_biography_presents_an_author(line: str, name: str) -> None:
    assert subject_of_bio(line) == name


@pytest.mark.parametrize(
    ("line", "is_house"),
    [("By Reuters", True), ("By Staff", True), ("By Ann Lee", False), ("Staff", False)],
)
def test_a_house_signs_with_its_own_name(line: str, is_house: bool) -> None:
    assert is_signed_by_house(line) is is_house


@pytest.mark.parametrize("text", ["World News", "New York", "Ann", "Ann Lee?", "7 Days", ""])
def test_what_is_no_name_is_none(text: str) -> None:
    assert names_in(text) == ()


def test_an_agency_names_its_reporters_at_the_end() -> None:
    assert reporters_in("(Reporting by Ann Lee; editing by Bo Ek)") == ("Ann Lee",)
    assert reporters_in("Reporting by J. R. Lee in Oslo and Cy Vance. Writing by Bo Ek") == (
        "J. R. Lee",
        "Cy Vance",
    )


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
