"""Who wrote or published what a search asks for."""

from __future__ import annotations

import pytest

from search.hints.attributed import attributed


@pytest.mark.parametrize(
    ("q", "first", "whose"),
    [
        ("articles by jane smith", "byline:(jane smith)", "by jane smith"),
        ("Articles by Jane Smith?", "byline:(Jane Smith)", "by Jane Smith"),
        ("written by jane smith", "byline:(jane smith)", "by jane smith"),
        ("tram columns by smith on fares", "byline:(smith) tram fares", "by smith"),
        ("show me all articles by o'neill since 2011", "byline:(o'neill) 2011", "by o'neill"),
        ("stories from the gazette about ferries", "outlet:(gazette) ferries", "from gazette"),
        ("news stories published in the gazette", "outlet:(gazette)", "from gazette"),
    ],
)
def test_an_author_or_an_outlet_is_looked_for_in_its_field(q: str, first: str, whose: str) -> None:
    assert attributed(q)[0] == (first, whose)


def test_who_wrote_something_may_be_an_outlet() -> None:
    assert [each.text for each in attributed("reports by the gazette")] == [
        "byline:(gazette)",
        "outlet:(gazette)",
    ]


@pytest.mark.parametrize(
    "q",
    ["trams", "stand by me", "articles", "articles about trams", "byline:smith articles by jones"],
)
def test_other_searches_name_nobody(q: str) -> None:
    assert attributed(q) == []
