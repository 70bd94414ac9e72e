"""Lines that say who wrote a story."""

from __future__ import annotations

import pytest

from articles.extraction.lines.bylines import (
    byline_in,
    presented_in,
    reporters_in,
)


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
            "By Nora B. Wells, J. R. Ek Jr. and Hugo Marsh",
            ["Nora B. Wells", "J. R. Ek Jr", "Hugo Marsh"],
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


def test_an_agency_names_its_reporters_at_the_end() -> None:
    assert reporters_in("(Reporting by Ann Lee; editing by Bo Ek)") == ("Ann Lee",)
    assert reporters_in("Reporting by J. R. Lee in Oslo and Cy Vance. Writing by Bo Ek") == (
        "J. R. Lee",
        "Cy Vance",
    )
