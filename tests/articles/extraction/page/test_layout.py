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
        [
            "Mill burns",
            "The fire was seen from the sea.",
            "Swan lost",
            "It was last seen on Monday.",
        ],
    ],
    ids=["comments", "reply", "about the author", "sources", "teasers"],
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
