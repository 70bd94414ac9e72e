"""Articles selected one by one."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from search.addresses.chosen import MOST_CHOSEN

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def two() -> list[str]:
    return list(Article.objects.order_by("-pk").values_list("public_id", flat=True)[:2])


def test_every_hit_has_a_checkbox_in_a_form_that_needs_no_script(client: Client) -> None:
    page = client.get("/?q=idlib&outlet=tass").text
    for article in Article.objects.filter(outlet__slug="tass"):
        assert f'<input type="checkbox" name="id" value="{article.public_id}"' in page
    assert '<form class="choosing" action="/marked/" method="post"' in page


@pytest.mark.parametrize("style", ["apa", "mla", "chicago", "nonsense", ""])
def test_selected_articles_are_cited_in_the_order_of_the_address(
    client: Client, style: str
) -> None:
    ids = two()
    page = client.get("/selection/", {"id": ids, "style": style})
    places = [unescape(page.text).index(f"/articles/{each}/") for each in ids]
    assert places == sorted(places)
    assert "2 selected articles" in page.text


@pytest.mark.parametrize("extension", ["bib", "ris", "json", "csv", "jsonl"])
def test_a_selection_is_exported_with_its_own_receipt(client: Client, extension: str) -> None:
    response = client.get(f"/export.{extension}", {"id": two()})
    assert response.headers["Archive-Total"] == response.headers["Archive-Exported"] == "2"
    assert "Archive-Generation" not in response.headers
    assert response.headers["Archive-Query"].startswith("http://testserver/selection/?id=")
    receipt = client.get("/receipt.json", {"id": two()}).json()
    assert receipt["public_ids"] == two()
    assert receipt["receipt"]["sha256"] == response.headers["Archive-SHA256"]


def test_withdrawn_and_unknown_articles_are_counted_and_not_shown(client: Client) -> None:
    gone, stays = two()
    Article.objects.filter(public_id=gone).update(withdrawn_at=timezone.now())
    page = client.get("/selection/", {"id": [gone, stays, "abc"]}).text
    assert "2 articles in this list are not in the archive, or no longer in it." in page
    assert gone not in page.partition("<main")[2]
    assert client.get("/receipt.json", {"id": [gone, stays]}).json()["public_ids"] == [stays]


@pytest.mark.parametrize(
    "ids",
    [[], [""], ["<script>alert(1)</script>"], ["x" * 9999], ["\0"], [f"a{n}" for n in range(900)]],
    ids=["none", "empty", "markup", "long", "a NUL", "many"],
)
def test_any_selection_is_a_page(client: Client, ids: list[str]) -> None:
    page = client.get("/selection/", {"id": ids})
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "Nothing selected" in page.text and page.context["references"] == []


def test_too_many_ids_are_refused_by_exports(client: Client) -> None:
    response = client.get("/export.bib", {"id": [f"a{n}" for n in range(MOST_CHOSEN + 1)]})
    assert response.status_code == 413
    assert "To save a whole search" in response.text
