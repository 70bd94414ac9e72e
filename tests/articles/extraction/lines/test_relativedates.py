from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.lines.relativedates import day_meant

NOON = dt.datetime(2020, 3, 4, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2 hours ago", "2020-03-04"),
        ("14 hours ago", "2020-03-03"),
        ("Published 3 days ago", "2020-03-01"),
        ("Updated 20m ago", "2020-03-04"),
        ("an hour ago", "2020-03-04"),
        ("Yesterday at 10:30", "2020-03-03"),
        ("Today, 09:15 GMT", "2020-03-04"),
        ("3 days ago by Ann Lee", "2020-03-01"),
    ],
)
def test_a_line_names_a_day_by_the_visit(line: str, day: str) -> None:
    assert str(day_meant(line, NOON)) == day


@pytest.mark.parametrize(
    "line",
    [
        "2 weeks ago",
        "90 days ago",
        "The bridge closed 2 days ago",
        "Today in history",
        "What we learned yesterday",
        "4 March 2020",
        "",
    ],
)
def test_other_lines_name_none(line: str) -> None:
    assert day_meant(line, NOON) is None


@given(st.text(max_size=100))
def test_reading_never_fails(text: str) -> None:
    day_meant(text + " 3 days ago", dt.datetime(1, 1, 2, tzinfo=dt.UTC))
    day_meant(text, NOON)
