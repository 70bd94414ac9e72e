"""The advice of a results page when a search finds little."""

from __future__ import annotations

import pytest
from django.test import Client

from search.hints.advice import Advice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def advice(client: Client, **parameters: str) -> Advice:
    found = client.get("/", parameters).context["advice"]
    assert isinstance(found, Advice)
    return found


def test_did_you_mean_finds_as_many_articles_as_it_says(client: Client) -> None:
    response = client.get("/", {"q": "idilb", "outlet": "tass"})
    meant = response.context["advice"].did_you_mean
    assert (meant.text, meant.url, meant.total) == ("idlib", "/?q=idlib&outlet=tass", 3)
    assert "Did you mean" in response.content.decode()
    assert client.get(meant.url).context["inquiry"].total == 3


def test_a_search_that_only_whole_captures_match_is_offered(client: Client) -> None:
    response = client.get("/", {"q": "undesirable"})
    outside = response.context["advice"].outside
    assert (outside.text, outside.total) == ("source:(undesirable)", 1)
    assert "1 article matches outside the story" in response.content.decode()
    assert client.get(outside.url).context["inquiry"].total == 1


def test_operators_that_were_read_as_words_are_offered_as_commands(client: Client) -> None:
    response = client.get("/", {"q": "IDLIB IS NOT IN THE MOON", "outlet": "tass"})
    other = response.context["advice"].as_commands
    assert (other.text, other.total) == ("idlib is NOT in the moon", 3)
    assert "With AND, OR and NOT as commands" in response.content.decode()
    again = client.get(other.url).context
    assert again["inquiry"].total == 3
    assert again["advice"] == Advice()


def test_operators_that_were_obeyed_are_offered_as_words(client: Client) -> None:
    response = client.get("/", {"q": "IDLIB NOT SYRIA"})
    other = response.context["advice"].as_words
    assert other.text == "idlib not syria"
    assert client.get(other.url).context["inquiry"].total == other.total > 0


def test_a_date_among_the_words_is_offered_as_the_date_of_publication(client: Client) -> None:
    response = client.get("/", {"q": "idlib march 2020", "outlet": "tass"})
    dated = response.context["advice"].published
    assert (dated.text, dated.when) == ("idlib", "in March 2020")
    assert dated.url == "/?q=idlib&outlet=tass&date=2020-03"
    assert "published in March 2020</a> for <strong>idlib</strong>" in response.content.decode()
    assert client.get(dated.url).context["inquiry"].total == dated.total > 0


def test_what_an_outlet_published_is_offered_if_the_search_names_it(client: Client) -> None:
    response = client.get("/", {"q": "stories from tass about russia"})
    written = response.context["advice"].written
    assert (written.text, written.whose) == ("outlet:(tass) russia", "from tass")
    assert f"articles from tass</a>: <strong>{written.text}" in response.content.decode()
    assert client.get(written.url).context["inquiry"].total == written.total > 0
    assert advice(client, q="articles by zzzzzz").written is None


@pytest.mark.parametrize("more", [{"date": "2020"}, {"from": "2020-01-01"}])
def test_a_period_that_was_chosen_is_left_alone(client: Client, more: dict[str, str]) -> None:
    assert advice(client, q="idlib march 2020", **more).published is None


@pytest.mark.parametrize(
    "q",
    ["idlib", "", "zzzzzz", "source:zzzzzz", "date:1900", "outlet:undesirable", "x" * 1000],
    ids=lambda q: q[:20],
)
def test_no_advice_is_given_that_would_not_help(client: Client, q: str) -> None:
    assert advice(client, q=q) == Advice()


def test_advice_is_escaped(client: Client) -> None:
    response = client.get("/", {"q": "<b>undesirable</b>"})
    assert b"<b>undesirable" not in response.content
