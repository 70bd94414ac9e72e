"""The step of a time scale, and its labels."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.charts.timescale import MOST_MONTHS, MOST_YEARS, timescale


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "finest", "step", "count", "ends"),
    [
        ("2020-02-24", "2020-03-05", "day", "day", 11, ("24 February 2020", "5 March 2020")),
        ("2020-02-24", "2020-03-05", "month", "month", 2, ("February 2020", "March 2020")),
        ("2020-01-01", "2020-03-05", "day", "month", 3, ("January 2020", "March 2020")),
        ("2018-01-01", "2020-12-31", "day", "month", 36, ("January 2018", "December 2020")),
        ("2018-01-01", "2021-01-01", "day", "year", 4, ("2018", "2021")),
        ("2019-01-01", "2020-12-31", "year", "year", 2, ("2019", "2020")),
        ("1853-05-01", "2020-01-01", "day", "year", 18, ("1850–1859", "2020–2029")),
        ("0001-01-01", "2020-01-01", "day", "year", 21, ("1–99", "2000–2099")),
        ("0001-01-01", "9999-12-31", "day", "year", 10, ("1–999", "9000–9999")),
    ],
)
def test_the_step_depends_on_the_span(
    first: str, last: str, finest: str, step: str, count: int, ends: tuple[str, str]
) -> None:
    scale = timescale(day(first), day(last), finest)
    periods = scale.periods
    assert scale.step == step
    assert len(periods) == count
    assert (periods[0].words, periods[-1].words) == ends


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2020-03-01", "2020-03-31", ["1 Mar", "8 Mar", "15 Mar", "22 Mar", "29 Mar"]),
        ("2020-01-01", "2020-12-31", ["Jan", "Mar", "May", "Jul", "Sep", "Nov"]),
        ("2019-06-01", "2021-03-31", ["Jul", "Oct", "2020", "Apr", "Jul", "Oct", "2021"]),
        ("1980-01-01", "2020-12-31", ["1980", "1990", "2000", "2010", "2020"]),
    ],
)
def test_labels_stand_at_round_numbers(first: str, last: str, labels: list[str]) -> None:
    scale = timescale(day(first), day(last), "day")
    found = scale.labels(scale.periods)
    assert [label for label in found if label] == labels


@given(st.dates(), st.dates(), st.sampled_from(["day", "month", "year"]))
def test_any_span_has_few_periods_without_gaps_and_few_labels(
    one: dt.date, other: dt.date, finest: str
) -> None:
    first, last = sorted((one, other))
    scale = timescale(first, last, finest)
    periods = scale.periods
    assert 1 <= len(periods) <= max(62, MOST_MONTHS, MOST_YEARS + 1)
    assert periods[0].first.first_day <= first
    assert periods[-1].last.last_day >= last
    for before, after in pairwise(periods):
        assert before.last.last_day + dt.timedelta(days=1) == after.first.first_day
    labels = scale.labels(periods)
    assert len(labels) == len(periods)
    assert sum(map(bool, labels)) <= 7
