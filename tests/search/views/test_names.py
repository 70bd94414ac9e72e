"""Names and quotations on pages, in files and in searches."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.mentions.corrections import set_speaker
from articles.mentions.storage import bring_up_to_date
from articles.models import Article
from search.index.documents import document_of
from search.index.outbox import rebuild
from tests.articles.stories import article

pytestmark = pytest.mark.django_db(transaction=True)

BODIES = {
    "Ferry": "“The hull <b>has</b> a tear,” Captain Anna Weil said in Paris.",
    "Storm": "Captain Anna Weil spoke in Rome. “We wait for calm weather,” she said.",
    "Harbour": "“The quay is shut for repairs,” Mayor Olaf Brun said. On Friday, Weil was in Rome.",
}


@pytest.fixture
def stories() -> Iterator[dict[str, Article]]:
    made = {headline: article(headline, body) for headline, body in BODIES.items()}
    for number, each in enumerate(made.values()):
        each.language = "en"
        each.published, each.published_precision = dt.date(2021, 1, 1 + number), "day"
        each.save()
    bring_up_to_date()
    rebuild()
    yield made


def found(client: Client, q: str) -> list[str]:
    inquiry = client.get("/", {"q": q}).context["inquiry"]
    assert inquiry.total == len(inquiry.found)
    return sorted(each.article.headline for each in inquiry.found)


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("quote:tears", ["Ferry"]),
        ('quote:"calm weather"', ["Storm"]),
        ("quote:paris", []),
        ('speaker:"Anna Weil"', ["Ferry", "Storm"]),
        ("speaker:weil -quote:hull", ["Storm"]),
        ("speaker:weil OR speaker:brun", ["Ferry", "Harbour", "Storm"]),
        ("has:quote rome", ["Harbour", "Storm"]),
    ],
)
def test_searches_find_speakers_and_what_they_say(
    client: Client, stories: dict[str, Article], q: str, wanted: list[str]
) -> None:
    assert found(client, q) == wanted


def test_a_correction_reaches_the_search_and_every_page(
    client: Client, stories: dict[str, Article]
) -> None:
    editor = User.objects.create_user("mira")
    set_speaker(stories["Storm"], "We wait for calm weather", "Pia Sand", editor)
    assert found(client, 'speaker:"Pia Sand"') == ["Storm"]
    assert found(client, "speaker:weil") == ["Ferry"]
    assert "Pia Sand" in client.get(stories["Storm"].get_absolute_url()).text
    assert "Pia Sand" in client.get("/names/").text


def test_the_index_has_the_present_text_though_it_was_not_read_yet(
    stories: dict[str, Article],
) -> None:
    changed = stories["Ferry"]
    changed.body = "“I am late again,” Mr Jan Hall said."
    documents = [document_of(changed)]
    changed.version += 1
    documents.append(document_of(changed))
    assert [each.texts["speaker"] for each in documents] == ["Anna Weil", "Jan Hall"]


def test_names_of_a_search_are_listed_with_counts_and_dates(
    client: Client, stories: dict[str, Article]
) -> None:
    page = client.get("/names/").text
    people = page.split('id="person"')[1].split("</section>")[0]
    assert people.index("Anna Weil") < people.index("Olaf Brun")
    assert "also <bdi>Weil</bdi>" in people and "1 Jan 2021 to 3 Jan 2021" in people
    assert "Counted in 3 articles" in page
    page = client.get("/names/?q=quay").text
    assert "Anna" not in page and "Olaf Brun" in page
    assert 'href="/?q=quay+%22Rome%22"' in page


def test_all_names_are_a_file(client: Client, stories: dict[str, Article]) -> None:
    answer = client.get("/names.csv?q=rome")
    rows = list(csv.DictReader(answer.text.removeprefix("\ufeff").splitlines()))
    assert {"kind": "place", "name": "Rome", "articles": "2"}.items() <= rows[2].items()
    assert [row["name"] for row in rows if row["kind"] == "speaker"] == ["Anna Weil", "Olaf Brun"]
    assert client.get("/names.csv?from=nothing").status_code == 400


def test_what_a_speaker_says_is_listed_newest_first(
    client: Client, stories: dict[str, Article]
) -> None:
    page = client.get("/quotations/?speaker=anna+weil").text
    assert page.index("We wait for calm") < page.index("The hull &lt;b&gt;has&lt;/b&gt; a tear")
    assert "2 quotations in 2 articles" in page
    assert f'href="{stories["Ferry"].get_absolute_url()}#p1"' in page
    page = client.get("/quotations/?speaker=Anna+Weil&q=rome").text
    assert "1 quotation in 1 article" in page and "hull" not in page
    assert "No quotation of this speaker" in client.get("/quotations/?speaker=nobody").text
    assert client.get("/quotations/").status_code == 302


def test_an_article_shows_its_names_and_quotations_with_reasons(
    client: Client, stories: dict[str, Article]
) -> None:
    page = client.get(stories["Storm"].get_absolute_url()).text
    listed = page.split('id="mentions"')[1].split("</section>")[0]
    for words in (
        'href="/?q=%22Anna+Weil%22"',
        "a title or a role stands before it",
        "<q>We wait for calm weather</q>",
        'href="/quotations/?speaker=Anna+Weil"',
        "a pronoun stands for the only person named just before",
        'href="#p1"',
    ):
        assert words in listed
    assert "<form" not in listed and "<details>" in page
    page = client.get(f"{stories['Storm'].get_absolute_url()}?q=quote:calm").text
    assert "<details open>" in page and 'id="hit-1"' in page.split('id="mentions"')[1]
