"""The actions that set one fact of many articles: form, preview, confirmation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from articles.models import Article, Outlet


@pytest.fixture
def pair(make_article: Callable[..., Article]) -> list[Article]:
    return [
        make_article(
            f"{name}.txt", f"The {name} ferry sails\n\nIt sailed again with people of {name}.\n"
        )
        for name in ("Alba", "Boreal")
    ]


@pytest.fixture
def gazette(db: None) -> Outlet:
    return Outlet.objects.create(name="Harbour Gazette", slug="harbour-gazette")


def choose(desk: Any, action: str, *articles: Article, **values: str) -> Any:
    """Fill in the form of the action's first page, which leads to the preview."""
    return desk.act(action, *articles, confirmed=False, as_of="", **values)


def confirm(desk: Any, preview: Any, action: str, *articles: Article) -> Any:
    """Confirm a preview, sending its hidden fields."""
    hidden = {
        name: value
        for name, value in preview.context["hidden"].items()
        if name not in ("action", "select_across")
    }
    assert hidden.pop("confirmed") == "yes"
    return desk.act(action, *articles, **hidden)


def shown(page: Any) -> list[tuple[str, str]]:
    """Return the old and the new value of each article in a preview."""
    return [(old, new) for _, old, new in page.context["rows"]]


def read(article: Article) -> Article:
    return Article.objects.select_related("outlet").get(pk=article.pk)


def test_an_outlet_is_previewed_before_it_is_set(
    desk: Any, pair: list[Article], gazette: Outlet
) -> None:
    page = choose(desk, "set_outlet", *pair, value=str(gazette.pk))

    assert shown(page) == [("unknown", "Harbour Gazette")] * 2
    assert read(pair[0]).outlet is None


def test_an_outlet_is_set_on_all_and_pinned(
    desk: Any, pair: list[Article], gazette: Outlet
) -> None:
    page = choose(desk, "set_outlet", *pair, value=str(gazette.pk))
    confirm(desk, page, "set_outlet", *pair)

    for article in map(read, pair):
        assert article.outlet == gazette
        assert article.pins["outlet"]["by"] == "maria"
    entry = LogEntry.objects.filter(object_id=str(pair[0].pk)).latest("action_time")
    assert entry.change_message == "Changed outlet from empty to “Harbour Gazette”."


def test_a_date_is_set_with_the_precision_that_was_entered(desk: Any, pair: list[Article]) -> None:
    page = choose(desk, "set_date", *pair, value="2020-03")
    confirm(desk, page, "set_date", *pair)

    article = read(pair[1])
    assert str(article.published_date) == "2020-03"
    assert article.published_basis == Article.Basis.EDITED


def test_a_fact_can_be_set_to_unknown(desk: Any, article: Article) -> None:
    assert article.published is not None
    page = choose(desk, "set_date", article, unknown="on")

    assert shown(page) == [("4 March 2020 (stated)", "undated")]
    confirm(desk, page, "set_date", article)
    assert read(article).published is None
    assert "published" in read(article).pins


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, "Enter a value, or tick “unknown”."),
        ({"value": "2020", "unknown": "on"}, "Enter a value or tick “unknown”, not both."),
        (
            {"value": "the 4th of Marsh"},
            "Enter a date that exists, such as 2020, 2020-03, 2020-03-04 or 4 March 2020",
        ),
        (
            {"value": "4/3/2020"},
            "may be 4 March 2020 or 3 April 2020: write 2020-03-04 or 2020-04-03.",
        ),
    ],
    ids=["nothing", "both", "no date", "two dates"],
)
def test_an_invalid_choice_shows_the_form_again(
    desk: Any, pair: list[Article], values: dict[str, str], error: str
) -> None:
    page = choose(desk, "set_date", *pair, **values)

    assert error in page.content.decode()
    assert "confirmed" not in page.context["hidden"]


def test_an_invalid_choice_is_not_applied_even_if_confirmed(desk: Any, article: Article) -> None:
    page = desk.act("set_date", article, as_of="", value="yesterday")

    assert page.status_code == 200
    assert read(article).published == article.published


def test_pinned_values_stay(desk: Any, pair: list[Article], gazette: Outlet) -> None:
    other = Outlet.objects.create(name="Other Post", slug="other-post")
    desk.save(pair[0], outlet=str(other.pk))

    page = choose(desk, "set_outlet", *pair, value=str(gazette.pk))
    assert shown(page)[0] == ("Other Post", "unchanged: pinned by maria")
    answer = confirm(desk, page, "set_outlet", *pair)

    assert [read(article).outlet for article in pair] == [other, gazette]
    assert answer.status_code == 302


def test_pinned_values_are_replaced_if_requested(
    desk: Any, pair: list[Article], gazette: Outlet
) -> None:
    other = Outlet.objects.create(name="Other Post", slug="other-post")
    desk.save(pair[0], outlet=str(other.pk))

    page = choose(desk, "set_outlet", pair[0], value=str(gazette.pk), over_pins="on")
    confirm(desk, page, "set_outlet", pair[0])

    assert read(pair[0]).outlet == gazette


def test_values_pinned_since_the_preview_always_stay(
    desk: Any, pair: list[Article], gazette: Outlet
) -> None:
    other = Outlet.objects.create(name="Other Post", slug="other-post")
    page = choose(desk, "set_outlet", *pair, value=str(gazette.pk), over_pins="on")
    desk.save(pair[0], outlet=str(other.pk))
    confirm(desk, page, "set_outlet", *pair)

    assert [read(article).outlet for article in pair] == [other, gazette]


def test_a_change_by_rules_meanwhile_does_not_prevent_an_edit(
    desk: Any, pair: list[Article], gazette: Outlet
) -> None:
    page = choose(desk, "set_outlet", *pair, value=str(gazette.pk))
    row = read(pair[0])
    row.headline = "Another"
    row.save()
    confirm(desk, page, "set_outlet", *pair)

    assert read(pair[0]).outlet == gazette


def test_users_without_permission_are_offered_no_edit(
    reader_desk: Any, article: Article, gazette: Outlet
) -> None:
    reader_desk.act("set_outlet", article, as_of="", value=str(gazette.pk))

    assert read(article).outlet != gazette
