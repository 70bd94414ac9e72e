"""The search language on real captures: how many of the seeds each form finds."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from articles.partialdate import PartialDate
from search.inquiry.inquiry import Inquiry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def asked(client: Client, q: str) -> Inquiry:
    inquiry = client.get("/", {"q": q}).context["inquiry"]
    assert isinstance(inquiry, Inquiry)
    return inquiry


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ('"operation shield"', 0),
        ('"operation shield"~1', 2),
        ('"shield operation"~1', 2),
        ('"putin erdogan"~5', 4),
        ("Erdogen~", 5),
        ("Erdogen", 0),
        ("Izzedin~", 1),
        ("Idlub~1 izzeddin", 1),
        ("headline:kremlim~", 1),
        ("source:undesirible~", 1),
        ("t*key", 4),
        ("codenam?d", 1),
        ("talk", 5),
        ("=talk", 1),
        ("=talks", 4),
        ("dateline:moscow", 3),
        ("caption:izzeddin", 1),
        ("captions:izzeddin", 1),
        ("date:2020", 4),
        ("date:2020-02-24", 1),
        ("date:2020-03..", 3),
        ("date:..2020-02", 1),
        ("is:undated", 1),
        ("is:dated", 4),
        ("is:stated", 1),
        ("is:inferred", 3),
        ("is:inferred OR is:undated", 4),
        ("has:caption", 2),
        ("has:caption is:dated", 1),
        ("-has:headline", 1),
        ("has:byline", 0),
    ],
)
def test_a_form_finds(client: Client, q: str, expected: int) -> None:
    inquiry = asked(client, q)
    assert (inquiry.total, inquiry.notes) == (expected, ())


def test_a_date_that_an_editor_set_is_found_as_edited(client: Client) -> None:
    assert asked(client, "is:edited").total == 0
    article = Article.objects.get(published=None)
    article.set_published(PartialDate(2020, 3))
    article.published_basis = Article.Basis.EDITED
    article.save()
    assert asked(client, "is:edited").total == 1
    assert asked(client, "is:undated").total == 0


def test_matches_of_a_form_are_marked_in_the_results(client: Client) -> None:
    page = client.get("/", {"q": '"shield operation"~1'}).text
    assert "<mark>Operation</mark> Spring <mark>Shield</mark>" in page.replace("“", "")


def test_an_unknown_value_is_read_as_words(client: Client) -> None:
    inquiry = asked(client, "is:idlib")
    assert inquiry.total == 5
    assert inquiry.notes == (
        "“is:idlib” is not a known condition, so it was read as plain words."
        " After “is:” you can use dated, undated, stated, inferred, edited.",
    )
