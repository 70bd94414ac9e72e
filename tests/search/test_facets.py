"""Facets as pages show them: the values that are visible at once, and those that are folded."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from search.addresses.parameters import Parameters
from search.addresses.reading import read
from search.facets import Folded, Named, facets_of, folded
from search.query.results import Counts


def outlets(number: int, parameters: Parameters) -> Folded:
    """A facet with so many outlets; the first one has most articles."""
    counts = Counts(outlets={key: 1000 - key for key in range(1, number + 1)})
    names = {key: Named(f"outlet-{key}", f"Outlet {key}") for key in counts.outlets}
    return folded(facets_of(counts, parameters, names)[0], parameters)


def years(number: int, parameters: Parameters) -> Folded:
    """A facet with so many years and the undated articles."""
    counts = Counts(dates={str(2025 - each): 1 for each in range(number)} | {"undated": 1})
    return folded(facets_of(counts, parameters, {})[1], parameters)


@pytest.mark.parametrize(
    ("number", "shown", "hidden", "summary", "leads_on"),
    [
        pytest.param(12, 12, 0, "", False, id="few"),
        pytest.param(13, 10, 3, "Show all 13 outlets", False, id="more"),
        pytest.param(30, 10, 20, "Show all 30 outlets", False, id="as many as are unfolded"),
        pytest.param(31, 10, 20, "Show more outlets", True, id="many"),
    ],
)
def test_smaller_outlets_are_folded(
    number: int, shown: int, hidden: int, summary: str, leads_on: bool
) -> None:
    found = outlets(number, Parameters(q="war"))
    assert (len(found.shown), len(found.folded), found.summary) == (shown, hidden, summary)
    assert found.all_url == ("/?q=war&outlets=all#facet-outlet" if leads_on else "")


@pytest.mark.parametrize("key", [1, 11, 40], ids=["first", "folded", "beyond"])
def test_a_chosen_outlet_is_always_visible(key: int) -> None:
    found = outlets(50, Parameters(outlets=(f"outlet-{key}",)))
    assert f"outlet-{key}" in [value.value for value in found.shown]
    assert f"outlet-{key}" not in [value.value for value in found.folded]


def test_all_outlets_are_linked_even_if_all_folded_ones_are_chosen() -> None:
    chosen = tuple(f"outlet-{key}" for key in range(1, 31))
    page = render_to_string(
        "search/_facet.html", {"folded": outlets(40, Parameters(outlets=chosen))}
    )
    assert "Show all 40 outlets" in page
    assert page.count("<li>") == 30


def test_all_outlets_can_be_asked_for() -> None:
    found = outlets(50, Parameters(all_outlets=True))
    assert len(found.shown) == 50 and not found.folded


def test_earlier_years_are_folded_and_the_undated_are_visible() -> None:
    found = years(20, Parameters())
    assert [value.value for value in found.shown][-2:] == ["2016", "undated"]
    assert found.folded[0].value == "2015"
    assert len(found.shown) + len(found.folded) == 21


def test_years_are_not_folded_if_one_is_chosen() -> None:
    assert not years(20, read(QueryDict("date=2010"))).folded


def languages(archive: set[str], counts: dict[str, int], parameters: Parameters) -> list[str]:
    """The languages that a page offers, with their counts."""
    facets = facets_of(Counts(languages=counts), parameters, {}, archive)
    return [
        f"{value.value} {value.label} {value.count}{' chosen' * value.selected}"
        for facet in facets
        if facet.name == "lang"
        for value in facet.values
    ]


def test_languages_are_offered_in_an_archive_of_several() -> None:
    parameters = Parameters(q="war")
    assert languages({"en", ""}, {"en": 3, "": 1}, parameters) == []
    assert languages({"en", "de", ""}, {"en": 3}, parameters) == ["en English 3"]
    several = languages({"en", "de", ""}, {"": 9, "de": 3, "en": 5}, parameters)
    assert several == ["en English 5", "de German 3", "unknown Language unknown 9"]


def test_a_chosen_language_is_always_offered() -> None:
    chosen = Parameters(languages=("de", ""))
    assert languages({"en"}, {"en": 2}, chosen) == [
        "en English 2",
        "de German 0 chosen",
        "unknown Language unknown 0 chosen",
    ]
