"""The searches that a page links to, and their addresses."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from articles.partialdate import PartialDate
from search.addresses.parameters import Parameters
from search.addresses.reading import read


def date(text: str) -> PartialDate:
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("per_page", "page", "other", "there"),
    [(20, 1, 50, 1), (20, 4, 50, 2), (50, 2, 10, 6), (10, 3, 20, 2), (100, 1, 20, 1)],
)
def test_another_length_of_pages_shows_the_page_of_the_same_article(
    per_page: int, page: int, other: int, there: int
) -> None:
    shown = Parameters(q="idlib", per_page=per_page, page=page).showing(other)
    assert (shown.per_page, shown.page) == (other, there)


def test_the_form_of_the_list_stays_in_the_address_and_is_no_part_of_the_list() -> None:
    parameters = read(QueryDict("q=idlib&fold=on&per_page=50&list=compact&outlet=tass"))
    assert parameters.url == "/?q=idlib&outlet=tass&per_page=50&list=compact&fold=on"
    assert parameters.without_filters().url == "/?q=idlib&per_page=50&list=compact&fold=on"
    assert parameters.as_list().url == "/?q=idlib&outlet=tass"


class TestToggling:
    @pytest.mark.parametrize(
        ("before", "toggled", "after"),
        [
            pytest.param("", "2020", "2020", id="a year is chosen"),
            pytest.param("2020", "2020", "", id="a chosen year is let go"),
            pytest.param("2020", "2020-03", "2020-03", id="a month replaces its year"),
            pytest.param("2020-03", "2020-02", "2020-03 2020-02", id="months add up"),
            pytest.param("2020-03 2020-02", "2020-03", "2020-02", id="one of two months goes"),
            pytest.param("2020-03", "2020-03", "2020", id="the year returns after its last month"),
            pytest.param("2020-03 2020-02", "2020", "2020", id="a year replaces its months"),
            pytest.param("2019", "2020-03", "2019 2020-03", id="other years stay"),
        ],
    )
    def test_dates(self, before: str, toggled: str, after: str) -> None:
        parameters = Parameters(dates=tuple(map(date, before.split())), page=3)
        result = parameters.toggle_date(date(toggled))
        assert result.dates == tuple(map(date, after.split()))
        assert result.page == 1

    def test_outlets(self) -> None:
        chosen = Parameters().toggle_outlet("tass").toggle_outlet("unknown")
        assert chosen.outlets == ("tass", "unknown")
        assert chosen.toggle_outlet("tass").outlets == ("unknown",)

    def test_undated(self) -> None:
        assert Parameters().toggle_undated().url == "/?date=undated"


def test_the_address_of_an_empty_search_has_a_parameter() -> None:
    assert Parameters().url == "/?q="


def test_a_language_is_chosen_and_dropped_again() -> None:
    chosen = Parameters(q="war", page=2).toggle_language("de").toggle_language("")
    assert chosen.url == "/?q=war&lang=de&lang=unknown"
    assert chosen.toggle_language("de").languages == ("",)
    assert chosen.without_languages() == Parameters(q="war")
