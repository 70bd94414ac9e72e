"""Histograms of articles over time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.partialdate import PartialDate
from search.charts.histogram import Days, Histogram, Tally, histogram_of
from search.charts.timescale import Period

MARCH = (dt.date(2020, 3, 1), dt.date(2020, 3, 31))


def tally(text: str) -> Tally:
    """The counts of a text such as ``2020:3 2020-03:2``."""
    pairs = (pair.split(":") for pair in text.split())
    return {PartialDate.parse(date): int(count) for date, count in pairs}


def drawn(text: str, window: Days | None = None) -> Histogram | None:
    return histogram_of(tally(text), lambda period: str(period.first), window=window)


@pytest.mark.parametrize(
    ("counts", "window", "step", "bars", "coarser"),
    [
        pytest.param(
            "2019:1 2019-05:1 2020:4 2020-03:3 2020-05:1", None, "month", 13, 0, id="months"
        ),
        pytest.param("2019:1 2020:4 2020-03:3", None, "month", 15, 2, id="a year is not a month"),
        pytest.param("2015:2 2020:4", None, "year", 6, 0, id="years alone"),
        pytest.param(
            "2020:4 2020-03:3 2020-03-01:1 2020-03-04:1", None, "day", 4, 2, id="known days"
        ),
        pytest.param(
            "2020:9 2020-03:3 2020-05:1 2020-03-04:2", MARCH, "day", 31, 1, id="a month as a window"
        ),
        pytest.param("1850:1 2020:4", None, "decade", 18, 0, id="decades"),
    ],
)
def test_bars_of(counts: str, window: Days | None, step: str, bars: int, coarser: int) -> None:
    found = drawn(counts, window)
    assert found is not None
    assert (found.step, len(found.bars), found.coarser) == (step, bars, coarser)


@pytest.mark.parametrize("counts", ["", "2020:3", "2020:0 2021:0", "2020:1 2020-03:1 2020-03-04:1"])
def test_fewer_than_two_bars_are_no_histogram(counts: str) -> None:
    assert drawn(counts) is None


def test_a_bar_links_to_its_period_and_an_empty_bar_has_no_link() -> None:
    found = drawn("2018:4 2020:2")
    assert found is not None
    assert [(bar.words, bar.count, bar.url) for bar in found.bars] == [
        ("2018", 4, "2018"),
        ("2019", 0, ""),
        ("2020", 2, "2020"),
    ]
    assert [bar.height for bar in found.bars] == [100, 0, 50]


def test_chosen_periods_are_marked() -> None:
    chosen = [PartialDate(2020, 3)]
    counts = tally("2020:2 2020-03:1 2020-04:1")
    found = histogram_of(counts, lambda period: "", chosen=chosen)
    assert found is not None
    assert [bar.chosen for bar in found.bars] == [True, False]


def test_a_share_is_relative_to_all_articles_of_the_period() -> None:
    asked: list[Days] = []

    def among(days: Days) -> Tally:
        asked.append(days)
        return tally("2018:8 2019:5 2020:2")

    found = histogram_of(tally("2018:4 2020:2"), lambda period: "", among=among)
    assert found is not None and found.is_share
    assert [(bar.of, bar.share, bar.height) for bar in found.bars] == [
        (8, 50, 50),
        (5, 0, 0),
        (2, 100, 100),
    ]
    assert asked == [(dt.date(2018, 1, 1), dt.date(2020, 12, 31))]


DATES = st.builds(PartialDate.of, st.dates(), st.sampled_from(["day", "month", "year"]))


@given(st.lists(DATES, max_size=12), st.booleans())
def test_any_dates_stay_within_the_drawing_and_none_is_counted_twice(
    dates: list[PartialDate], share: bool
) -> None:
    counts: dict[PartialDate, int] = {}
    for date in dates:
        for each in {PartialDate(date.year), PartialDate(date.year, date.month), date}:
            counts[each] = counts.get(each, 0) + 1

    def words(period: Period) -> str:
        return period.words

    found = histogram_of(counts, words, among=(lambda days: counts) if share else None)
    if found is not None:
        assert sum(bar.count for bar in found.bars) + found.coarser == len(dates)
        assert found.coarser >= 0
        assert all(0 <= bar.height <= 100 for bar in found.bars)
        assert all(0 <= x <= 100 for x, _ in found.labels)
