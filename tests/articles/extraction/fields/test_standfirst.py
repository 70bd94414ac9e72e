"""Standfirsts: proved by their place between headline and story."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

HEADLINE = "Storm leaves Cape Morran lighthouse without its lamp"
STANDFIRST = "Fishermen will have to do without the lighthouse until a lamp arrives in autumn"
STORY = """
The lighthouse at Cape Morran will be dark from Friday for the first time in a century.
Keepers said the lamp of the lighthouse had cracked in the January storm and cannot be mended.
A new lamp for the cape has been ordered, but the maker says that it will take five months.
Until then fishermen must find Cape Morran by radio, as the harbour master told them on Monday.
"""


def standfirst_of(*head: str) -> str:
    standfirst: str = extract(Page.of("\n".join(head) + "\n" + STORY)).standfirst
    return standfirst


@pytest.mark.parametrize(
    "head",
    [
        (HEADLINE, STANDFIRST),
        (HEADLINE, STANDFIRST, "By Ada Brill", "2 June 2019"),
        (HEADLINE, f"{STANDFIRST}.", "By Ada Brill", "2 June 2019"),
        (HEADLINE, "2 June 2019", STANDFIRST, "By Ada Brill"),
        (HEADLINE, "Share", "Tweet", STANDFIRST, "2 June 2019"),
        (HEADLINE, "Photo: Ada Brill", STANDFIRST, "2 June 2019"),
        ("2 June 2019", HEADLINE, f"{STANDFIRST}.", "Photo: Ada Brill"),
    ],
    ids=[
        "alone",
        "over byline",
        "sentence",
        "over byline, under date",
        "share bar",
        "credit",
        "over the picture",
    ],
)
def test_what_stands_between_headline_and_story_is_the_standfirst(head: tuple[str, ...]) -> None:
    assert standfirst_of(*head).rstrip(".") == STANDFIRST


@pytest.mark.parametrize(
    "head",
    [
        (HEADLINE,),
        (HEADLINE, "By Ada Brill", "2 June 2019"),
        (HEADLINE, "By Ada Brill", "The lamp of the lighthouse on a morning in March of 1998"),
        (HEADLINE, "The lamp of the lighthouse before the storm, Ada Brill (left)"),
        (HEADLINE, "By Ada Brill on Jun 2, 2019 10:00am at the lighthouse"),
        (HEADLINE, "Our pick of ten soups for cold evenings at home"),
        (HEADLINE, f"{HEADLINE} | The Morran Mail Online Daily"),
        (HEADLINE, "Under the light"),
        (HEADLINE, "2 June 2019", "The cape " + "and the lamp " * 40),
        (),
    ],
    ids=[
        "nothing",
        "byline and date",
        "caption under the byline",
        "caption that says who is where",
        "byline with a date",
        "teaser of another story",
        "headline again",
        "few words",
        "too long",
        "no headline",
    ],
)
def test_what_is_not_proved_is_no_standfirst(head: tuple[str, ...]) -> None:
    assert standfirst_of(*head) == ""


def test_a_sentence_with_byline_and_date_below_is_no_paragraph_of_the_story() -> None:
    found = extract(Page.of(f"{HEADLINE}\n{STANDFIRST}.\nByAda Brill\nMay 2, 2019\n{STORY}"))
    assert found.standfirst == f"{STANDFIRST}."
    assert f"{STANDFIRST}." not in found.body
