"""Dates in many languages, and in other calendars."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.extract import extract
from articles.extraction.lines.calendars import day_from_persian, from_lunar
from articles.extraction.lines.dates import readings_in
from articles.extraction.lines.datestamps import read_stamp
from articles.extraction.lines.foreigndates import foreign_dates_in
from articles.extraction.page.page import Page
from articles.extraction.words.calendarnames import month_named
from articles.partialdate import PartialDate

LINES = (
    "Sonntag, 3. März 2019",
    "dimanche 3 mars 2019 à 10h30",
    "Domingo, 3 de marzo de 2019",
    "domenica 3 marzo 2019",
    "3 de março de 2019 às 10h30",
    "zondag 3 maart 2019",
    "Воскресенье, 3 марта 2019 года",
    "3 березня 2019 року, 10:30",
    "3 сакавіка 2019",
    "3 март 2019 г.",
    "3. ožujka 2019.",
    "neděle 3. března 2019",
    "3. marca 2019",
    "niedziela, 3 marca 2019",
    "duminică, 3 martie 2019",
    "2019. március 3., vasárnap",
    "3 Mart 2019 Pazar",
    "Κυριακή 3 Μαρτίου 2019",
    "söndag 3 mars 2019",
    "søndag den 3. marts 2019",
    "3. maaliskuuta 2019 klo 10.30",
    "3. märts 2019",
    "2019. gada 3. marts",
    "2019 m. kovo 3 d.",
    "3 de març de 2019",
    "الأحد، 3 مارس 2019",
    "الأحد 3 آذار 2019",
    "٣ مارس ٢٠١٩",
    "اتوار 3 مارچ 2019",
    "יום ראשון, 3 במרץ 2019",
    "रविवार, 3 मार्च 2019",
    "३ मार्च २०१९",
    "৩ মার্চ ২০১৯",
    "3 மார்ச் 2019",
    "Minggu, 3 Maret 2019",
    "3 Mac 2019",
    "Jumapili, Machi 3, 2019",
    "Chủ nhật, 3 tháng 3 năm 2019",
    "2019년 3월 3일",
    "2019. 3. 3. 10:30",
    "2019年3月3日",
    "公開日：2019年3月3日 10:30",
    "发布时间：2019年3月3日",
    "Yayınlanma tarihi: 3 Mart 2019, 10:30",
    "Δημοσίευση: 3 Μαρτίου 2019, 10:30",
    "03.03.2019, kl. 13.05",
    "2019年3月3日 10時30分",
    "입력 2019.03.03. 오전 10:30 수정 2019.03.04. 오전 9:00",
    "نشر في: الأحد 3 مارس 2019 - 10:30 ص",
    "الأحد 26 جمادى الآخرة 1440 هـ - 3 مارس 2019",
    "3 مارس 2019 - 26 جمادى الآخرة 1440 هـ",
    "26 جمادى الآخرة 1440هـ الموافق 3 مارس 2019م",
    "প্রকাশ: ০৩ মার্চ ২০১৯, ১০:৩০",
    "Minggu, 03 Mar 2019 10:30 WIB",
)
CONVERTED = (
    ("3 มีนาคม 2562", "the Buddhist calendar"),
    ("วันอาทิตย์ที่ 3 มีนาคม พ.ศ. 2562", "the Buddhist calendar"),
    ("เผยแพร่: 3 มี.ค. 2562 10:30 น.", "the Buddhist calendar"),
    ("یکشنبه ۱۲ اسفند ۱۳۹۷", "the Solar Hijri calendar"),
    ("۱۳۹۷/۱۲/۱۲", "the Solar Hijri calendar"),
    ("平成31年3月3日", "the era 平成"),
    ("الأحد ٢٦ جمادى الآخرة ١٤٤٠هـ", "the lunar Hijri calendar by its weekday"),
    ("نشر في: الأحد 26 جمادى الآخرة 1440", "the lunar Hijri calendar by its weekday"),
    ("Sunday, 26 Jumada II 1440 AH", "the lunar Hijri calendar by its weekday"),
    ("Pazar, 26 Cemaziyelahir 1440", "the lunar Hijri calendar by its weekday"),
    ("民國108年3月3日", "the calendar of the Republic of China"),
)


@pytest.mark.parametrize("line", LINES)
def test_a_date_line_is_read_in_the_languages_of_newspapers(line: str) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert (str(stamp.date), stamp.calendar) == ("2019-03-03", "")


@pytest.mark.parametrize(("line", "calendar"), CONVERTED)
def test_a_day_of_another_calendar_is_converted_and_the_reason_says_so(
    line: str, calendar: str
) -> None:
    story = (
        "The bridge was closed to lorries this week, the district office said on Friday.\n\n" * 4
    )
    found = extract(Page.of(f"Old bridge closed to lorries\n\n{line}\n\n{story}")).published
    assert (str(found.date), found.basis) == ("2019-03-03", "stated")
    assert f"converted from {calendar}" in found.why


def test_polish_and_croatian_name_two_months_alike() -> None:
    assert [str(each.date) for each in foreign_dates_in("3 listopada 2019")] == ["2019-11-03"]
    assert [str(each.date) for each in foreign_dates_in("3. listopada 2019.")] == ["2019-10-03"]


@pytest.mark.parametrize(
    "text",
    [
        "12 رجب 1440",
        "الجمعة 26 جمادى الآخرة 1440",
        "3 people 2019",
        "31 Nisan 2019",
        "30 Esfand 1397",
        "3 มีนาคม 3019",
        "令和1年13月1日",
        "1440/06/26",
        "room 3 mars",
    ],
)
def test_what_is_no_day_of_a_known_calendar_is_not_read(text: str) -> None:
    assert not list(readings_in(text))


@pytest.mark.parametrize(
    ("persian", "ours"),
    [
        ((1357, 11, 22), dt.date(1979, 2, 11)),
        ((1397, 12, 12), dt.date(2019, 3, 3)),
        ((1398, 1, 1), dt.date(2019, 3, 21)),
        ((1399, 12, 30), dt.date(2021, 3, 20)),
        ((1402, 7, 1), dt.date(2023, 9, 23)),
        ((1403, 12, 30), dt.date(2025, 3, 20)),
    ],
)
def test_days_of_the_solar_hijri_calendar(persian: tuple[int, int, int], ours: dt.date) -> None:
    found = day_from_persian(*persian)
    assert found is not None
    assert found.first_day == ours


@pytest.mark.parametrize("persian", [(1398, 12, 30), (1398, 7, 31), (1398, 13, 1), (900, 1, 1)])
def test_days_that_the_solar_hijri_calendar_has_not(persian: tuple[int, int, int]) -> None:
    assert day_from_persian(*persian) is None


def test_every_name_of_the_data_is_read_in_any_spelling() -> None:
    for name in ("Mart", "MART", "mars.", "März", "MÄRZ", "maerz", "março", "MARÇO", "במרץ"):
        assert month_named(name) == (None if name == "maerz" else 3), name
    assert month_named("AĞUSTOS") == month_named("ağustos") == 8


@given(st.text(max_size=80))
def test_reading_never_fails(text: str) -> None:
    for start in ("3 Mart 2019 ", "۱۲ اسفند ۱۳۹۷", "令和元年5月", "2019. "):
        list(readings_in(start + text))
        list(readings_in(text + start))


@pytest.mark.parametrize(
    ("year", "month", "day", "ours"),
    [
        (1400, 1, 1, "1979-11-20"),
        (1438, 1, 1, "2016-10-02"),
        (1441, 9, 1, "2020-04-24"),
        (1442, 10, 1, "2021-05-13"),
        (1445, 12, 10, "2024-06-16"),
    ],
)
def test_a_day_of_the_lunar_calendar_is_the_one_with_its_weekday(
    year: int, month: int, day: int, ours: str
) -> None:
    weekday = PartialDate.parse(ours).first_day.weekday()
    assert str(from_lunar(year, month, day, weekday)) == ours
    assert from_lunar(year, month, day, (weekday + 3) % 7) is None
