"""Page breaks inside a sentence: their lines are furniture, and the sentence is whole."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.kinds import FURNITURE
from articles.extraction.page.page import Page

COLUMN = """Miller's wheel turns again after a century

By Otto Lind
7 June 1998

The wheel of the lower mill turned on Sunday for the first time since
1894, watched by some two hundred people and a brass band, which had
practised the miller's march all winter and played it twice because the

- 3 -

MARSHBY MERCURY, MONDAY, JUNE 8, 1998

crowd would not let it go. The oak for the new paddles came from the
park of the old rectory.

The owner said that flour would be sold in paper bags from the autumn,
and that school classes could watch the stones on two mornings a week
if the river allows it. The water had been too low for most of the sum-

4

mer, and the council has promised to clear the weir.
"""
LONG_LINES = """Lighthouse keeper's diary sold to the parish museum

12 March 2004

The diary of the last keeper of the Ness light was sold on Friday to the parish museum, which had collected the money with a raffle and a

MARSHBY MERCURY 5

sale of cakes in the old lifeboat house. It has four hundred pages, and none of them is without a word about the wind.

A relative had found it in a biscuit tin and wanted to give it to the library, where nobody had answered the telephone for a week.
"""


def test_the_lines_of_a_column_go_on_after_a_page_break() -> None:
    found = extract(Page.of(COLUMN))
    assert found.headline == "Miller's wheel turns again after a century"
    assert len(found.body) == 2
    assert "played it twice because the crowd would not let it go" in found.body[0]
    assert "for most of the summer, and the council" in found.body[1]
    assert str(found.published.date) == "1998-06-07"


@pytest.mark.parametrize("between", ["5", "- 5 -", "Page 5 of 7", "A4", "MARSHBY MERCURY 5"])
def test_a_paragraph_goes_on_after_a_page_break(between: str) -> None:
    page = Page.of(LONG_LINES.replace("MARSHBY MERCURY 5", between))
    body = extract(page).body
    assert "with a raffle and a sale of cakes" in body[0]
    assert len(body) == 2
    (printed,) = (block for block in page.blocks if block.text == between)
    assert printed.kind is FURNITURE


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The museum had collected the money with a raffle.", "sale of cakes in the boat house."),
        ("The museum had collected the money and a", "Sale of cakes in the boat house."),
        ("Sport", "more from the parish museum and its cakes"),
    ],
    ids=["a whole sentence above", "a capital below", "a label above"],
)
def test_a_number_between_whole_lines_joins_nothing(above: str, below: str) -> None:
    texts = [block.text for block in Page.of(f"{above}\n\n5\n\n{below}").blocks]
    assert texts == [above, "5", below]


def test_a_date_between_headline_and_story_is_no_page_number() -> None:
    page = """Mill wheel turns again after a century

By Otto Lind
3 March 2019

wheels and gears were oiled all winter
by hand, the keeper of the mill said on
Sunday, and none of them was broken, or
had to be replaced by one from the town.
"""
    assert extract(Page.of(page)).headline == "Mill wheel turns again after a century"
