from __future__ import annotations

import pytest

from articles.extraction import Page, extract
from articles.extraction.names import (
    byline_in,
    is_signed_by_house,
    names_in,
    presented_in,
    reporters_in,
)
from articles.extraction.persons import has_given_name
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
        ("By political correspondent Ann Lee", ["Ann Lee"]),
        ("By Staff Writer Ann Lee", ["Ann Lee"]),
        ("By Ann DaltonPolitical Editor", ["Ann Dalton"]),
        ("By ANN DALTONSTAFF WRITER", ["Ann Dalton"]),
        ("BY ANN DALTONUpdated 10:00 AM PST, March 3, 2020", ["Ann Dalton"]),
        ("By Ann McDonald and Bo FitzGerald", ["Ann McDonald", "Bo FitzGerald"]),
        ("By Ann Lee@annlee Mar 3, 2020, 10:00am EST", ["Ann Lee"]),
        ("By Ann Lee, Ph.D., and Bo Ek, M.D.", ["Ann Lee", "Bo Ek"]),
        ("By Sarah Post", ["Sarah Post"]),
        ("By ANN LEE THE DAILY PLANET", ["Ann Lee"]),
        ("Ann Lee By Ann Lee Fox News", ["Ann Lee"]),
        ("ABC Radio Perth / By Ann Lee", ["Ann Lee"]),
        ("March 3, 2020 By Ann Lee Leave a Comment", ["Ann Lee"]),
        ("Op-ed by Ann Lee", ["Ann Lee"]),
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
        ("David Post", ("David Post",)),
        ("Kim Min-soo", ("Kim Min-soo",)),
        ("Jean-Luc d'Arcy", ("Jean-Luc d'Arcy",)),
        ("Ann Lee@in/annlee/@annlee", ("Ann Lee",)),
        ("Ann DaltonEducation Reporter", ("Ann Dalton",)),
        ("Ann DaltonBo Ekman", ("Ann Dalton", "Bo Ekman")),
        ("Guest Columnist Ann Lee", ("Ann Lee",)),
        ("Ann Lee: Guest columnist", ("Ann Lee",)),
        ("Ann Lee Special to the Daily Planet", ("Ann Lee",)),
        ("Ann Lee Yesterday 10:00am", ("Ann Lee",)),
        ("Eye Opener", None),
        ("Opening Bell", None),
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
    ("line", "names"),
    [
        (
            "By Ann Lee, a writer who has lived for years in the town of which she tells",
            ("Ann Lee",),
        ),
        ("By Zorbl Quux, a writer who lives here", ()),
        ("By Ann Lee's account it began at noon", ()),
        ("By 2020, the town was poor", ()),
    ],
)
def test_a_byline_may_go_on_to_present_its_author(line: str, names: tuple[str, ...]) -> None:
    assert presented_in(line) == names


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("Ann Lee", True),
        ("José Ek", True),
        ("Jean-Luc Ek", True),
        ("Opening Bell", False),
        ("", False),
    ],
)
def test_given_names_are_known(name: str, is_known: bool) -> None:
    assert has_given_name(name) is is_known


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
        (["Ann Lee", "Bo Ek", "4 March 2020"], ("Ann Lee", "Bo Ek"), "byline.name-alone"),
        (
            ["Authors", "Ann Lee", "Professor of Roads", "Bo Ek", "Lecturer", "4 March 2020"],
            ("Ann Lee", "Bo Ek"),
            "byline.by-line",
        ),
        (["Ann Lee", "Share", "Tweet", "Email", "4 March 2020"], ("Ann Lee",), "byline.name-alone"),
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


@pytest.mark.parametrize(
    ("over", "names"),
    [(["Ann Dalton"], ("Ann Dalton",)), (["Ann Dalton", "Tom Ekman"], ())],
    ids=["one", "several are a menu"],
)
def test_the_only_name_alone_over_the_headline_signs(
    over: list[str], names: tuple[str, ...]
) -> None:
    text = "\n".join([*over, "Old bridge closed to lorries after cracks", "", STORY, STORY])
    assert extract(Page.of(text)).byline == names


def test_what_an_author_box_repeats_signs() -> None:
    head = "Old bridge closed to lorries after cracks\nNewsmill\n4 March 2020\n"
    text = f"{head}\n{STORY * 3}\nShare\nNewsmill\nView all posts"
    assert extract(Page.of(text)).byline == ("Newsmill",)
