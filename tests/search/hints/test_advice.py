"""What a results page offers when a search finds little."""

from __future__ import annotations

import pytest
from django.test import Client

from search.hints.advice import Advice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def advice(client: Client, **parameters: str) -> Advice:
    given = client.get("/", parameters).context["advice"]
    assert isinstance(given, Advice)
    return given


def test_a_slip_leads_to_a_search_that_finds_what_it_says(client: Client) -> None:
    response = client.get("/", {"q": "idilb", "outlet": "tass"})
    meant = response.context["advice"].did_you_mean
    assert (meant.text, meant.url, meant.total) == ("idlib", "/?q=idlib&outlet=tass", 3)
    assert "Did you mean" in response.content.decode()
    assert client.get(meant.url).context["inquiry"].total == 3


def test_what_only_the_captures_have_is_found_there(client: Client) -> None:
    response = client.get("/", {"q": "undesirable"})
    outside = response.context["advice"].outside
    assert (outside.text, outside.total) == ("source:(undesirable)", 1)
    assert "1 article matches outside the story" in response.content.decode()
    assert client.get(outside.url).context["inquiry"].total == 1


@pytest.mark.parametrize(
    "q",
    ["idlib", "", "zzzzzz", "source:zzzzzz", "date:1900", "outlet:undesirable", "x" * 1000],
    ids=lambda q: q[:20],
)
def test_nothing_is_offered_that_would_not_help(client: Client, q: str) -> None:
    assert advice(client, q=q) == Advice()


def test_what_is_offered_is_escaped(client: Client) -> None:
    response = client.get("/", {"q": "<b>undesirable</b>"})
    assert b"<b>undesirable" not in response.content
