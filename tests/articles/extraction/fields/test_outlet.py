"""The outlet: which names of a page are candidates, and which of them is chosen."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.fields.outlet.features import features_of
from articles.extraction.fields.outlet.weights import NO_OUTLET, weights
from articles.extraction.fields.outlet.signals import candidates_on
from articles.extraction.page.layout import layout_of
from articles.extraction.page.page import Page

HEADLINE = "Old bridge closed to lorries after cracks are found"
STORY = (
    "The old bridge over the river was closed to lorries on Monday, the district office said.\n\n"
    "Engineers had found cracks in two of its piers, according to a report the council published."
)


def page(head: str = "", tail: str = "") -> Page:
    return Page.of(f"{head}\n{HEADLINE}\nBy Ann Lee\n4 March 2021\n\n{STORY}\n\n{tail}\n")


@pytest.mark.parametrize(
    ("tail", "name", "evidence"),
    [
        ("© 2021 Harbour Caller. All rights reserved.", "Harbour Caller", "copyright"),
        ("Sign in to your Harbour Caller account", "Harbour Caller", "account"),
        ("Harbour Caller e-edition", "Harbour Caller", "speaks"),
        ("Harbour Caller on Instagram", "Harbour Caller", "follow"),
        ("Sign up for the bne IntelliNews newsletter", "bne IntelliNews", "newsletter"),
        ("The best of the web, as The Guardian sees it", "The Guardian", "in-a-line"),
        ("The-CNN-Wire™ & © 2021 Cable News Network, Inc.", "CNN", "wire"),
    ],
)
def test_names_are_candidates_by_what_stands_beside_them(
    tail: str, name: str, evidence: str
) -> None:
    found = {each.name: each.evidence for each in candidates_on(layout_of(page(tail=tail)))}
    assert evidence in found[name]


@pytest.mark.parametrize(
    "tail", ["theguardian.com/world/2021/mar/04/bridge", "Ann Lee@AnnLee", "Senior staff"]
)
def test_cited_addresses_and_writers_are_no_candidates(tail: str) -> None:
    assert candidates_on(layout_of(page(tail=tail))) == []


def test_every_feature_that_has_a_weight_is_a_number_and_the_choice_names_its_lines() -> None:
    layout = layout_of(page("HarbourLive.com\nSearch HarbourLive.com", "About HarbourLive.com"))
    candidates = candidates_on(layout)
    features = features_of(candidates, layout)
    assert [each.name for each in candidates] == ["HarbourLive.com"]
    assert NO_OUTLET in weights(column=True)
    assert all(isinstance(value + 0.0, float) for each in features for value in each.values())
    finding = extract(layout.page).of("outlet")[0]
    assert finding.value == "HarbourLive.com"
    assert "“Search HarbourLive.com”" in finding.why
    assert finding.locator.lines


def test_a_notice_outvotes_labels_that_are_spelt_like_outlets() -> None:
    menu = "Science\nLife & Style\nBusiness\nThe Mirror"
    found = extract(page(menu, f"{menu}\n© 2021 The Harbour Times. All rights reserved."))
    assert found.outlet == "The Harbour Times"


def test_a_provider_is_the_outlet_only_of_its_own_page() -> None:
    provided = "This story was provided by Scientific American."
    assert extract(page(tail=f"{provided}\nMore from Scientific American")).outlet is None
    at_home = f"{provided}\nFollow Scientific American on Twitter\nMore from Scientific American"
    assert extract(page("Scientific American", at_home)).outlet == "Scientific American"
