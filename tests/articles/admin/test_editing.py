"""Saving the edit page: pins, un-pinning, validation and the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.facts.values import value_of
from articles.facttable import FACTS
from articles.ingest.ingest import Outcome
from articles.models import Article, MachineChange, Outlet


def test_saving_pins_exactly_what_was_changed(desk: Any, article: Article) -> None:
    before = {fact: value_of(article, fact) for fact in FACTS}

    saved = desk.save(article, headline="Bridge open again", byline="Ana Reis\r\n\r\nJo Dias")

    assert set(saved.pins) == {"headline", "byline"}
    assert saved.pins["headline"]["by"] == "maria"
    assert saved.headline == "Bridge open again"
    assert saved.byline == ["Ana Reis", "Jo Dias"]
    others = set(FACTS) - set(saved.pins)
    assert {fact: value_of(saved, fact) for fact in others} == {
        fact: before[fact] for fact in others
    }


def test_a_name_that_is_typed_twice_counts_once(desk: Any, article: Article) -> None:
    assert desk.save(article, byline="Jo Dias\nAna Reis\nJo Dias").byline == ["Jo Dias", "Ana Reis"]


def test_saving_an_untouched_form_changes_nothing(desk: Any, article: Article) -> None:
    saved = desk.save(article)

    assert saved.pins == {}
    assert saved.version == article.version
    assert not LogEntry.objects.exists()


def test_clearing_a_field_counts_as_a_change(desk: Any, article: Article) -> None:
    assert article.headline

    saved = desk.save(article, headline="  ")

    assert saved.headline == ""
    assert set(saved.pins) == {"headline"}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("body", "One.\n\nTwo\nlines. \n\n\nThree."),
        ("standfirst", " A standfirst  \n with two lines"),
        ("headline", "Two\nlines  and blanks"),
        ("captions", ["one\n\nwith a blank line", " another "]),
        ("byline", ["Ana Reis ", "Jo\nDias"]),
        ("url", "not an address"),
        ("agency", "x" * 199 + " "),
    ],
)
def test_a_value_that_people_would_not_type_is_not_a_change(
    desk: Any, make_article: Callable[..., Article], fact: str, value: Any
) -> None:
    article = make_article(**{fact: value})

    saved = desk.save(article, language="pt")

    assert set(saved.pins) == {"language"}
    assert getattr(saved, fact) == value


@pytest.mark.parametrize(
    ("text", "stored", "precision", "basis"),
    [
        ("2019", "2019-01-01", "year", "edited"),
        ("2019-11", "2019-11-01", "month", "edited"),
        ("2019-11-30", "2019-11-30", "day", "edited"),
        (" 2019-1-5 ", "2019-01-05", "day", "edited"),
        ("2020-02-29", "2020-02-29", "day", "edited"),
        ("", None, "", "unknown"),
    ],
)
def test_a_date_may_be_a_year_a_month_a_day_or_nothing(
    desk: Any, article: Article, text: str, stored: str | None, precision: str, basis: str
) -> None:
    saved = desk.save(article, published=text)

    assert (str(saved.published) if saved.published else None) == stored
    assert (saved.published_precision, saved.published_basis) == (precision, basis)
    assert "by an editor" in saved.published_why
    assert set(saved.pins) == {"published"}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("4 March 2020", "2020-03-04"),
        ("March 2020", "2020-03"),
        ("Mar 4, 2020", "2020-03-04"),
        ("4. März 2020", "2020-03-04"),
        ("25/3/2020", "2020-03-25"),
        ("2020-03-04T10:30", "2020-03-04"),
    ],
)
def test_a_date_may_be_written_as_people_write_it(
    desk: Any, article: Article, text: str, date: str
) -> None:
    assert str(desk.save(article, published=text).published_date) == date


@pytest.mark.parametrize(
    "text", ["yesterday", "2019-13", "2019-02-29", "30 February 2020", "0000", "20"]
)
def test_an_invalid_date_is_refused_with_examples_of_valid_ones(
    desk: Any, article: Article, text: str
) -> None:
    response = desk.send(article, desk.open(article) | {"published": text})

    (message,) = response.context["form"].errors["published"]
    assert "2020, 2020-03, 2020-03-04 or 4 March 2020" in message
    assert response.context["form"]["published"].value() == text
    assert Article.objects.get(pk=article.pk).version == article.version


@pytest.mark.parametrize("text", ["French, mostly", "e", "en_GB", "русский", "de-"])
def test_a_language_is_a_code(desk: Any, article: Article, text: str) -> None:
    response = desk.send(article, desk.open(article) | {"language": text})

    assert response.context["form"].errors["language"] == [
        "Enter a language code such as en or de."
    ]
    assert response.context["form"]["language"].value() == text
    assert desk.save(article, language="pt-BR").language == "pt-BR"


@pytest.mark.parametrize("fact", ["headline", "standfirst", "byline", "body"])
@pytest.mark.parametrize(
    "unseen", ["\u200b\u200d", "\u00ad", " \u2060 \ufeff "], ids=["zero width", "hyphen", "mixed"]
)
def test_invisible_characters_are_no_value(
    desk: Any, article: Article, fact: str, unseen: str
) -> None:
    assert not getattr(desk.save(article, **{fact: unseen}), fact)


@pytest.mark.parametrize("fact", ["headline", "standfirst"])
def test_an_article_pasted_into_a_one_line_field_is_refused(
    desk: Any, article: Article, fact: str
) -> None:
    response = desk.send(article, desk.open(article) | {fact: "word " * 20_000})

    assert fact in response.context["form"].errors
    assert getattr(Article.objects.get(pk=article.pk), fact) == getattr(article, fact)


def test_an_address_typed_by_a_person_must_be_one(desk: Any, article: Article) -> None:
    response = desk.send(article, desk.open(article) | {"url": "javascript:alert(1)"})

    assert "url" in response.context["form"].errors


def test_an_outlet_can_be_chosen_and_cleared(desk: Any, article: Article) -> None:
    gazette = Outlet.objects.create(name="Harbour Gazette")

    assert desk.save(article, outlet=str(gazette.pk)).outlet == gazette
    assert desk.save(article, outlet="").outlet is None


def test_unpinning_returns_the_machines_value(desk: Any, article: Article) -> None:
    desk.save(article, headline="Mine", published="1999")

    saved = desk.save(article, unpin_headline="on", unpin_published="on")

    assert saved.pins == {}
    assert saved.headline == article.headline
    assert value_of(saved, "published") == value_of(article, "published")


def test_editing_and_unpinning_a_field_at_once_is_an_error_of_that_field(
    desk: Any, article: Article
) -> None:
    desk.save(article, headline="Mine")

    sent = desk.open(article) | {"headline": "Other", "unpin_headline": "on"}
    response = desk.send(article, sent)

    assert "headline" in response.context["form"].errors
    assert Article.objects.get(pk=article.pk).headline == "Mine"


def test_edits_by_people_are_in_the_history_and_not_in_the_change_log_of_rules(
    desk: Any, article: Article
) -> None:
    desk.save(article, headline="Mine")
    desk.save(article, unpin_headline="on", language="pt")

    second, first = LogEntry.objects.order_by("-pk")
    assert first.change_message == f"Changed headline from “{article.headline}” to “Mine”."
    assert "Unpinned headline from “Mine” to" in second.change_message
    assert "Changed language" in second.change_message
    history = desk.client.get(reverse("admin:articles_article_history", args=[article.pk]))
    assert "Unpinned headline" in history.content.decode()
    assert not MachineChange.objects.exists()


def test_a_new_capture_of_the_article_leaves_pinned_facts_alone(
    desk: Any,
    article: Article,
    write: Callable[[str, str | bytes], Path],
    ingest_paths: Callable[..., list[Outcome]],
) -> None:
    desk.save(article, headline="Mine", standfirst="")
    text = article.capture.text.replace("Harbour bridge reopens", "Old harbour bridge reopens")

    (outcome,) = ingest_paths(
        write("bridge.txt", text.replace("two months of repairs", "three months of repairs"))
    )

    assert str(outcome.kind) == "updated"
    updated = Article.objects.get(pk=article.pk)
    assert (updated.headline, updated.standfirst) == ("Mine", "")
    assert "three months" in updated.body
    assert updated.extracted["headline"].startswith("Old harbour bridge")
    assert set(updated.machine_changes.values_list("field", flat=True)) == {"body"}
