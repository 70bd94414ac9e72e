"""Dates as programs write them."""

from __future__ import annotations

import pytest

from articles.extraction.lines.machinedates import read_machine_date


@pytest.mark.parametrize(
    ("text", "date", "is_utc"),
    [
        ("2021", "2021", False),
        ("2021-06", "2021-06", False),
        ("2021-06-12", "2021-06-12", False),
        ("2021-06-12T09:15:44Z", "2021-06-12", True),
        ("2021-06-12T09:15:44.123+00:00", "2021-06-12", True),
        ("2021-06-12T00:00:00Z", "2021-06-12", False),
        ("2021-06-12T23:15-05:00", "2021-06-12", False),
        ("2021-06-12 23:15:00 UTC", "2021-06-12", True),
        ("20210612", "2021-06-12", False),
        ("20210612T091544Z", "2021-06-12", True),
        ("20210612 0915", "2021-06-12", False),
        ("1623489344", "2021-06-12", True),
        ("1623489344000", "2021-06-12", True),
        ("Sat, 12 Jun 2021 09:15:44 GMT", "2021-06-12", True),
        ("Sat, 12 Jun 2021 23:15:44 -0500", "2021-06-12", False),
        ("June 12, 2021, Saturday", "2021-06-12", False),
        ("12/31/2021", "2021-12-31", False),
    ],
)
def test_a_date_is_read_in_the_forms_of_programs(text: str, date: str, is_utc: bool) -> None:
    read = read_machine_date(text)
    assert read is not None
    assert str(read.date) == date
    assert read.is_utc is is_utc


def test_a_date_that_may_be_either_of_two_is_neither() -> None:
    read = read_machine_date("03/04/2019")
    assert read is not None
    assert read.date is None
    assert sorted(map(str, read.readings)) == ["2019-03-04", "2019-04-03"]


@pytest.mark.parametrize(
    "text", ["", "soon", "20211399", "99999999999999999999", "2021-13-45T10:00:00Z", "12:30", "0"]
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_machine_date(text) is None
