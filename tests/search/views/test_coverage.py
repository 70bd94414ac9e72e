"""The coverage table: what the archive holds by outlet and period."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article, Outlet
from articles.partialdate import PartialDate
from tests.conftest import lose

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

HOSTILE = "<script>alert('x')</script>"


def redate(headline: str, date: str | None) -> None:
    article = Article.objects.get(headline__startswith=headline)
    article.set_published(PartialDate.parse(date) if date else None)
    article.save()


def labels(client: Client, address: str = "/coverage/") -> list[str]:
    return [column.label for column in client.get(address).context["coverage"].columns]


def test_a_short_archive_is_shown_by_month(client: Client) -> None:
    assert labels(client) == ["Feb 2020", "Mar 2020", "Undated"]


def test_a_long_archive_is_shown_by_year_and_a_year_links_to_its_months(client: Client) -> None:
    redate("Russia backs", "2016")
    assert labels(client) == ["2016", "2020", "Undated"]
    assert 'href="/coverage/?year=2020"' in client.get("/coverage/").text
    assert labels(client, "/coverage/?year=2020")[:2] == ["Jan", "Feb"]
    assert labels(client, "/coverage/?year=2016")[-1] == "Year only"


def test_every_cell_links_to_as_many_articles_as_it_shows(client: Client) -> None:
    redate("Russia backs", "2016")
    for address in ("/coverage/", "/coverage/?year=2020"):
        coverage = client.get(address).context["coverage"]
        cells = [cell for row in (*coverage.rows, coverage.totals) for cell in row.cells]
        assert any(cell.count for cell in cells)
        for cell in cells:
            if cell.url:
                assert client.get(cell.url).context["inquiry"].total == cell.count


def test_rows_and_columns_add_up(client: Client) -> None:
    coverage = client.get("/coverage/").context["coverage"]
    assert sum(row.total for row in coverage.rows) == coverage.totals.total == 5
    for place, cell in enumerate(coverage.totals.cells):
        assert cell.count == sum(row.cells[place].count for row in coverage.rows)


def test_an_unknown_outlet_is_the_last_row(client: Client) -> None:
    Article.objects.filter(outlet__slug="tass").update(outlet=None)
    rows = client.get("/coverage/").context["coverage"].rows
    assert (rows[-1].name, rows[-1].total) == ("Outlet unknown", 3)


@pytest.mark.parametrize("year", ["x", "0", "99999", "-1", "²", HOSTILE])
def test_a_value_that_is_not_a_year_gives_a_note(client: Client, year: str) -> None:
    page = client.get("/coverage/", {"year": year})
    assert page.status_code == 200
    assert "is not a year" in page.text
    assert "<script>" not in page.text


def test_a_year_without_articles_says_so(client: Client) -> None:
    assert "has no articles from 1999" in client.get("/coverage/?year=1999").text


def test_the_name_of_an_outlet_is_escaped(client: Client) -> None:
    Article.objects.update(outlet=Outlet.objects.create(name=HOSTILE))
    assert "<script>" not in client.get("/coverage/").text


def test_many_outlets_are_on_several_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.views.coverage.PAGE_SIZE", 1)
    page = client.get("/coverage/?year=2020")
    assert len(page.context["page"]) == 1
    assert "?year=2020&amp;page=2" in page.text
    assert client.get("/coverage/?page=99").status_code == 200


def test_the_page_of_an_outlet_has_a_histogram(client: Client) -> None:
    found = client.get("/outlets/tass/").context["histogram"]
    assert sum(bar.count for bar in found.bars) == 3
    for bar in found.bars:
        if bar.count:
            assert client.get(bar.url).context["inquiry"].total == bar.count


def test_it_needs_no_index(client: Client, index_folder: Path) -> None:
    lose(index_folder)
    assert client.get("/coverage/").status_code == 200


def test_every_page_links_to_it(client: Client) -> None:
    for address in ("/", "/?q=idlib", "/outlets/", "/nowhere/"):
        assert 'href="/coverage/"' in client.get(address).text
