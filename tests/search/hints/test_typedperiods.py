"""Dates among the words of a search."""

from __future__ import annotations

import datetime as dt

import pytest

from search.hints.typedperiods import date_among

TODAY = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("q", "date", "words"),
    [
        ("ferry strike june 2011", "2011-06", "ferry strike"),
        ("ferry strike in June 2011", "2011-06", "ferry strike"),
        ("FERRY STRIKE JUNE 2011", "2011-06", "FERRY STRIKE"),
        ("4 November 2008", "2008-11-04", ""),
        ("election 2008 sheriff", "2008", "election sheriff"),
        ("fire 13 April 1932 rope works", "1932-04-13", "fire rope works"),
        ("Deich Februar 2014", "2014-02", "Deich"),
        ("paro 4 de marzo de 2020", "2020-03-04", "paro"),
        ("ferry 7/3/2020", "2020-03-07", "ferry"),
        ("ferry 2020-03", "2020-03", "ferry"),
    ],
)
def test_a_date_is_found_in_any_form_and_taken_out(q: str, date: str, words: str) -> None:
    found = date_among(q, today=TODAY, day_first=True)
    assert found is not None
    assert (str(found[0]), found[1]) == (date, words)


@pytest.mark.parametrize(
    "q",
    [
        "ferry strike",
        "ferry june",
        "from 2011 to 2014",
        'ferry "june 2011"',
        "ferry date:2011",
        "ferry -2011",
        "ferry OR 2011",
        "ferry 20111",
        "two thousand people marched through the town in 2011 because a ferry did not sail",
    ],
)
def test_several_dates_commands_and_sentences_are_left_alone(q: str) -> None:
    assert date_among(q, today=TODAY, day_first=True) is None
