"""Applying extractions to facts, comparing, pinning and un-pinning them."""

from __future__ import annotations

from typing import Any

import pytest

from articles.extraction.findings import Extraction, Finding, Locator, Published
from articles.facts import pins
from articles.facts.changes import apply, changes
from articles.facts.outletlookup import OutletLookup, UnsavedOutletLookup
from articles.facts.values import extracted_values, same, value_of
from articles.facttable import FACTS
from articles.models import Article, Outlet
from articles.partialdate import PartialDate

READ = Extraction(
    {
        "outlet": "Harbour Gazette",
        "agency": "TASS",
        "headline": "Bridge reopens",
        "byline": ("Ana Reis",),
        "published": Published(PartialDate(2020, 3), "stated", "Line 2 gives the month."),
        "captions": ("The bridge",),
        "body": ("One.", "Two."),
        "language": "en",
    },
    findings=(
        Finding("headline", "Bridge reopens", Locator((1,)), "headline.first"),
        Finding("headline", "Bridge reopens", Locator((9,)), "headline.second"),
        Finding("captions", "The bridge", Locator((4,)), "captions.credit"),
    ),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    """Return an unsaved article with the facts that rules read."""
    article = Article(public_id="abc")
    apply(article, READ)
    return article


def test_reasons_in_other_words_are_stored_but_are_no_change_of_the_date(article: Article) -> None:
    article.reviewed_by = "ana"
    published = Published(PartialDate(2020, 3), "stated", "The month stands in line 2.")
    again = Extraction({**READ.values, "published": published}, READ.findings)

    assert apply(article, again) == []
    assert article.published_why == article.extracted["published"]["why"] == published.why
    assert article.reviewed_by == "ana"


def test_applying_sets_every_fact_and_keeps_the_machines_values(article: Article) -> None:
    values = {fact: value_of(article, fact) for fact in FACTS}

    assert values == extracted_values(READ) == article.extracted
    assert article.outlet is not None
    assert article.outlet.origin == Outlet.Origin.FOUND
    assert [finding["rule"] for finding in article.findings][:1] == ["headline.first"]


@pytest.mark.parametrize(
    ("rule", "origin"),
    [
        ("record.key", Outlet.Origin.STATED),
        ("html.meta", Outlet.Origin.STATED),
        ("outlet.masthead", Outlet.Origin.FOUND),
    ],
)
def test_an_outlet_knows_whether_it_was_stated_or_found(rule: str, origin: str) -> None:
    finding = Finding("outlet", "Harbour Gazette", Locator((1,)), rule)
    article = Article(public_id="abc")
    apply(article, Extraction({"outlet": "Harbour Gazette"}, findings=(finding,)))

    assert article.outlet is not None
    assert article.outlet.origin == origin


def test_a_value_longer_than_its_column_is_dropped() -> None:
    extraction = Extraction(
        {"outlet": "x" * 201, "agency": "y" * 201, "url": f"http://x.example/{'u' * 2000}"}
    )
    values = extracted_values(extraction)
    assert (values["outlet"], values["agency"], values["url"]) == (None, "", "")


def test_changes_name_the_most_trustworthy_rule_of_each_fact() -> None:
    made = {change.fact: change for change in changes(Article(), READ)}

    assert made["headline"].rule == "headline.first"
    assert made["captions"].rule == "captions.credit"
    assert (made["body"].old, made["body"].new) == ("", "One.\n\nTwo.")
    assert "standfirst" not in made


def test_applying_the_same_again_changes_nothing(article: Article) -> None:
    assert apply(article, READ) == []


def test_without_storing_no_outlet_is_created() -> None:
    article = Article()
    apply(article, READ, UnsavedOutletLookup())

    assert article.outlet is not None
    assert not Outlet.objects.exists()


def test_an_outlet_is_looked_up_once(django_assert_num_queries: Any) -> None:
    gazette = Outlet.objects.create(name="Harbour Gazette")
    outlets = OutletLookup()
    assert outlets.named("Harbour Gazette") == gazette
    with django_assert_num_queries(0):
        assert outlets.named("Harbour Gazette") == gazette


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ("Harbour Gazette", "The Harbour Gazette"),
        ("The Harbour Gazette", "Harbour Gazette"),
        ("The Harbour Gazette", "THE HARBOUR GAZETTE"),
        ("Harbour Gazette", "THE HARBOUR GAZETTE"),
        ("Die Hafenpost", "Hafenpost"),
        ("Hafenpost", "Die Hafenpost"),
        ("Phare du Port", "Le Phare du Port"),
        ("The Hindu", "Hindu"),
        ("The New York Times", "nytimes.com"),
        ("The Guardian", "Guardian"),
    ],
)
def test_names_that_differ_by_the_article_or_are_listed_are_one_outlet(
    there: str, named: str
) -> None:
    outlet = Outlet.objects.create(name=there)
    assert OutletLookup().named(named) == outlet
    assert same("outlet", there, named)
    assert not same("outlet", there, f"{named} Extra")


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ("The Times", "Times"),  # a part of many papers' names
        ("Times", "The Times"),
        ("The Telegraph-Journal", "Telegraph"),
        ("Times", "LA Times"),
        ("LA Gazette", "Gazette"),
        ("The AB", "AB"),
        ("Harbour Gazette", "Harbour Gazette News"),
        ("Le Harbour", "The Harbour"),
    ],
)
def test_names_that_may_be_those_of_two_outlets_stay_two(there: str, named: str) -> None:
    outlet = Outlet.objects.create(name=there)
    assert OutletLookup().named(named) != outlet


