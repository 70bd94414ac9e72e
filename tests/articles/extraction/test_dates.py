from __future__ import annotations

import pytest

from articles.extraction.dates import dates_in, day_of_year_in, on_day, weekday_of
from articles.extraction.partialdate import PartialDate


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
        ("Apr 28 20232:23 PM", ["2023-04-28"]),
        ("29 February 2020", ["2020-02-29"]),
        ("1 May 2020 and 2 May 2021", ["2020-05-01", "2021-05-02"]),
        ("04/05/2020", []),
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
