"""What stands above the first document of an export is left out, and nothing else."""

from __future__ import annotations

import pytest

from articles.readers.exports.covers import without_cover

FIRST = ["Der Kai bleibt zu", "", "Der Kai von Osthafen bleibt bis zum Sommer zu."]


@pytest.mark.parametrize(
    "cover",
    [
        ["Dow Jones Factiva"],
        ["Europresse", "", "Documents sauvegardés", "", "Sommaire", "", "2 documents"],
        ["NewsBank: Access World News", "Search: quay OR ferry", "Results: 12"],
        ["Suchergebnisse", "Suchbegriffe: Kai und", "(Fähre oder Hafen)", "Treffer: 12"],
        ["Inhaltsverzeichnis", "1. Kein Holz mehr . . . . 2", "2. Der Kai bleibt zu . . . . 3"],
        ["Table of Contents", "", "No wood at the", "port 1", "The quay is closed 2"],
        ["Spis treści", "", "Drewno w porcie......... 2", "", "Nabrzeże zamknięte......... 9"],
        [
            "Saved documents",
            "",
            "3 May 2019",
            "2 documents",
            "",
            "Ce certificat est émis à",
            "eureka",
        ],
        ["Results: 2", "", "Summary", "", "Harbour Post", "The quay is closed", "1"],
        ["Innehåll", "Hamnposten", "3 mars 2019", "Kajen stängd........ 2"],
    ],
)
def test_a_cover_is_left_out(cover: list[str]) -> None:
    lines = without_cover([*cover, "", *FIRST])
    assert [line for line in lines if line] == [line for line in FIRST if line]


@pytest.mark.parametrize(
    "lines",
    [
        ["Results: none", "", "The search for the ferry ended on Monday."],
        ["Documents", "", "Nobody had seen them."],
        ["The Guardian, no. 10023", "", "Local, 3 March 2019, p. 12"],
        ["Summary", "", "The council met."],
        ["Agenda 2030", "", "The council met."],
    ],
)
def test_a_headline_that_looks_like_a_cover_stays(lines: list[str]) -> None:
    assert without_cover(lines) == lines


def test_contents_end_where_their_numbers_do() -> None:
    """The outlet's issue, a page and the text below have numbers too."""
    contents = ["Sommaire", "Le bac........ 2", "Un port........ 3"]
    first = ["Hafenmagazin, no. 5968", "", "Éditorial, 4 avril 2019, p. 3", "", "Le quai 4"]
    assert without_cover([*contents, "", *first]) == ["", *first]
