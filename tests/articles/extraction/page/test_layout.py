from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

STORY = [
    f"The {name} bridge was closed to lorries on Monday, the district office said, and it may stay "
    "closed until the spring, when the water is low enough for somebody to look at its piers and "
    "say what they can still carry."
    for name in ("northern", "southern", "eastern", "western")
]
COMMENT = "I have crossed this bridge for thirty years and have never seen a lorry on it, ever."


@pytest.mark.parametrize(
    "below",
    [
        ["4 comments", COMMENT, f"Well. {COMMENT}"],
        ["Leave a reply", COMMENT],
        ["About Ann Lee", COMMENT],
        ["Sources", COMMENT],
        ["View article sources", COMMENT],
        [
            "Mill burns",
            "The fire was seen from the sea.",
            "Swan lost",
            "It was last seen on Monday.",
        ],
    ],
    ids=["comments", "reply", "about the author", "sources", "article sources", "teasers"],
)
def test_what_follows_a_story_is_left_out(below: list[str]) -> None:
    assert extract(Page.of("\n\n".join([*STORY, *below]))).body == tuple(STORY)


@pytest.mark.parametrize(
    ("between", "stays"),
    [
        (["Comments"], False),
        (["A narrow crossing"], True),
        (["TOWN TO BUILD ITS THIRD ROAD BRIDGE"], False),
        (["Mill burns", "Swan lost"], False),
        (["Three are at risk:", "the northern one", "the southern one"], False),
        (["The office named three that are at risk:", "the northern", "the southern"], True),
    ],
    ids=["comment button", "crosshead", "shouted link", "links", "no list", "list"],
)
def test_lines_between_paragraphs(between: list[str], stays: bool) -> None:
    page = Page.of("\n\n".join([*STORY, *between, *(f"Later {text}" for text in STORY)]))
    expected = [*STORY, *(between if stays else ()), *(f"Later {text}" for text in STORY)]
    assert list(extract(page).body) == expected


LABELS = ["Oslen", "Sport", "Weather and tides"]
WHOLE = [
    "Lorries may no longer cross the northern bridge of Oslen, the district office said on Monday, "
    "after divers found that the river had washed away stones from under two of its piers.",
    "The office closed the bridge at noon, and drivers who had come from the quarries waited for "
    "hours before the police led them through the villages on the other bank.",
    "Engineers will measure the piers again in April, when the water is low, and then decide whether "
    "concrete can save them or whether the district needs a new bridge.",
    "“We warned the district nine years ago that the river moves these stones,” said Hanne Vold, who "
    "taught engineers at the college until she retired. “Nobody measured anything.”",
    "Ferries carried farmers and their cattle across here until 1931, when masons from Brandal put "
    "up the arches in eleven months; a flood broke one of them in 1958.",
]
CONTINUED = [
    "Drivers from the quarries said that the police should have warned them before noon, since the "
    "villages on the other bank have roads that no lorry can pass.",
    "Vold doubts that concrete will save the piers: the river washed away more stones in the last "
    "two springs, she said, than engineers of the district measured in thirty years.",
    "A new bridge would cost the district more than the whole college, the office said.",
]


def test_text_below_a_gap_is_the_story_if_it_has_many_words_of_the_one_above() -> None:
    page = Page.of("\n\n".join([*WHOLE, *LABELS * 12, *CONTINUED]))
    assert list(extract(page).body) == [*WHOLE, *CONTINUED]


def test_what_a_page_says_about_its_cookies_never_outweighs_a_story() -> None:
    notice = [
        f"When you visit our {place}, we store cookies on your device that remember your choices "
        "and show us how often each page was read, and the partners whose advertisements you see "
        "may store others, which you can remove in the preferences of your browser whenever you "
        "like, although some parts of the pages will then not work as they do now. " * 3
        for place in ("website", "shop", "forum", "calendar", "archive")
    ]
    page = Page.of("\n\n".join(["Bridge closes", "4 March 2019", *STORY[:2], "Settings", *notice]))
    assert extract(page).body == tuple(STORY[:2])
