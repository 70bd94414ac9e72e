"""Which of two days a date in numbers means: the page decides, or it stays open."""

from __future__ import annotations

import pytest

from tests.articles.extraction.fields.published.pages import HEADLINE, STORY, published


@pytest.mark.parametrize(
    ("line", "more", "date", "reason"),
    [
        ("Wed 04/03/2020", "", "2020-03-04", "Wednesday"),
        ("03/04/2020 10:30 AM EST", "", "2020-03-04", "EST"),
        ("04/03/2020", "Related\n28/02/2020", "2020-03-04", "28/02/2020"),
        ("03/04/2020", "Related\n02/28/2020", "2020-03-04", "02/28/2020"),
        ("03/04/2020", "The storm came on 4 March 2020, early.", "2020-03-04", "4 March 2020"),
        ("03/04/2020", "The mayor said on Wednesday it would last.", "2020-03-04", "Wednesday"),
        (
            "03/04/2020",
            "The color of the center was gray, a visitor said.",
            "2020-03-04",
            "American",
        ),
        ("03/04/2020", "Related\n28.02.2020 08:00", "2020-04-03", "28.02.2020"),
        ("03/04/2020", "Related\nMore from the harbour, 10:30 a.m. EST", "2020-03-04", "EST"),
        ("04/03/2020", "Related\nMore from the harbour, 10:30 BST", "2020-03-04", "BST"),
    ],
    ids=[
        "weekday",
        "zone",
        "day first",
        "month first",
        "same day",
        "lead",
        "spelling",
        "full stops",
        "American zone",
        "another zone",
    ],
)
def test_the_page_decides_the_order_of_numbers(
    line: str, more: str, date: str, reason: str
) -> None:
    story = f"{more}\n\n{STORY}" if more and not more.startswith("Related") else f"{STORY}\n{more}"
    found = published(f"{HEADLINE}\n{line}\n\n{story}")
    assert (str(found.date), found.basis) == (date, "stated")
    assert reason in found.why


def test_the_language_of_the_story_decides_the_order_of_numbers() -> None:
    story = (
        "Die Brücke über den Fluss bleibt nach Angaben der Verwaltung bis zum Herbst gesperrt.\n\n"
        "Fachleute hatten Risse in zwei Pfeilern gefunden, wie aus einem Bericht hervorgeht, den "
        "der Rat am Abend vorgelegt hat. Lastwagen müssen einen langen Umweg fahren.\n\n"
    )
    found = published(f"Alte Brücke bleibt gesperrt\n\n04/03/2020\n\n{story}")
    assert str(found.date) == "2020-03-04"
    assert "the language of the story (de)" in found.why


def test_an_order_that_nothing_decides_leaves_both_days() -> None:
    found = published(f"{HEADLINE}\n04/05/2020\n\n{STORY}")
    assert [str(date) for date in found.candidates] == ["2020-04-05", "2020-05-04"]
    assert "4 May 2020 or 5 April 2020" in found.why


def test_the_capture_decides_an_order_too() -> None:
    found = published(f"{HEADLINE}\n04/05/2020\n\n{STORY}", (2020, 4, 20))
    assert (str(found.date), found.basis) == ("2020-04-05", "stated")
