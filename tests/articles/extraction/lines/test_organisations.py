"""Bylines that name nobody: agencies, outlets, desks and roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.extract import extract
from articles.extraction.lines.organisations import (
    announced_name,
    is_organisation,
    is_organisation_alone,
    is_section,
    organisation_beside_date,
    signing_organisation,
)
from articles.extraction.page.page import Page

HEADLINE = "Old bridge closed to lorries after cracks"
STORY = "The old bridge over the river was closed to lorries this week, the district office said.\n"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Associated Press", "Associated Press"),
        ("By The Associated Press", "The Associated Press"),
        ("By Staff Writer", "Staff Writer"),
        ("By staff reporter", "staff reporter"),
        ("By Court Reporter", "Court Reporter"),
        ("By Staff and wire reports", "Staff and wire reports"),
        ("By The Editorial Board", "The Editorial Board"),
        ("By Reuters Staff", "Reuters Staff"),
        ("By Harbour Media News Service | Feb 11, 2021", "Harbour Media News Service"),
        ("By: Express Web Desk | Updated: March 3, 2020", "Express Web Desk"),
        ("By Admin On Mar 3, 2020", "Admin"),
        ("October 19, 2019 by Newsmill", "Newsmill"),
        ("By Newsmill", ""),
        ("By the river", ""),
        ("By the Numbers", ""),
        ("By signing up you get our letters", ""),
        ("Image: Getty", ""),
        ("Source: Reuters", ""),
        ("Editor: Huaxia", ""),
        ("", ""),
    ],
)
def test_an_organisation_signs_after_by(line: str, name: str) -> None:
    assert signing_organisation(line) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Reuters March 11, 2021 4:05 PM", "Reuters"),
        ("PTI | May 12, 2021 | Updated 16:05 IST", "PTI"),
        ("Associated PressMarch 11, 2021 GMT", "Associated Press"),
        ("Updated on: May 12, 2021 / 9:15 AM / CBS News", "CBS News"),
        ("The Canadian Press · Posted: Mar 03, 2020 10:00 AM ET", "The Canadian Press"),
        ("A lorry on the bridge, March 3, 2020. Reuters", ""),
        ("Bridges | March 3, 2020", ""),
        ("March 3, 2020", ""),
        ("Reuters", ""),
    ],
)
def test_an_organisation_signs_beside_the_date(line: str, name: str) -> None:
    assert organisation_beside_date(line) == name


@pytest.mark.parametrize(
    ("line", "is_alone"),
    [
        ("Staff", True),
        ("Editor", True),
        ("HT Correspondent", True),
        ("Web Desk", True),
        ("Reuters Staff", True),
        ("Press Trust of India", True),
        ("Special Report", False),
        ("Local News", False),
        ("Bridges", False),
        ("Staff was reduced by the editors.", False),
    ],
)
def test_an_organisation_may_stand_alone(line: str, is_alone: bool) -> None:
    assert is_organisation_alone(line) is is_alone


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Cold Kettle", "The Cold Kettle"),
        ("Staff", "Staff"),
        ("Newsletter", ""),
        ("who we are and what we do", ""),
    ],
)
def test_whoever_stands_under_author_is_named_as_printed(line: str, name: str) -> None:
    assert announced_name(line) == name


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Valley Life", True), ("Sport", True), ("Newsmill", False), ("The Cold Kettle", False)],
)
def test_a_section_is_told_by_its_last_word(name: str, is_one: bool) -> None:
    assert is_section(name) is is_one


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("BBC News", True), ("Court Reporter", True), ("Ann Lee", False), ("David Post", False)],
)
def test_an_organisation_is_told_from_a_person(name: str, is_one: bool) -> None:
    assert is_organisation(name) is is_one


@given(st.text(max_size=200))
def test_no_line_makes_organisations_fail(line: str) -> None:
    assert signing_organisation(line) in line
    assert organisation_beside_date(line) is not None
    assert announced_name(line) in line
    assert is_organisation_alone(line) in (True, False)


@pytest.mark.parametrize(
    ("lines", "names", "rule"),
    [
        (["By Associated Press", "4 March 2020"], ("Associated Press",), "byline.house-by-line"),
        (["Author:", "The Cold Kettle"], ("The Cold Kettle",), "byline.house-by-line"),
        (["Staff Reporter", "4 March 2020"], ("Staff Reporter",), "byline.house-beside-the-date"),
        (["4 March 2020 / CBS News"], ("CBS News",), "byline.house-beside-the-date"),
        (["Reuters", "By Ann Lee", "4 March 2020"], ("Ann Lee",), "byline.by-line"),
        (["By Ann Lee and Reuters", "4 March 2020"], ("Ann Lee",), "byline.by-line"),
    ],
)
def test_persons_come_before_organisations(
    lines: list[str], names: tuple[str, ...], rule: str
) -> None:
    found = extract(Page.of("\n".join([HEADLINE, *lines, "", STORY, STORY])))
    assert found.byline == names
    assert [finding.rule for finding in found.of("byline")] == [rule]


@pytest.mark.parametrize(
    "lines",
    [
        ["Image: Getty", "4 March 2020"],
        ["Source: Reuters", "4 March 2020"],
        ["Presented by Volvo", "4 March 2020"],
        ["Valley Life", "4 March 2020"],
        ["San Francisco", "4 March 2020"],
        ["MOSCOW, March 4. /TASS/."],
        ["MOSCOW, March 4 (Reuters) -"],
    ],
    ids=" ".join,
)
def test_credits_sections_and_datelines_sign_nothing(lines: list[str]) -> None:
    found = extract(Page.of("\n".join([HEADLINE, *lines, "", STORY, STORY])))
    assert found.byline == ()
