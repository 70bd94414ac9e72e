"""Facts: applied from an extraction, compared, pinned, let go."""

from __future__ import annotations

from typing import Any

import pytest

from articles.extraction.findings import Extraction, Finding, Locator, Published
from articles.facts import facts
from articles.models import Article, Outlet
from articles.partialdate import PartialDate

READ = Extraction(
    outlet="Harbour Gazette",
    agency="TASS",
    headline="Bridge reopens",
    byline=("Ana Reis",),
    published=Published(PartialDate(2020, 3), "stated", "Line 2 gives the month."),
    captions=("The bridge",),
    body=("One.", "Two."),
    language="en",
    findings=(
        Finding("headline", "Bridge reopens", Locator((1,)), "headline.first"),
        Finding("headline", "Bridge reopens", Locator((9,)), "headline.second"),
        Finding("captions", "The bridge", Locator((4,)), "captions.credit"),
    ),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    """An unsaved article that the rules have read."""
    article = Article(public_id="abc")
    facts.apply(article, READ)
    return article


def test_applying_sets_every_fact_and_keeps_the_machines_values(article: Article) -> None:
    values = {fact: facts.value_of(article, fact) for fact in facts.FACTS}

    assert values == facts.extracted_values(READ) == article.extracted
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
    facts.apply(article, Extraction(outlet="Harbour Gazette", findings=(finding,)))

    assert article.outlet is not None
    assert article.outlet.origin == origin


def test_a_value_longer_than_its_column_is_no_such_thing() -> None:
    extraction = Extraction(
        outlet="x" * 201, agency="y" * 201, url=f"http://x.example/{'u' * 2000}"
    )
    values = facts.extracted_values(extraction)
    assert (values["outlet"], values["agency"], values["url"]) == (None, "", "")


def test_changes_name_the_most_trustworthy_rule_of_each_fact() -> None:
    made = {change.fact: change for change in facts.changes(Article(), READ)}

    assert made["headline"].rule == "headline.first"
    assert made["captions"].rule == "captions.credit"
    assert (made["body"].old, made["body"].new) == ("", "One.\n\nTwo.")
    assert "standfirst" not in made


def test_applying_the_same_again_changes_nothing(article: Article) -> None:
    assert facts.apply(article, READ) == []


def test_without_storing_no_outlet_is_created() -> None:
    article = Article()
    facts.apply(article, READ, store=False)

    assert article.outlet is not None
    assert not Outlet.objects.exists()


@pytest.mark.parametrize("fact", facts.FACTS)
def test_no_rule_changes_a_pinned_fact(article: Article, fact: str) -> None:
    facts.pin(article, fact, "ana")

    made = facts.apply(article, Extraction())

    assert facts.value_of(article, fact) == facts.extracted_values(READ)[fact]
    assert fact not in {change.fact for change in made}
    assert article.extracted == facts.extracted_values(Extraction())


@pytest.mark.parametrize("fact", facts.FACTS)
def test_unpinning_gives_the_machines_latest_value(article: Article, fact: str) -> None:
    facts.pin(article, fact, "ana")
    facts.apply(article, Extraction())

    facts.unpin(article, fact)

    assert article.pins == {}
    assert facts.value_of(article, fact) == facts.extracted_values(Extraction())[fact]


def test_a_pin_says_who_and_when(article: Article) -> None:
    facts.pin(article, "body", "ana")
    facts.pin(article, "url", "jo")

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
    facts.edit_published(article, date)

    value: dict[str, Any] = facts.value_of(article, "published")
    assert value["date"] == (str(date) if date else None)
    assert (value["basis"], value["candidates"]) == (basis, [])
    assert value["why"].startswith(verb)


def test_an_outlet_under_another_of_its_names_is_the_same(article: Article) -> None:
    target = Outlet.objects.create(name="The Gazette")
    Outlet.objects.get(name="Harbour Gazette").merge_into(target)
    article.outlet = target

    assert facts.changes(article, READ) == []
    assert facts.same("outlet", "The Gazette", "harbour gazette")
    assert not facts.same("outlet", "The Gazette", "Quay News")
    assert not facts.same("outlet", "The Gazette", None)
