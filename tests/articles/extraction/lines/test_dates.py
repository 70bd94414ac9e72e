from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.lines.dates import (
    dates_in,
    day_of_year_in,
    on_day,
    readings_in,
    weekday_of,
)
from articles.partialdate import PartialDate


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("24 February 2020", ["2020-02-24"]),
        ("February 24, 2020 at 9:25 am", ["2020-02-24"]),
        ("Feb. 24, 2020", ["2020-02-24"]),
        ("24th of Feb 2020", ["2020-02-24"]),
        ("2020-02-24", ["2020-02-24"]),
        ("2020-02-24T09:25:00Z", ["2020-02-24"]),
        ("24/02/2020", ["2020-02-24"]),
        ("02/24/2020", ["2020-02-24"]),
        ("24.02.2020", ["2020-02-24"]),
        ("Mon, 24 Feb 2020 10:00 GMT", ["2020-02-24"]),
        ("March 2020", ["2020-03"]),
        ("Sept 1, 1999", ["1999-09-01"]),
        ("Mar 11 20214:05 PM", ["2021-03-11"]),
        ("29 February 2020", ["2020-02-29"]),
        ("1 May 2020 and 2 May 2021", ["2020-05-01", "2021-05-02"]),
        ("04/05/2020", []),
        ("2020/02/24", ["2020-02-24"]),
        ("2020.02.24", ["2020-02-24"]),
        ("24-02-2020", ["2020-02-24"]),
        ("24 / 02 / 2020", ["2020-02-24"]),
        ("Feb-24-2020", ["2020-02-24"]),
        ("2020 Feb 24", ["2020-02-24"]),
        ("Mon Feb 24 10:00:00 UTC 2020", ["2020-02-24"]),
        ("February 24th,2020", ["2020-02-24"]),
        ("2020年2月24日", ["2020-02-24"]),
        ("2020년 2월 24일", ["2020-02-24"]),
        ("24 | 02 | 2020", ["2020-02-24"]),
        ("2020-02-2410:30", ["2020-02-24"]),
        ("24. Februar 2020", ["2020-02-24"]),
        ("24 févr. 2020", ["2020-02-24"]),
        ("24 août 2020", ["2020-08-24"]),
        ("24 de febrero de 2020", ["2020-02-24"]),
        ("24 febbraio 2020", ["2020-02-24"]),
        ("24 de março de 2020", ["2020-03-24"]),
        ("24 maart 2020", ["2020-03-24"]),
        ("24 февраля 2020 г.", ["2020-02-24"]),
        ("24/02/20", []),
        ("05/05/2020", ["2020-05-05"]),
        ("29 February 2021", []),
        ("31/31/2020", []),
        ("March 4", []),
        ("20200224", []),
        ("the march 2020 people joined", ["2020-03"]),
    ],
)
def test_dates_are_read_where_they_can_mean_one_day(text: str, dates: list[str]) -> None:
    assert [str(match.date) for match in dates_in(text)] == dates


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("04/05/2020", [["2020-05-04", "2020-04-05"]]),
        ("24/02/20", [["2020-02-24"]]),
        ("den 24/2 2020", [["2020-02-24"]]),
        ("24.2 2020", [["2020-02-24"]]),
        ("24-2 2020", [["2020-02-24"]]),
        ("24. 2. 2020", [["2020-02-24"]]),
        ("5.4. 2020", [["2020-04-05"]]),
        ("4/5 2020", [["2020-05-04", "2020-04-05"]]),
        ("24/2-2020", [["2020-02-24"]]),
        ("3/15 20201", []),
        ("2/3/20 5:19pm", [["2020-03-02", "2020-02-03"]]),
        ("17 FEB 21", [["2021-02-17"]]),
        ("14 Jan 20:15", []),
        ("14 Jan 10 am", []),
        ("Jan 14, '98", [["1998-01-14"]]),
        ("14 Jan 60", []),
        ("1/2/34/5", []),
        ("24/02/20 and 1 May 2019", [["2019-05-01"]]),
    ],
)
def test_all_readings_of_numbers_and_short_years(text: str, readings: list[list[str]]) -> None:
    found = [
        [str(date) for date in match.readings] for match in readings_in(text, short_years=True)
    ]
    assert found == readings


@given(st.text(max_size=200))
def test_reading_never_fails(text: str) -> None:
    for match in readings_in(text, short_years=True):
        assert match.readings and text[match.start : match.end]


def test_a_match_says_where_the_date_stands() -> None:
    text = "Published 24 Feb 2020, 10:00"
    (match,) = dates_in(text)
    assert text[match.start : match.end] == "24 Feb 2020"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("March 4", (3, 4)),
        ("4 March", (3, 4)),
        ("JUN 2", (6, 2)),
        ("Feb 29", (2, 29)),
        ("Feb 30", None),
        ("March", None),
    ],
)
def test_a_day_without_a_year_is_read(text: str, found: tuple[int, int] | None) -> None:
    assert day_of_year_in(text) == found


def test_february_29_is_a_day_of_leap_years_only() -> None:
    assert on_day(2020, 2, 29) == PartialDate(2020, 2, 29)
    assert on_day(2021, 2, 29) is None


def test_weekdays_have_english_names() -> None:
    assert weekday_of(PartialDate(2020, 3, 4)) == "Wednesday"
