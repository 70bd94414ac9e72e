"""Pages of letters and corrections: their own title is the headline, and nobody signs them."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.findings import Extraction
from articles.extraction.page.page import Page

LETTERS = """
Sir – Your report on the swing bridge fails to mention that the council was warned years ago that
its bearings were worn. Those of us who cross it every day have written to the engineers ever since.
Margaret Oldroyd
Tidewick

Sir – I was saddened to read of the end of the night ferry. My grandfather worked on it for forty
years, and it carried the milk, the post and, once, an elephant. Surely it can be saved.
Dr Peter Anstruther
Low Quay
"""
TITLED = """
El puerto se queda a oscuras
Me ha entristecido leer que el faro dejará de funcionar. Ningún satélite nos dará esa luz.
Manuel Ferreiro. Puerto Gris

Ruido en el casco viejo
Los vecinos llevamos años sin dormir por las terrazas. Las inspecciones no llegan nunca.
Lucía Santamaría. Puerto Gris
"""
CORRECTIONS = """
METRO
An article on Friday about the reopening of the Bayview aquarium misstated the number of sea otters
there. It is four, not forty.

BUSINESS
Because of an editing error, an article on Thursday about the order book of the shipyard gave an
incorrect year for the launching of the freighter Marigold. She was launched in 1998, not 1989.
"""
STORY = """
By Ann Lee
The county council voted last night to back a second road tunnel under the estuary, after a debate of
six hours in which the chamber was twice cleared because of protests from the public gallery.
Supporters said that the existing tunnel, opened in 1967, carried twice the traffic it was built for.
"""


def read(head: str, items: str) -> Extraction:
    return extract(Page.of(head.strip("\n") + "\n" + items))


@pytest.mark.parametrize(
    ("head", "items", "headline"),
    [
        (
            "News | Sport | Opinion | Letters\nOpinion\nLetters to the editor\n14 March 2019",
            LETTERS,
            "Letters to the editor",
        ),
        (
            "Comment\nLetters\nLetters: the case for keeping the small stations open\n"
            "Readers respond to an article by Ines Marlow on closures\n4 Nov 2019",
            LETTERS,
            "Letters: the case for keeping the small stations open",
        ),
        ("OPINIÓN\nCartas al director\n7 de octubre de 2015", TITLED, "Cartas al director"),
        (
            "The Bayview Times\nCorrections\nCorrections: Jan. 9, 2021\n"
            "Corrections that appeared in print on Saturday, Jan. 9, 2021.\nJan. 9, 2021",
            CORRECTIONS,
            "Corrections: Jan. 9, 2021",
        ),
        (
            "Corrections and clarifications\n11 May 2020",
            CORRECTIONS,
            "Corrections and clarifications",
        ),
    ],
)
def test_the_title_of_the_page_is_the_headline_and_nobody_signs_it(
    head: str, items: str, headline: str
) -> None:
    found = read(head, items)
    assert found.headline == headline
    assert found.byline == ()


@pytest.mark.parametrize(
    "head",
    [
        "Letters\nSport\nCouncil backs second tunnel under the estuary\n14 March 2019",
        "Corrections\nCouncil backs second tunnel under the estuary",
        "Letters\n14 March 2019\nCouncil backs second tunnel under the estuary",
    ],
)
def test_a_story_in_such_a_section_has_its_own_headline(head: str) -> None:
    found = read(head, STORY)
    assert found.headline == "Council backs second tunnel under the estuary"
    assert found.byline == ("Ann Lee",)


@pytest.mark.parametrize(
    "line",
    [
        "News | Sport | Opinion | Letters | Obituaries",
        "Harbour Gazette - Council backs second tunnel under the estuary Page 1 of 2",
        "Weserbote - Rat stimmt für zweiten Tunnel Seite 1 von 3",
    ],
)
def test_a_menu_and_what_a_printer_adds_are_no_headlines(line: str) -> None:
    head = f"{line}\nCouncil backs second tunnel under the estuary"
    assert read(head, STORY).headline == "Council backs second tunnel under the estuary"
