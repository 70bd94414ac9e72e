"""Lines of printed columns, joined as a reader joins them."""

from __future__ import annotations

import textwrap

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

COLUMN = """The mill at Thornley has stood
idle since the flood, and few in
the village believe that its {cut}
{rest} turns again.
A carpenter who looked at it in
spring asked for new oak, which
nobody has paid for."""


def texts(page: str) -> list[str]:
    return [block.text for block in Page.of(page).blocks]


def test_the_lines_of_a_narrow_column_become_paragraphs() -> None:
    assert texts(COLUMN.format(cut="old", rest="wheel")) == [
        "The mill at Thornley has stood idle since the flood, and few in the village believe that "
        "its old wheel turns again.",
        "A carpenter who looked at it in spring asked for new oak, which nobody has paid for.",
    ]


@pytest.mark.parametrize(
    ("cut", "rest", "word"),
    [
        ("wa-", "terwheel", "waterwheel"),
        ("wa¬", "terwheel", "waterwheel"),
        ("wa\u00ad", "terwheel", "waterwheel"),
        ("grand", "waterwheel", "grand waterwheel"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_whole_again(cut: str, rest: str, word: str) -> None:
    assert f"its {word} " in texts(COLUMN.format(cut=cut, rest=rest))[0]


def test_a_hyphen_that_the_page_also_prints_within_a_line_stays() -> None:
    page = COLUMN.format(cut="well-", rest="made wheel") + "\nIt is well-made, he said, and long\n"
    assert "its well-made wheel" in texts(page)[0]


def test_short_lines_that_do_not_continue_stay_lines() -> None:
    menu = "Home\nNews\nSport\nweather\nLetters\nArts\nBooks\nfood"
    assert texts(menu) == menu.split("\n")


def test_what_looks_like_a_byline_goes_on_a_sentence() -> None:
    page = """The fire began at the works of
Messrs. Tallis, Crump and
Sons, in Ferry Lane, and raged
until the morning in spite of the
efforts of four brigades. Mr.
Albert Stubbs, aged 63, entered
the burning house three times
to bring out the horses, and is
reported to make satisfactory
progress."""
    (paragraph,) = texts(page)
    assert "Tallis, Crump and Sons, in Ferry Lane" in paragraph
    assert "Mr. Albert Stubbs" in paragraph


def test_the_head_of_a_page_may_be_wider_than_its_columns() -> None:
    head = "THE WENDLE OBSERVER, MONDAY, MAY 4, 1927."
    page = f"{head}\n\n{COLUMN.format(cut='old', rest='wheel')}"
    page = page.replace("nobody has paid for.", "nobody has paid for until\nnow.")
    assert texts(page)[0] == head
    assert texts(page)[-1].endswith("which nobody has paid for until now.")
    assert len(texts(page)) == 3


STORY = (
    "The mill at Thornley has stood idle since the flood, and few in the village believe that its "
    "old wheel will ever turn again."
)


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (
            ("Thornley mill wheel may", "never turn again"),
            "Thornley mill wheel may never turn again",
        ),
        (("Mill wheel stands idle at", "Thornley"), "Mill wheel stands idle at"),
    ],
)
def test_a_headline_over_two_lines_goes_on_in_lower_case(
    lines: tuple[str, ...], headline: str
) -> None:
    page = "\n".join((*lines, "", "By Nora Quill", "4 May 2019", "", STORY))
    assert extract(Page.of(page)).headline == headline


def test_a_line_that_signs_the_story_is_not_part_of_its_headline() -> None:
    page = f"Thornley mill stands idle\nby Nora Quill\n4 May 2019\n\n{STORY}\n"
    found = extract(Page.of(page))
    assert (found.headline, found.byline) == ("Thornley mill stands idle", ("Nora Quill",))


@pytest.mark.parametrize("mast", ["Thornley Herald", "Thornley Herald - news of five valleys"])
@pytest.mark.parametrize("width", [60, 72, 100])
def test_a_masthead_right_above_a_headline_is_not_part_of_it(mast: str, width: int) -> None:
    headline = "Mill wheel stands idle for a third year"
    story = "\n\n".join(textwrap.fill(f"{lead} {STORY}", width) for lead in ("Again,", "Still,"))
    page = f"{mast}\n{headline}\nBy Nora Quill\n4 May 2019\n\n{story}\n"
    assert extract(Page.of(page)).headline == headline


@pytest.mark.parametrize(
    "lines",
    [("WARDEN RESIGNS OVER", "FERRY MONEY"), ("Hafenamt streitet über", "Fähren im Winter")],
)
def test_a_headline_goes_on_after_a_small_word_though_there_was_room(
    lines: tuple[str, str],
) -> None:
    story = COLUMN.format(cut="great", rest="wheel")
    page = "\n".join([*lines, "", "By NORA QUILL", "", story, "", story.replace("mill", "weir")])
    assert extract(Page.of(page)).headline == " ".join(lines)


def test_the_items_of_a_newsletter_are_its_text() -> None:
    page = """The Thornley Weekly
What happened in the valley
Sunday, 5 May 2019

1. Mill wheel

The mill at Thornley has stood idle since the flood, and few expect a change. Read more

2. Bridge toll

The parish will ask carts for a penny at the old bridge from the first of June. Read more
"""
    body = "\n".join(extract(Page.of(page)).body)
    assert "idle since the flood" in body
    assert "a penny at the old bridge" in body
