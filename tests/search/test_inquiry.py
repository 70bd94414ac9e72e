"""One search of a page: how often it is parsed and run, and how deep its pages go."""

from __future__ import annotations

from unittest import mock

import pytest
from django.test import Client

from search.engines import Engine, get_engine
from search.hints.lessons import FORMS
from search.language.lexing import lex
from tests.conftest import Asked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


@pytest.mark.parametrize(
    ("query", "trips"),
    [
        ("q=idlib", (1, 0)),
        ("q=idlib&page=9", (2, 0)),
        ("q=idlib&chart=share", (2, 0)),
        # The words that no article has, the parts of the search, another spelling, other blanks.
        ("q=idlib xylophone", (1, 5)),
    ],
)
def test_a_page_makes_as_few_trips_to_the_engine_as_possible(
    client: Client, asked: Asked, query: str, trips: tuple[int, int]
) -> None:
    client.get(f"/?{query}")
    assert (asked.searches, len(asked.totals)) == trips


def test_the_examples_of_the_help_page_are_counted_in_one_trip(
    client: Client, asked: Asked
) -> None:
    client.get("/search/help")
    first, *others = asked.totals
    assert asked.searches == 0
    assert first > len(FORMS) - 4
    assert len(others) <= 2 and sum(others) < first / 2


@pytest.mark.parametrize("text", ["idlib", "idlib putin", "idlib xylophone", "xylophone -recital"])
def test_a_search_is_parsed_once_for_a_page(client: Client, text: str) -> None:
    with mock.patch("search.language.parsing.lex", side_effect=lex) as reading:
        client.get("/", {"q": text})
    assert [call.args[0] for call in reading.call_args_list].count(text) == 1


def test_a_page_too_deep_for_the_engine_becomes_the_last_possible_one_with_a_note(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(get_engine()), "deepest", 4)
    first = client.get("/api/search", {"q": "idlib", "per_page": "2", "page": "2"}).json()
    last = client.get("/api/search", {"q": "idlib", "per_page": "2", "page": "3"}).json()
    assert (last["total"], last["pages"], last["page"]) == (5, 2, 2)
    assert last["hits"] == first["hits"]
    assert "Page 3 lies too deep to be shown; this is page 2. An export has more." in last["notes"]


def test_an_engine_without_a_vocabulary_answers_without_hints(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("terms", "similar", "frequencies"):
        monkeypatch.setattr(type(get_engine()), name, getattr(Engine, name))
    page = client.get("/?q=idlibb")
    assert page.context["advice"].did_you_mean is None
    kinds = {each["kind"] for each in client.get("/api/suggest?q=idl").json()["suggestions"]}
    assert "word" not in kinds
    found = client.get("/?q=idlib").context["inquiry"].found[0].article
    assert client.get(found.get_absolute_url()).context["related"] == []
