"""Results fold copies, if the address says so; all numbers count articles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from tests.articles.copies.wirestory import WIRE
from tests.articles.stories import text

pytestmark = pytest.mark.django_db(transaction=True)

Write = Callable[[str, str | bytes], Path]


@pytest.fixture(autouse=True)
def archive(transactional_db: None, write: Write) -> None:
    """The wire story with its six copies, and two other articles that have the same word."""
    others = [
        {"id": f"o{n}", "headline": f"Pilot boat {n}", "body": f"The lock Vesna. {text(n)}"}
        for n in (1, 2)
    ]
    lines = "\n".join(json.dumps(each) for each in others)
    call_command("ingest", str(WIRE), str(write("others.jsonl", lines)))


def listed(client: Client, address: str) -> list[tuple[str, int]]:
    """The titles that a page lists by themselves, each with the number of those folded."""
    context = client.get(address).context
    items = [*context["complete"], *context["incomplete"]]
    return [(each.found.article.headline, len(each.copies)) for each in items]


def test_copies_stand_under_the_first_of_them(client: Client) -> None:
    plain, folded = "/?q=Vesna&sort=oldest", "/?q=Vesna&sort=oldest&fold=on"
    assert [number for _, number in listed(client, plain)] == [0] * 9
    first, *others = listed(client, folded)
    assert first == ("Lock at Vesna shut after barge strikes gate", 6)
    assert sorted(others) == [("Pilot boat 1", 0), ("Pilot boat 2", 0)]
    page = client.get(folded).text
    assert "<summary>and 6 outlets with the same story</summary>" in page
    assert "6 of the 9 articles on this page are folded under another with the same story" in page
    # Whatever is folded can be marked, and has its place among the results.
    assert page.count('name="id"') == 9
    places = [int(each) for each in re.findall(r'<li class="hit" value="(\d+)"', page)]
    assert sorted(places) == list(range(1, 10))
    assert f'<a href="{plain.replace("&", "&amp;")}">Unfold copies</a>' in page


@pytest.mark.parametrize("address", ["/api/search", "/export.csv", "/export.jsonl", "/feed.json"])
def test_folding_changes_no_number_and_no_file(client: Client, address: str) -> None:
    plain, folded = (client.get(f"/?q=Vesna{more}") for more in ("", "&fold=on"))
    for name in ("total", "counts", "pages"):
        assert getattr(plain.context["inquiry"], name) == getattr(folded.context["inquiry"], name)
    assert plain.context["take_query"] == folded.context["take_query"]
    both = [client.get(f"{address}?q=Vesna{more}") for more in ("", "&fold=on")]
    texts = [b"".join(each).decode() if each.streaming else each.content.decode() for each in both]
    assert texts[0].count("wire-") == texts[1].count("wire-")
    assert len(texts[0]) == len(texts[1].replace("&fold=on", "").replace("\\u0026fold=on", ""))


def test_it_folds_within_a_page_only(client: Client) -> None:
    pages = [listed(client, f"/?q=Vesna&sort=oldest&fold=on&per_page=4&page={n}") for n in (1, 2)]
    assert [[number for _, number in page] for page in pages] == [[3], [1, 0, 0]]


def test_outlets_are_counted_only_if_each_article_has_its_own(client: Client) -> None:
    for each in Article.objects.filter(outlet__name__in=["Nordland Post", "Harbour Ledger"]):
        each.outlet = None
        each.save()
    page = client.get("/?q=Vesna&sort=oldest&fold=on").text
    assert "<summary>and 6 articles with the same story</summary>" in page


def test_folding_takes_one_query(client: Client) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    assert queries("/?q=Vesna&fold=on") == queries("/?q=Vesna") + 1
    assert queries("/?q=Vesna&fold=off") == queries("/?q=Vesna")


def test_the_place_among_the_results_counts_articles(client: Client) -> None:
    address = "/?q=Vesna&sort=oldest&fold=on"
    last = client.get(address).text.split('<li class="hit" value="9"')[1]
    link = last.split('<a href="')[1].split('"')[0]
    page = client.get(link.replace("&amp;", "&")).text
    assert "9 of 9" in page
    assert 'href="/?q=Vesna&amp;sort=oldest&amp;fold=on" rel="up"' in page


def test_an_unreadable_value_is_told(client: Client) -> None:
    page = client.get("/?q=Vesna&fold=maybe").text
    assert "“fold” was not used: “maybe” is not “on” or “off”." in page
