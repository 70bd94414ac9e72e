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
    ("line", "day"),
    [
        ("vor 3 Stunden", "2020-03-04"),
        ("vor 2 Tagen", "2020-03-02"),
        ("il y a 2 jours", "2020-03-02"),
        ("Publicado: hace 2 días", "2020-03-02"),
        ("há 2 dias", "2020-03-02"),
        ("2 giorni fa", "2020-03-02"),
        ("2 dagen geleden", "2020-03-02"),
        ("2 дня назад", "2020-03-02"),
        ("5 дней назад", "2020-02-28"),
        ("2 dni temu", "2020-03-02"),
        ("2 gün önce", "2020-03-02"),
        ("2 日前", "2020-03-02"),
        ("2日前", "2020-03-02"),
        ("2天前", "2020-03-02"),
        ("2일 전", "2020-03-02"),
        ("قبل 3 أيام", "2020-03-01"),
        ("۲ روز پیش", "2020-03-02"),
        ("2 ngày trước", "2020-03-02"),
        ("2 hari yang lalu", "2020-03-02"),
        ("Gestern, 10:30 Uhr", "2020-03-03"),
        ("Heute", "2020-03-04"),
        ("hier à 10h30", "2020-03-03"),
        ("Сегодня в 14:32", "2020-03-04"),
        ("Анна Ковалева, вчера, 14:32", "2020-03-03"),
        ("Von Ole Lind, gestern um 10:30 Uhr", "2020-03-03"),
        ("Ann Lee | Yesterday at 10:30", "2020-03-03"),
    ],
)
def test_other_languages_count_from_the_visit_too(line: str, day: str) -> None:
    assert str(day_meant(line, NOON)) == day


@pytest.mark.parametrize(
    "line",
    [
        "vor 2 Jahren",
        "Heute im Rat",
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
