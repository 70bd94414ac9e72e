"""A search over time: the histogram of a results page, its table, and the date fields."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.archive import Archive
from tests.conftest import MadeOnce, lay

pytestmark = pytest.mark.django_db(transaction=True)

DATES = [
    *("2018-02-03", "2019-05", "2019", "2020-03-04", "2020-03-04", "2020-03-09", "2020-04-01"),
    *("2023-11-30", ""),
]


@pytest.fixture(scope="module")
def stories(made_once: MadeOnce) -> Archive:
    """Articles about the harvest on DATES, and one article of each year on another subject."""
    lines = [
        {"id": f"h{n}", "headline": f"Harvest {n}", "published": date, "outlet": "The Post"}
        for n, date in enumerate(DATES)
    ] + [
        {"id": f"o{year}", "headline": f"Ferry of {year}", "published": str(year)}
        for year in range(2018, 2024)
    ]
    return made_once("all.jsonl", "\n".join(json.dumps(line) for line in lines))


@pytest.fixture(autouse=True)
def archive(stories: Archive, transactional_db: None, index_folder: Path) -> None:
    lay(stories, index_folder)


def histogram(client: Client, query: str) -> Any:
    return client.get(f"/?{query}").context["histogram"]


def bars(client: Client, query: str) -> dict[str, int]:
    return {bar.words: bar.count for bar in histogram(client, query).bars if bar.count}


def test_the_step_depends_on_the_dates_found(client: Client) -> None:
    assert bars(client, "q=harvest") == {"2018": 1, "2019": 2, "2020": 4, "2023": 1}
    assert bars(client, "q=harvest&date=2020") == {"March 2020": 3, "April 2020": 1}
    assert bars(client, "q=harvest&date=2020-03") == {"4 March 2020": 2, "9 March 2020": 1}
    assert bars(client, "q=harvest&from=2018&to=2019") == {"February 2018": 1, "May 2019": 1}


def test_coarsely_dated_and_undated_articles_are_counted_beside_it(client: Client) -> None:
    page = client.get("/?q=harvest&from=2018&to=2019")
    assert page.context["histogram"].coarser == 1
    assert "Not shown: 1 article whose month is unknown" in page.text
    assert ">1 undated</a>" in page.text


def test_every_bar_links_to_as_many_articles_as_it_shows(client: Client) -> None:
    for query in ("q=harvest", "q=harvest&date=2020", "q=harvest&date=2020-03", "q=&chart=share"):
        for bar in histogram(client, query).bars:
            if bar.count:
                assert client.get(bar.url).context["inquiry"].total == bar.count, bar


def test_a_chosen_day_is_shown_in_its_month_and_can_be_removed(client: Client) -> None:
    found = histogram(client, "q=harvest&date=2020-03-04")
    (chosen,) = [bar for bar in found.bars if bar.chosen]
    assert (chosen.words, len(found.bars)) == ("4 March 2020", 31)
    assert client.get(chosen.url).context["inquiry"].total == 4


def test_a_share_is_relative_to_all_articles_of_the_period(client: Client) -> None:
    found = histogram(client, "q=harvest&chart=share")
    assert [(bar.words, bar.count, bar.of) for bar in found.bars if bar.count] == [
        ("2018", 1, 2),
        ("2019", 2, 3),
        ("2020", 4, 5),
        ("2023", 1, 2),
    ]
    of_outlet = histogram(client, "q=harvest&outlet=the-post&chart=share")
    assert {bar.share for bar in of_outlet.bars if bar.count} == {100}
    days = histogram(client, "q=harvest&date=2020-03&chart=share")
    assert {bar.of for bar in days.bars if bar.count} == {2, 1}


def test_shares_can_be_switched_on_and_off_and_stay_on_while_narrowing(client: Client) -> None:
    there = client.get("/?q=harvest").context["share_url"]
    assert there == "/?q=harvest&chart=share"
    page = client.get(there)
    assert page.context["share_url"] == "/?q=harvest"
    assert all(
        "chart=share" in value.url for f in page.context["inquiry"].facets for value in f.values
    )
    assert "chart" not in page.context["take_query"]


def test_the_table_has_the_numbers_of_the_drawing_which_is_hidden_from_screen_readers(
    client: Client,
) -> None:
    page = client.get("/?q=harvest").text
    drawing = re.search(r"<svg.*?aria-hidden=\"true\".*</svg>", page, re.DOTALL)
    assert drawing is not None
    links = re.findall(r"<a [^>]*>", drawing[0])
    assert links and all('tabindex="-1"' in link for link in links)
    rows = re.findall(r'<th scope="row"><a [^>]*>(\w+)</a></th><td>(\d+)</td>', page)
    assert rows == [("2018", "1"), ("2019", "2"), ("2020", "4"), ("2023", "1")]
    assert "style=" not in page


def test_without_dated_results_there_is_no_histogram(client: Client) -> None:
    page = client.get("/?q=harvest&date=undated")
    assert page.status_code == 200
    assert "<figure" not in client.get("/?q=xylophone").text


@pytest.mark.parametrize(
    ("query", "name", "error"),
    [
        ("from=soon", "from", "Enter a date such as 2020, March 2020, "),
        ("to=2020-13", "to", "Enter a date such as 2020, March 2020, "),
        ("from=2021&to=2020", "to", "This is before the first date."),
    ],
)
def test_a_wrong_date_stays_in_its_field_with_the_error_beside_it(
    client: Client, query: str, name: str, error: str
) -> None:
    page = client.get(f"/?q=harvest&{query}").text
    field = re.search(rf'<input id="{name}"[^>]*>', page)
    assert field is not None
    assert f'aria-describedby="{name}-error date-form" aria-invalid="true"' in field[0]
    assert f'value="{query.rpartition("=")[2]}"' in field[0]
    assert f'id="{name}-error">{error}' in page
    assert '<details class="filters" open>' in page


def test_a_year_alone_is_a_date(client: Client) -> None:
    page = client.get("/?q=harvest&from=2020&to=2020")
    assert page.context["inquiry"].total == 4
    assert "aria-invalid" not in page.text
