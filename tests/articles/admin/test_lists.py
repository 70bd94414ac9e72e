"""The lists in admin: columns, searches, filters and the number of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Capture, MachineChange, Outlet


def listed(desk: Any, **parameters: str) -> list[str]:
    response = desk.client.get(reverse("admin:articles_article_changelist"), parameters)
    assert response.status_code == 200
    return [article.headline for article in response.context["cl"].result_list]


@pytest.fixture
def shelf(make_article: Callable[..., Article]) -> None:
    """Articles with different headlines, each with one peculiarity."""
    gazette, _ = Outlet.objects.get_or_create(name="Harbour Gazette")
    Outlet.objects.create(name="Has Nothing")
    plain: dict[str, Any] = {
        "outlet": gazette,
        "published": "2020-03-04",
        "published_precision": "day",
        "published_basis": "stated",
        "body": "A plain story.",
    }
    special: dict[str, dict[str, Any]] = {
        "plain": {},
        "homeless": {"outlet": None},
        "march": {"published": "2020-03-01", "published_precision": "month"},
        "year": {"published": "2019-01-01", "published_precision": "year"},
        "undated": {
            "published": None,
            "published_precision": "",
            "published_basis": "unknown",
        },
        "": {"body": "Needle in the text."},
        "pinned": {"pins": {"headline": {"by": "ana", "at": "2020-01-01T00:00:00+00:00"}}},
        "withdrawn": {"withdrawn_at": "2021-01-01T00:00:00Z", "published_basis": "inferred"},
    }
    for number, (headline, facts) in enumerate(special.items()):
        text = f"Story number {number}\n\nQuite another text, number {number}, of {headline}.\n"
        make_article(f"{headline or 'bare'}.txt", text, **(plain | {"headline": headline} | facts))


def test_a_filter_lists_exactly_the_matching_articles(desk: Any, shelf: None) -> None:
    cases: list[tuple[dict[str, str], set[str]]] = [
        ({"outlet": "unknown"}, {"homeless"}),
        ({"published_basis__exact": "inferred"}, {"withdrawn"}),
        ({"undated": "yes"}, {"undated"}),
        ({"no_headline": "yes"}, {""}),
        ({"pinned": "yes"}, {"pinned"}),
        ({"withdrawn": "yes"}, {"withdrawn"}),
        ({"published__year": "2019"}, {"year"}),
        ({"q": "needle"}, {""}),
        ({"q": "march.txt"}, {"march"}),
        ({"outlet": "harbour-gazette", "pinned": "yes", "withdrawn": "no"}, {"pinned"}),
        ({"outlet": "has-nothing"}, set()),
    ]
    for parameters, expected in cases:
        assert set(listed(desk, **parameters)) == expected, parameters


def test_each_article_is_under_either_yes_or_no(desk: Any, shelf: None) -> None:
    everything = sorted(listed(desk))
    for name in ("undated", "no_headline", "pinned", "withdrawn"):
        yes, no = listed(desk, **{name: "yes"}), listed(desk, **{name: "no"})
        assert sorted(yes + no) == everything, name


def test_only_outlets_with_articles_are_offered(desk: Any, shelf: None) -> None:
    response = desk.client.get(reverse("admin:articles_article_changelist"))

    filters = response.context["cl"].filter_specs
    (outlet_filter,) = (each for each in filters if each.title == "outlet")
    assert ("harbour-gazette", "Harbour Gazette") in outlet_filter.lookup_choices
    assert ("unknown", "Outlet unknown") in outlet_filter.lookup_choices
    assert "has-nothing" not in dict(outlet_filter.lookup_choices)


def test_a_search_respects_the_chosen_filters(desk: Any, shelf: None) -> None:
    address = reverse("admin:articles_article_changelist")

    page = desk.client.get(address, {"withdrawn": "no", "q": "plain story"}).content.decode()

    assert '<input type="hidden" name="withdrawn" value="no">' in page
    assert page.count('name="q"') == 1
    assert "6 found of 8" in page


def test_the_newest_articles_come_first_and_undated_ones_last(desk: Any, shelf: None) -> None:
    headlines = listed(desk)

    assert headlines[-1] == "undated"
    assert headlines[-2] == "year"
    assert headlines[-3] == "march"


def test_a_date_is_shown_with_its_precision(desk: Any, shelf: None) -> None:
    page = desk.client.get(reverse("admin:articles_article_changelist")).content.decode()

    cells = [f'<td class="field-published_words">{text}</td>' for text in ("March 2020", "2019")]
    assert all(cell in page for cell in cells)
    assert '<td class="field-published_words">undated</td>' in page
    assert '<td class="field-published_words">4 March 2020</td>' in page
    assert '<td class="field-withdrawn">1 January 2021</td>' in page


def queries(desk: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert desk.client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", ["article", "outlet", "capture", "machinechange"])
def test_a_longer_list_takes_no_more_queries(
    desk: Any, make_article: Callable[..., Article], model: str
) -> None:
    address = reverse(f"admin:articles_{model}_changelist")

    def add(number: int) -> None:
        article = make_article(
            f"{number}.txt",
            f"Story {number}\n\nA text of its own, {number * 7919}, for {number}.\n",
            outlet=Outlet.objects.create(name=f"Outlet {number}"),
        )
        MachineChange.objects.create(article=article, cause="ingest", field="url", old="", new="x")

    for number in range(2):
        add(number)
    few = queries(desk, address)
    for number in range(2, 9):
        add(number)

    assert queries(desk, address) == few


def test_captures_are_found_by_hash_and_path_and_their_bytes_are_not_shown(
    desk: Any, article: Article, make_article: Callable[..., Article]
) -> None:
    make_article("other.txt", "Another story\n\nThat has nothing to do with any bridge.\n")
    address = reverse("admin:articles_capture_changelist")

    for wanted in (article.capture.sha256, "bridge.txt"):
        found = desk.client.get(address, {"q": wanted}).context["cl"].result_list
        assert list(found) == [article.capture]
    page = desk.client.get(reverse("admin:articles_capture_change", args=[article.capture_id]))
    assert "bridge.txt" in page.content.decode()
    assert "compressed" not in page.content.decode().lower()


@pytest.mark.parametrize("model", [Capture, MachineChange])
def test_captures_and_changes_by_rules_are_read_only(
    desk: Any, article: Article, model: type
) -> None:
    MachineChange.objects.create(article=article, cause="ingest", field="url", old="", new="x")
    row, name = model.objects.first(), model._meta.model_name  # type: ignore[attr-defined]  # any model

    assert desk.client.get(reverse(f"admin:articles_{name}_add")).status_code == 403
    change = reverse(f"admin:articles_{name}_change", args=[row.pk])
    assert desk.client.get(change).status_code == 200
    assert desk.client.post(change, {}).status_code == 403
    deletion = reverse(f"admin:articles_{name}_delete", args=[row.pk])
    assert desk.client.post(deletion, {"post": "yes"}).status_code == 403
