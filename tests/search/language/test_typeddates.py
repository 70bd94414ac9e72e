"""Dates and periods as people type them into a field."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.partialdate import PartialDate
from search.language.typeddates import Span, span_of

#: A Wednesday.
TODAY = dt.date(2020, 3, 11)

#: What is typed, and the first and the last date that it means; "" for an open end.
TYPED = [
    ("2020", "2020", "2020"),
    ("2020-03", "2020-03", "2020-03"),
    ("1 March 2020", "2020-03-01", "2020-03-01"),
    ("1st of March, 2020", "2020-03-01", "2020-03-01"),
    ("March 1, 2020", "2020-03-01", "2020-03-01"),
    ("mar 2020", "2020-03", "2020-03"),
    ("7/3/2020", "2020-03-07", "2020-03-07"),
    ("7.3.2020", "2020-03-07", "2020-03-07"),
    ("7/3/20", "2020-03-07", "2020-03-07"),
    ("7/31/2020", "2020-07-31", "2020-07-31"),
    ("3/2020", "2020-03", "2020-03"),
    ("20200307", "2020-03-07", "2020-03-07"),
    # other languages
    ("März 2020", "2020-03", "2020-03"),
    ("3. März 2020", "2020-03-03", "2020-03-03"),
    ("mars 2020", "2020-03", "2020-03"),
    ("1er mars 2020", "2020-03-01", "2020-03-01"),
    ("marzo de 2020", "2020-03", "2020-03"),
    ("4 de marzo de 2020", "2020-03-04", "2020-03-04"),
    ("março de 2020", "2020-03", "2020-03"),
    ("март 2020", "2020-03", "2020-03"),
    ("4 марта 2020", "2020-03-04", "2020-03-04"),
    ("4 Mart 2020", "2020-03-04", "2020-03-04"),
    ("مارس 2020", "2020-03", "2020-03"),
    ("2020年3月", "2020-03", "2020-03"),
    ("2020年3月4日", "2020-03-04", "2020-03-04"),
    ("٢٠٢٠", "2020", "2020"),
    # periods
    ("March 2020 to May 2020", "2020-03", "2020-05"),
    ("March to May 2020", "2020-03", "2020-05"),
    ("from March to May 2020", "2020-03", "2020-05"),
    ("between 1 March and 4 May 2020", "2020-03-01", "2020-05-04"),
    ("1–7 March 2020", "2020-03-01", "2020-03-07"),
    ("1-7 March 2020", "2020-03-01", "2020-03-07"),
    ("1/3/2020 - 7/3/2020", "2020-03-01", "2020-03-07"),
    ("2019-2021", "2019", "2021"),
    ("2019 – 2021", "2019", "2021"),
    ("2021 to 2019", "2019", "2021"),
    ("2020-02..2020-03", "2020-02", "2020-03"),
    ("März bis Mai 2020", "2020-03", "2020-05"),
    ("Q1 2020", "2020-01", "2020-03"),
    ("2020 Q4", "2020-10", "2020-12"),
    ("the 1990s", "1990", "1999"),
    ("first week of March 2020", "2020-03-01", "2020-03-07"),
    ("the fourth week of March 2020", "2020-03-22", "2020-03-28"),
    ("last week of February 2020", "2020-02-23", "2020-02-29"),
    ("first half of 2020", "2020-01", "2020-06"),
    ("Second half 2020", "2020-07", "2020-12"),
    ("since 2019", "2019", ""),
    ("before May 2020", "", "2020-04-30"),
    ("after 2019", "2020-01-01", ""),
    ("until 1 March 2020", "", "2020-03-01"),
    # from today
    ("today", "2020-03-11", "2020-03-11"),
    ("Yesterday", "2020-03-10", "2020-03-10"),
    ("3 days ago", "2020-03-08", "2020-03-08"),
    ("gestern", "2020-03-10", "2020-03-10"),
    ("hier", "2020-03-10", "2020-03-10"),
    ("this week", "2020-03-09", "2020-03-15"),
    ("last week", "2020-03-02", "2020-03-08"),
    ("last month", "2020-02", "2020-02"),
    ("this year", "2020", "2020"),
    ("last year", "2019", "2019"),
    ("last 7 days", "2020-03-04", "2020-03-11"),
    ("the past two weeks", "2020-02-26", "2020-03-11"),
    ("past 3 months", "2019-12-11", "2020-03-11"),
    ("1 March 2020 to today", "2020-03-01", "2020-03-11"),
]


def bounds(span: Span | None) -> tuple[str, str] | None:
    return (str(span.first or ""), str(span.last or "")) if span else None


@pytest.mark.parametrize(("typed", "first", "last"), TYPED, ids=[row[0] for row in TYPED])
def test_a_date_or_a_period_is_read(typed: str, first: str, last: str) -> None:
    assert bounds(span_of(typed, TODAY, day_first=True)) == (first, last)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("7/3/2020", "2020-07-03"), ("31/7/2020", "2020-07-31"), ("7/3/20", "2020-07-03")],
)
def test_the_setting_decides_the_order_of_day_and_month(typed: str, meant: str) -> None:
    assert bounds(span_of(typed, TODAY, day_first=False)) == (meant, meant)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "soon", "March", "32 March 2020", "30/2/2020", "2020-13", "next week", "0000"),
        *("last 0 days", "last week of term", "talks of 2020", "1 March 2020 at noon", "to", "-"),
        *("the 0000s", "last 999 years and more", "x" * 500),
    ],
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert span_of(typed, TODAY, day_first=True) is None


def test_the_last_month_of_a_long_month_is_a_whole_month() -> None:
    assert bounds(span_of("last month", dt.date(2020, 3, 31), day_first=True)) == (
        "2020-02",
        "2020-02",
    )
    span = span_of("last two months", dt.date(2020, 4, 30), day_first=True)
    assert bounds(span) == ("2020-02-29", "2020-04-30")


@given(st.text(max_size=70), st.booleans())
def test_any_text_is_a_period_in_order_or_none(text: str, day_first: bool) -> None:
    span = span_of(text, TODAY, day_first=day_first)
    if span and span.first and span.last:
        assert span.first.first_day <= span.last.last_day


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_date_in_words_is_read_back(date: dt.date) -> None:
    meant = PartialDate.of(date)
    if 1900 <= date.year < 2100:
        assert span_of(meant.words, TODAY, day_first=True) == Span(meant, meant)
