"""Pages that are no plain story: transcripts, galleries, lists, stubs, texts pasted twice."""

from __future__ import annotations

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

HEAD = "Lock at Overmill to open in May\n\nBy Idris Whelan\n12 February 2019\n\n"
LOCK = (
    "The lock at Overmill will open in May, two years later than planned, the county said on "
    "Tuesday. It has cost four million."
)
BOATS = "Boats will be able to reach Northfield again for the first time since the flood of 1979."


def body(text: str) -> tuple[str, ...]:
    found = extract(Page.of(text))
    return tuple(map(str, found.body))


def test_a_text_that_was_pasted_twice_is_read_once_and_in_order() -> None:
    assert body(f"{HEAD}{LOCK}\n\n{BOATS}\n") == (LOCK, BOATS)
    assert body(f"{HEAD}{LOCK}\n\n{BOATS}\n\n{LOCK}\n\n{BOATS}\n") == (LOCK, BOATS)
    assert body(f"{HEAD}{LOCK}\n\n{BOATS}\n\n{HEAD}{LOCK}\n\n{BOATS}\n") == (LOCK, BOATS)


def test_a_speech_goes_on_after_applause_and_questions() -> None:
    parts = [
        "The following is the full text of the speech that the mayor gave at Overmill on Tuesday.",
        "(Applause)",
        "Thank you. It is good to be back in Overmill, where my grandfather kept the lock.",
        "We have come here to speak about the river. For too long it was left to itself, and for "
        "too long nobody asked who pays.",
        "(Laughter)",
        "I see that you know who pays. From next year the state will pay half of every dredging.",
        "Q: Where will the money come from?",
        "A: From the levy on boats, which was decided in May.",
    ]
    head = "The mayor’s speech: full text\n\nPublished 12 June 2018\n\n"
    assert list(body(head + "\n\n".join(parts))) == parts


GALLERY = """In pictures: the regatta at Overmill

Sun 7 July 2019 12.00 BST

More than eighty boats took part in the first regatta since the lock was opened again.

1/3
A boat passes the weir in the morning mist
Photograph: Idris Whelan/Harbour Gazette

2/3
Children on the bridge, where two hundred people watched
Photograph: Idris Whelan/Harbour Gazette

3/3
The mayor falls into the water
Photograph: Sam Finch
"""


def test_the_captions_of_a_gallery_have_their_credits_in_the_next_line() -> None:
    found = extract(Page.of(GALLERY))
    assert found.headline == "In pictures: the regatta at Overmill"
    assert list(found.captions) == [
        "A boat passes the weir in the morning mist Photograph: Idris Whelan/Harbour Gazette",
        "Children on the bridge, where two hundred people watched "
        "Photograph: Idris Whelan/Harbour Gazette",
        "The mayor falls into the water Photograph: Sam Finch",
    ]
    assert found.of("captions")[0].locator.lines == (8, 9)


def test_an_agency_may_have_made_a_picture() -> None:
    found = extract(Page.of(f"{HEAD}{LOCK}\n\nDie Schleuse im Nebel. Foto: dpa\n\n{BOATS}\n"))
    assert found.captions == ("Die Schleuse im Nebel. Foto: dpa",)
    assert found.body == (LOCK, BOATS)


def test_a_greeting_is_no_byline() -> None:
    text = "Hafenpost am Morgen\nDer Newsletter vom 7. Oktober 2019\n\nGuten Morgen,\ndas sind die Themen des Tages:\n\n1. Der Deich hält – noch\nAm Deich arbeiten seit Montag vierzig Männer. Zum Artikel\n"
    assert extract(Page.of(text)).byline == ()


def test_what_asks_people_to_subscribe_is_not_the_story() -> None:
    asks = "To read the full story, start your free trial.\nYou have reached your limit of free articles."
    assert body(f"{HEAD}{LOCK}\n\n{BOATS}\n\nThis article is for subscribers only.\n{asks}\n") == (
        LOCK,
        BOATS,
    )
