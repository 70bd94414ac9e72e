"""Copies are grouped under one of them, and nothing is grouped through a third article."""

from __future__ import annotations

import pytest

from articles.copies.detection import bring_up_to_date
from articles.copies.folding import groups, shared_among
from tests.articles.stories import article, text

pytestmark = pytest.mark.django_db

#: Paragraphs of articles. "first half" and "second half" have nothing in common.
TEXTS = {
    "story": range(20),
    "copy": range(20),
    "shorter": range(16),
    "first half": range(10),
    "second half": range(10, 20),
    "other": range(40, 60),
    "roundup": [*range(20), *range(40, 60)],
    "alone": range(80, 90),
}


@pytest.mark.parametrize(
    ("listed", "folded"),
    [
        ("story copy shorter", ["story copy shorter"]),
        ("shorter alone story copy", ["shorter story copy", "alone"]),
        ("alone other", ["alone", "other"]),
        # A roundup is a copy of each of its stories, which are no copies of one another.
        ("roundup story other copy", ["roundup story copy", "other"]),
        ("story other roundup", ["story roundup", "other"]),
        ("other roundup story", ["other roundup", "story"]),
        # Halves of one story, which could be two stories as well.
        ("story first_half second_half", ["story first_half", "second_half"]),
        ("first_half second_half story", ["first_half story", "second_half"]),
        ("", []),
    ],
)
def test_copies_of_the_first_that_share_text_with_each_other_are_a_group(
    listed: str, folded: list[str]
) -> None:
    made = {name.replace(" ", "_"): article(name, text(*of)).pk for name, of in TEXTS.items()}
    bring_up_to_date()
    keys = [made[name] for name in listed.split()]
    assert groups(keys, shared_among(keys)) == [
        [made[name] for name in group.split()] for group in folded
    ]
