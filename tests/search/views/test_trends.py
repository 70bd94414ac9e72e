"""Searches compared over time: the page, its numbers, its files, and its form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.test import Client

from search.addresses.reading import MOST_VALUES
from search.charts.linedrawing import LOWER
from tests.archive import Archive
from tests.conftest import Ingest, MadeOnce, lay, lose

pytestmark = pytest.mark.django_db(transaction=True)

HARVEST = [
    *("2018-02-03", "2019-05", "2019", "2020-03-04", "2020-03-04", "2020-03-09", "2020-05-01"),
    *("2023-11-30", ""),
]
FERRY = ["2018", "2018-07-01", "2020-03-05", "2020-03-30", "2022-01-01", ""]


@pytest.fixture(scope="module")
def stories(made_once: MadeOnce) -> Archive:
    """Articles about the harvest in The Post and about the ferry in The Mail."""
    lines = [
        {"id": f"{subject}{n}", "headline": f"{subject} {n}", "published": date, "outlet": outlet}
        for subject, outlet, dates in (
            ("Harvest", "The Post", HARVEST),
            ("Ferry", "The Mail", FERRY),
        )
        for n, date in enumerate(dates)
    ]
    return made_once("all.jsonl", "\n".join(json.dumps(line) for line in lines))


@pytest.fixture(autouse=True)
def archive(stories: Archive, transactional_db: None, index_folder: Path) -> None:
    lay(stories, index_folder)


def address(*searches: str, page: str = "/trends/", **others: str) -> str:
    return f"{page}?{urlencode([*(('line', each) for each in searches), *others.items()])}"


def trends(client: Client, *searches: str, **others: str) -> Any:
    return client.get(address(*searches, **others)).context["trends"]


def counts(found: Any, line: int = 0) -> dict[str, int]:
    points = zip(found.periods, found.lines[line].points, strict=True)
    return {str(period): point.count for period, point in points if point.count}


def test_lines_share_their_periods(client: Client) -> None:
    found = trends(client, "q=harvest", "q=ferry")
    assert found.step == "year"
    assert [str(period) for period in found.periods] == [str(y) for y in range(2018, 2024)]
    assert counts(found) == {"2018": 1, "2019": 2, "2020": 4, "2023": 1}
    assert counts(found, 1) == {"2018": 2, "2020": 2, "2022": 1}


@pytest.mark.parametrize(
    ("step", "search", "expected"),
    [
        ("year", "q=harvest&from=2019&to=2020", {"2019": 2, "2020": 4}),
        ("month", "q=harvest&from=2020&to=2020", {"2020-03": 3, "2020-05": 1}),
        ("month", "q=harvest&date=2020-03&date=2018", {"2018-02": 1, "2020-03": 3}),
        ("day", "q=harvest&date=2020-03", {"2020-03-04": 2, "2020-03-09": 1}),
        # Longer than an engine counts by day at once.
        ("day", "q=harvest&date=2020", {"2020-03-04": 2, "2020-03-09": 1, "2020-05-01": 1}),
        ("day", "q=harvest&from=2020-03-05&to=2020-05-01", {"2020-03-09": 1, "2020-05-01": 1}),
        # A day within a month that is chosen too is counted once.
        ("day", "q=harvest&date=2020-03&date=2020-03-04", {"2020-03-04": 2, "2020-03-09": 1}),
        ("year", "q=harvest&date=undated", {}),
    ],
)
def test_a_search_keeps_its_own_dates(
    client: Client, step: str, search: str, expected: dict[str, int]
) -> None:
    assert counts(trends(client, search, by=step)) == expected


SEARCHES = [
    *(
        "q=harvest",
        "q=ferry",
        "outlet=the-post",
        "q=",
        "q=harvest&date=2020",
        "q=harvest&date=2019",
    ),
    *("q=ferry&from=2018-03&to=2020", "q=harvest&date=undated", "q=ferry&date=2018&date=undated"),
    *("q=harvest&from=2019&date=undated", "q=nothing", "q=harvest&date=2020-03-04"),
]


@pytest.mark.parametrize("step", ["", "day", "month", "year"])
@pytest.mark.parametrize("search", SEARCHES)
def test_the_numbers_add_up_to_the_total_of_the_search(
    client: Client, search: str, step: str
) -> None:
    (line,) = trends(client, search, by=step).lines
    total = client.get(f"/?{search}").context["inquiry"].total
    assert line.total == total
    assert sum(each.count for each in line.points) + line.coarser + line.undated == total


@pytest.mark.parametrize("step", ["day", "month", "year"])
@pytest.mark.parametrize("search", SEARCHES)
def test_every_number_leads_to_as_many_articles(client: Client, search: str, step: str) -> None:
    found = trends(client, search, by=step)
    for point in found.lines[0].points:
        assert bool(point.url) == bool(point.count)
        if point.url:
            assert client.get(point.url).context["inquiry"].total == point.count


def test_a_share_is_of_the_articles_among_which_the_search_looks(client: Client) -> None:
    found = trends(client, "q=harvest", "q=ferry&outlet=the-mail", "outlet=the-mail", show="share")
    assert [line.among for line in found.lines] == [
        "all articles",
        "articles from The Mail",
        "all articles",
    ]
    year = [str(period) for period in found.periods].index("2020")
    assert [(p.count, p.of) for p in (line.points[year] for line in found.lines)] == [
        (4, 6),
        (2, 2),
        (2, 6),
    ]


def test_a_part_of_a_period_is_a_share_of_that_part(client: Client) -> None:
    found = trends(client, "q=harvest&from=2020-03-05&to=2020-03-31", by="month", show="share")
    (point,) = (each for each in found.lines[0].points if each.count)
    assert (point.count, point.of) == (1, 3)
    found = trends(client, "q=harvest&date=2020-03-04", by="year", show="share")
    assert [(each.count, each.of) for each in found.lines[0].points] == [(2, 2)]


def test_numbers_of_decades_lead_to_as_many_articles(
    client: Client, write: Callable[[str, str | bytes], Path], ingest_paths: Ingest
) -> None:
    old = [
        {"id": f"old{year}", "headline": f"Harvest of {year}", "published": str(year)}
        for year in range(1850, 1990, 7)
    ]
    ingest_paths(write("old.jsonl", "\n".join(map(json.dumps, old))))
    for search in (
        *("q=harvest", "q=harvest&to=2019-03", "q=harvest&from=1868-02&to=2019-12"),
        *("q=harvest&date=1850&date=1857&date=1885&date=2020", "q=harvest&from=1850&date=undated"),
    ):
        found = trends(client, search, by="year")
        for point in found.lines[0].points:
            if point.url:
                assert client.get(point.url).context["inquiry"].total == point.count, point.url


def test_letters_of_lines_stay_within_the_drawing(client: Client) -> None:
    page = client.get(address("q=harvest", *(f"q=nothing{n}" for n in range(4))))
    heights = sorted(each.label_y for each in page.context["drawing"].lines if each.marks)
    assert len(heights) == 5
    assert heights[-1] <= LOWER
    assert all(below - above >= 14 for above, below in pairwise(heights))


def test_a_time_from_which_the_archive_has_nothing_is_told_from_none_found(client: Client) -> None:
    page = client.get(address("q=harvest", "q=ferry"))
    harvest, ferry = page.context["drawing"].lines
    # 2021 has no articles at all; in 2022 the archive has some, but none about the harvest.
    assert harvest.path.count("M") == ferry.path.count("M") == 2
    assert [mark.period for mark in harvest.marks] == ["2018", "2019", "2020", "2022", "2023"]
    assert '<td>0</td><td><a href="/?q=ferry&amp;date=2022">1</a></td>' in page.text
    monthly = client.get(address("q=harvest", "q=ferry&outlet=the-mail", by="month", date="2020"))
    assert "Nothing to find" in monthly.text


def test_the_dates_of_the_chart_replace_those_of_its_lines(client: Client) -> None:
    found = trends(client, "q=harvest&date=2018", "q=ferry", **{"from": "2020", "to": "2020"})
    assert [line.total for line in found.lines] == [4, 2]
    assert found.step == "month"


def test_a_time_that_is_too_long_for_its_step_is_shown_in_longer_ones(client: Client) -> None:
    page = client.get(address("q=harvest", by="day"))
    assert page.context["trends"].step == "month"
    assert "too long for a chart by day" in page.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("by=week&line=q%3Dferry", "is not day, month or year"),
        ("show=x&line=q%3Dferry", "is not “share”"),
        ("from=never&line=q%3Dferry", "“never” is not a date"),
        ("each=word&line=q%3Dferry", "is not “outlet”"),
        ("colour=red&line=q%3Dferry", "Not part of a chart, so ignored: “colour”"),
        ("line=date%3Dnever", "“never” is not a date"),
        ("line=outlet%3Dnobody", "There is no outlet “nobody”"),
        ("&".join(f"line=q%3D{n}" for n in range(6)), "A chart has at most 5 lines"),
        ("line=q%3D" + "x" * 5000, "too long to be a search"),
        ("line=q%3D%2500%25ff%3Cscript%3E", "None of these searches"),
        ("&".join(["line=q%3Dferry"] * (MOST_VALUES + 5)), "A chart has at most 5 lines"),
        ("line=" + "%26" * 1_500, "too many parameters"),
        ("line=" + "%26".join(f"date%3D{1950 + n}" for n in range(40)), "at most 12 dates"),
    ],
)
def test_a_value_that_cannot_be_used_is_reported(client: Client, query: str, sentence: str) -> None:
    page = client.get(f"/trends/?{query}")
    assert page.status_code == 200
    assert sentence in page.text
    assert "<script>" not in page.text


def test_files_refuse_what_the_page_reports(client: Client) -> None:
    for name in ("csv", "svg"):
        assert client.get(f"/trends.{name}?by=week&line=q%3Dferry").status_code == 400
        answer = client.get(f"/trends.{name}")
        assert (answer.status_code, "“line” is missing" in answer.text) == (400, True)


def test_the_form_is_answered_with_the_address_of_the_chart(client: Client) -> None:
    fields = [
        *(("words", "harvest"), ("filters", "outlet=the-post")),
        *(("words", "ferry"), ("filters", "")),
        *(("words", ""), ("filters", "")),
        *(("words", ""), ("filters", "lang=en")),
        *(("from", "March to May 2020"), ("to", ""), ("show", "share")),
    ]
    answer = client.get("/trends/?" + urlencode(fields))
    assert answer.status_code == 302
    assert answer["Location"] == address(
        "q=harvest&outlet=the-post",
        "q=ferry",
        "lang=en",
        show="share",
        **{"from": "2020-03", "to": "2020-05"},
    )


def test_a_search_becomes_a_line_for_each_of_its_outlets(client: Client) -> None:
    answer = client.get(address("q=harvest ferry&match=any", each="outlet"))
    assert answer["Location"] == address(
        "q=harvest+ferry&outlet=the-post&match=any", "q=harvest+ferry&outlet=the-mail&match=any"
    )


def test_results_lead_to_their_chart_and_the_chart_to_the_results(client: Client) -> None:
    page = client.get("/?q=harvest&outlet=the-post&sort=oldest&page=1")
    chart = page.context["chart"].url
    assert chart == address("q=harvest&outlet=the-post")
    assert "/?q=harvest&amp;outlet=the-post" in client.get(chart).text


def test_without_lines_the_page_asks_for_some(client: Client) -> None:
    page = client.get("/trends/")
    assert page.status_code == 200
    assert "What do you want to compare?" in page.text


def test_the_table_has_every_number(client: Client) -> None:
    answer = client.get(address("q=harvest", "q=ferry", page="/trends.csv"))
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["articles"] for row in rows if row["line"] == "A"] == [
        *("1", "2", "4", "0", "0", "1"),
        *("0", "1"),
    ]
    assert rows[3] | {"address": ""} == {
        "line": "A",
        "search": "articles with “harvest”",
        "address": "",
        "period": "2021",
        "articles": "0",
        "among": "all articles",
        "of": "0",
    }
    assert rows[0]["address"] == "http://testserver/?q=harvest"
    assert answer["Archive-Query"] == "http://testserver" + address("q=harvest", "q=ferry")
    assert answer["Content-Disposition"].startswith('attachment; filename="trends-')


def test_no_cell_of_the_table_is_run_as_a_formula(client: Client) -> None:
    answer = client.get(address('q=source:"=1+1"', page="/trends.csv"))
    for row in csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_the_drawing_is_a_whole_file_without_styles_and_scripts(client: Client) -> None:
    answer = client.get(address("q=<script>&match=any", "q=ferry", page="/trends.svg"))
    root = ElementTree.fromstring(answer.text)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not names & {"script", "style", "image", "a", "foreignObject"}
    assert "News archive" in answer.text
    assert answer["Content-Type"].startswith("image/svg+xml")


def test_coverage_as_a_table_adds_up(client: Client) -> None:
    for query in ("", "?year=2020"):
        coverage = client.get(f"/coverage/{query}").context["coverage"]
        answer = client.get(f"/coverage.csv{query}")
        rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert sum(int(row["articles"]) for row in rows) == coverage.totals.total
    assert client.get("/coverage.csv?year=soon").status_code == 400


def test_without_an_index_the_page_says_what_to_do(client: Client, index_folder: Path) -> None:
    lose(index_folder)
    page = client.get(address("q=harvest"))
    assert page.status_code == 503
    assert "Search is unavailable" in page.text
    assert client.get(address("q=harvest", page="/trends.csv")).status_code == 503
