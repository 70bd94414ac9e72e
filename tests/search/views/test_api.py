"""`GET /api/search`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.conftest import damage

pytestmark = pytest.mark.django_db(transaction=True)


def ask(client: Client, **parameters: Any) -> dict[str, Any]:
    response = client.get("/api/search", parameters)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.usefixtures("seeds")
class TestAnswer:
    def test_it_has_the_same_results_as_the_page(self, client: Client) -> None:
        answer = ask(client, q="codenamed")
        assert answer["total"] == 1
        assert answer["relaxed"] is None
        assert "codenamed" in answer["understood"]
        (hit,) = answer["hits"]
        assert hit["outlet"] == "TASS"
        assert hit["published"] == "2020-03-05"
        assert hit["published_basis"] == "inferred"
        assert hit["url"].startswith("http://testserver/articles/")
        assert hit["score"] > 0

    def test_the_spans_of_a_snippet_are_its_matches(self, client: Client) -> None:
        (hit,) = ask(client, q="codenamed")["hits"]
        snippet = hit["snippets"][0]
        (start, end) = snippet["spans"][0]
        assert snippet["field"] == "body"
        assert snippet["text"][start:end] == "codenamed"

    def test_facets_have_values_with_counts(self, client: Client) -> None:
        facets = {facet["name"]: facet["values"] for facet in ask(client, outlet="tass")["facets"]}
        assert {"value": "tass", "label": "TASS", "count": 3, "selected": True} in facets["outlet"]
        assert sum(value["count"] for value in facets["outlet"]) == 5

    @pytest.mark.parametrize(("day", "count"), [("2020-03-05", 1), ("2020-03-31", 0)])
    def test_a_chosen_day_counts_what_it_shows(self, client: Client, day: str, count: int) -> None:
        answer = ask(client, q="codenamed", date=day)
        (dates,) = (facet["values"] for facet in answer["facets"] if facet["name"] == "date")
        (chosen,) = (value for value in dates if value["value"] == day)
        assert (answer["total"], chosen["count"], chosen["selected"]) == (count, count, True)

    def test_per_page_sets_the_length_of_a_page(self, client: Client) -> None:
        first = ask(client, q="idlib", per_page=2)
        third = ask(client, q="idlib", per_page=2, page=3)
        assert (len(first["hits"]), len(third["hits"]), first["pages"]) == (2, 1, 3)
        ids = {hit["public_id"] for hit in first["hits"] + third["hits"]}
        assert len(ids) == 3

    def test_an_unknown_parameter_is_noted(self, client: Client) -> None:
        assert "frobnicate" in ask(client, q="idlib", frobnicate="1")["notes"][0]

    @pytest.mark.parametrize(
        "parameters",
        [
            {"date": "soon"},
            {"from": "soon"},
            {"sort": "best"},
            {"page": "0"},
            {"per_page": "0"},
            {"per_page": "101"},
            {"per_page": "ten"},
        ],
    )
    def test_a_malformed_parameter_is_400_in_json(
        self, client: Client, parameters: dict[str, str]
    ) -> None:
        response = client.get("/api/search", parameters)
        assert response.status_code == 400
        assert len(response.json()["errors"]) == 1


@pytest.mark.usefixtures("seeds")
def test_an_engine_that_is_down_is_503_in_json(client: Client, index_folder: Path) -> None:
    damage(index_folder)
    response = client.get("/api/search", {"q": "idlib"})
    assert response.status_code == 503
    (error,) = response.json()["errors"]
    assert "reindex" in error
    assert str(index_folder) not in error