def test_an_outlet_that_two_names_may_mean_is_neither_of_them() -> None:
    others = {Outlet.objects.create(name=name) for name in ("Die Hafenpost", "De Hafenpost")}
    assert OutletLookup().named("Hafenpost") not in others


def test_a_person_may_add_an_outlet_that_differs_by_its_article() -> None:
    first = Outlet.objects.create(name="Harbour Gazette")
    second = Outlet.objects.create(name="The Harbour Gazette")
    assert OutletLookup().named("The Harbour Gazette") == second
    assert OutletLookup().named("Harbour Gazette") == first


@pytest.mark.parametrize("fact", FACTS)
def test_no_rule_changes_a_pinned_fact(article: Article, fact: str) -> None:
    pins.pin(article, fact, "ana")

    made = apply(article, Extraction())

    assert value_of(article, fact) == extracted_values(READ)[fact]
    assert fact not in {change.fact for change in made}
    assert article.extracted == extracted_values(Extraction())


@pytest.mark.parametrize("fact", FACTS)
def test_unpinning_restores_the_machines_latest_value(article: Article, fact: str) -> None:
    pins.pin(article, fact, "ana")
    apply(article, Extraction())

    pins.unpin(article, fact)

    assert article.pins == {}
    assert value_of(article, fact) == extracted_values(Extraction())[fact]


def test_a_pin_records_who_and_when(article: Article) -> None:
    pins.pin(article, "body", "ana")
    pins.pin(article, "url", "jo")

    assert {fact: pin["by"] for fact, pin in article.pins.items()} == {"body": "ana", "url": "jo"}
    assert article.pins["body"]["at"] <= article.pins["url"]["at"]


@pytest.mark.parametrize(
    ("date", "basis", "verb"),
    [
        (PartialDate(1999, 12), "edited", "set by an editor"),
        (None, "unknown", "cleared by an editor"),
    ],
    ids=["set", "cleared"],
)
def test_an_edited_date_says_so(
    article: Article, date: PartialDate | None, basis: str, verb: str
) -> None:
    pins.edit_published(article, date)

    value: dict[str, Any] = value_of(article, "published")
    assert value["date"] == (str(date) if date else None)
    assert (value["basis"], value["candidates"]) == (basis, [])
    assert value["why"].startswith(verb)


def test_an_alias_of_the_outlet_is_the_same_value(article: Article) -> None:
    target = Outlet.objects.create(name="The Gazette")
    Outlet.objects.get(name="Harbour Gazette").merge_into(target)
    article.outlet = target

    assert changes(article, READ) == []
    assert same("outlet", "The Gazette", "harbour gazette")
    assert not same("outlet", "The Gazette", "Quay News")
    assert not same("outlet", "The Gazette", None)
