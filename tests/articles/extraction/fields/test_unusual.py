"""Letters, running reports, and what closes stories that are not all prose."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

STORY = (
    "The ferry between Port Ellis and Morran island will not sail again before March, the harbour "
    "office said on Tuesday, after inspectors found cracks in the hull of the old ship.",
    "About 300 people live on the island, and most of them rely on the ferry for food, post and "
    "visits to the hospital in Port Ellis.",
    "“We knew that the ship was old, but nobody told us that it might stop altogether,” said Ruth "
    "Amsel, who runs the only shop on Morran. “I have flour for six weeks.”",
    "The harbour office has hired a fishing boat that will bring supplies to the island twice a "
    "week. It can carry eight passengers, and islanders who are ill will go first.",
)
LETTERS = [
    "Save the ferry",
    "Sir – The plan to sell the ferry is a mistake that our grandchildren will regret. Once it has "
    "gone there will be no other way to the hospital, and the young will leave the island.",
    "Ruth Amsel",
    "Morran",
    "A bridge too narrow",
    "Sir – Your report on the bridge (28 February) says nothing about bicycles. It has a lane for "
    "cars in each direction, although half of the children of Port Ellis cycle to school.",
    "Piet Maarsen",
    "Port Ellis",
]
ENTRIES = [
    "18:40",
    "No boat before Thursday",
    "The ferry company has told passengers that no boat will sail before Thursday morning, when "
    "the wind is expected to fall.",
    "18:05",
    "Lights go out in the old town",
    "About two thousand homes have been without light since a tree fell on a line at half past "
    "five. Crews are waiting for the wind to fall.",
    "17:30",
    "Good afternoon",
    "Welcome to our report on the storm, which reached the coast at noon. We will go on until the "
    "evening.",
]


def read(*lines: str) -> tuple[str, tuple[str, ...]]:
    found = extract(Page.of("\n\n".join(lines)))
    return found.headline, tuple(found.body)


def test_a_page_of_letters_keeps_titles_and_signatures() -> None:
    headline, body = read("Letters to the editor", "4 March 2020", *LETTERS)
    assert (headline, body) == ("Letters to the editor", tuple(LETTERS))


def test_a_running_report_keeps_all_its_entries_under_its_own_headline() -> None:
    points = ["Key points", "Ferries stop until Thursday", "Homes without light in the old town"]
    headline, body = read(
        "Live: storm reaches the coast", "Last updated 4 March 2020 18:40", *points, *ENTRIES
    )
    assert (headline, body) == ("Live: storm reaches the coast", tuple(ENTRIES))


def test_teasers_with_times_make_no_running_report() -> None:
    teasers = ["18:40", "Ferries stop", "18:05", "Lights go out", "17:30", "Schools are closed"]
    assert read("Ferry to Morran stops for the winter", *STORY, *teasers)[1] == STORY


@pytest.mark.parametrize(
    "end",
    [
        ["Ruth Amsel, shopkeeper, born 4 March 1920; died 2 May 2010"],
        ["Ruth Amsel, geboren am 4. März 1920, gestorben am 2. Mai 2010"],
        [
            "Port Ellis: Marsh; Holm, Pell, Vane; Rook.",
            "Goals: Lund 10, Pell 90.",
            "Referee: A. Lee.",
        ],
        [
            "Referee: A. Lee.",
            "Northern league",
            "Team P W D L Pts",
            "Port Ellis 24 15 5 4 50",
            "Morran 24 15 4 5 49",
            "Kell 24 12 6 6 42",
        ],
    ],
    ids=["a life", "a life in German", "a sheet", "a table"],
)
def test_what_closes_a_story_belongs_to_it(end: list[str]) -> None:
    assert read("Ferry to Morran stops for the winter", *STORY, *end)[1] == (*STORY, *end)


@pytest.mark.parametrize(
    "end",
    [
        ["Tags: Ferries, Morran, Port Ellis, Harbour office"],
        ["Filed under: Ferries, Islands, Port Ellis"],
        ["Ruth Amsel was born in 1920"],
        ["Most read", "1 Ferries sail again", "2 A bridge for Kell", "3 Old lamp sold"],
    ],
)
def test_labels_below_a_story_do_not(end: list[str]) -> None:
    assert read("Ferry to Morran stops for the winter", *STORY, *end)[1] == STORY
