"""Tags as readers see them: a facet, an address, a field, and in all that programs read."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from articles.models import Article, Tag
from articles.tagging import Retagging

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

NAME = 'Peace & <b>"talks"'


@pytest.fixture
def tagged() -> Article:
    """The first article has both tags, the second one of them."""
    first, second = Article.objects.order_by("pk")[:2]
    Retagging((NAME, "Idlib")).apply([first.pk], None)
    Retagging(("idlib",)).apply([second.pk], None)
    return first


def facet(page: dict[str, object]) -> list[tuple[str, int, bool]]:
    facets = page["facets"]
    assert isinstance(facets, list)
    (values,) = [each["values"] for each in facets if each["name"] == "tag"] or [[]]
    return [(each["label"], each["count"], each["selected"]) for each in values]


def ask(client: Client, **parameters: str | list[str]) -> dict[str, object]:
    answer: dict[str, object] = client.get("/api/search", parameters).json()
    return answer


def test_an_archive_without_tags_has_no_such_facet(client: Client) -> None:
    assert facet(ask(client)) == []
    assert "facet-tag" not in client.get("/?q=").text


def test_the_facet_adds_up_and_a_tag_is_an_address(client: Client, tagged: Article) -> None:
    assert facet(ask(client)) == [("Idlib", 2, False), (NAME, 1, False)]
    for value in (NAME, NAME.upper()):
        one = ask(client, tag=value)
        assert one["total"] == 1
        assert facet(one) == [("Idlib", 2, False), (NAME, 1, True)]
    assert ask(client, tag=[NAME, "Idlib"])["total"] == 2
    assert one["understood"] == f"all articles, tagged “{NAME}”"
    page = client.get("/", {"tag": NAME})
    assert "<b>&quot;" not in page.text and "&lt;b&gt;" in page.text
    (choice,) = page.context["choices"]
    assert (choice.label, choice.url) == (f"tagged “{NAME}”", "/?q=")


def test_a_tag_that_is_unknown_finds_nothing_and_says_so(client: Client, tagged: Article) -> None:
    answer = ask(client, tag="Nowhere")
    assert answer["total"] == 0
    assert "There is no tag “Nowhere” in this archive." in str(answer["notes"])
    assert "without the tag filter" in client.get("/?tag=Nowhere").text.lower()


def test_an_address_follows_a_renamed_tag(client: Client, tagged: Article) -> None:
    tag = Tag.objects.get(key="idlib")
    tag.name = "Syria"
    tag.save()
    assert ask(client, tag="idlib")["total"] == 2
    assert facet(ask(client, tag="idlib"))[0] == ("Syria", 2, True)
    assert ask(client, q="tag:syria")["total"] == 2
    assert ask(client, q="tag:idlib")["total"] == 2, "the former name is a name, too"


@pytest.mark.parametrize(
    ("q", "total", "words"),
    [
        ('tag:"peace talks"', 0, "the phrase “peace talks” in the tags"),
        ("tag:idlib", 2, "“idlib” in the tags"),
        ("tags:idl*", 2, "a word beginning with “idl” in the tags"),
        ("has:tag", 2, "all articles, with a tag"),
        ("-has:tag", 3, "without a tag"),
        ("tag:idlib -tag:talks", 1, "without “talks” in the tags"),
    ],
)
def test_tags_are_a_field_of_the_language(
    client: Client, tagged: Article, q: str, total: int, words: str
) -> None:
    answer = ask(client, q=q)
    assert (answer["total"], words in str(answer["understood"])) == (total, True), answer


def test_bare_words_do_not_search_tags(client: Client, tagged: Article) -> None:
    before = ask(client, q="negotiated")["total"]
    Retagging(("negotiated",)).apply([tagged.pk], None)
    assert ask(client, q="negotiated")["total"] == before


def test_programs_read_the_tags(client: Client, tagged: Article) -> None:
    hits = ask(client, tag=NAME)["hits"]
    assert isinstance(hits, list) and hits[0]["tags"] == ["Idlib", NAME]
    (row,) = csv.DictReader(
        io.StringIO(client.get("/export.csv", {"tag": NAME}).getvalue().decode())
    )
    assert row["tags"] == f"Idlib; {NAME}"
    (line,) = client.get("/export.jsonl", {"tag": NAME}).getvalue().decode().splitlines()
    assert json.loads(line)["tags"] == ["Idlib", NAME]
    saved = {
        extension: client.get(f"/export.{extension}", {"tag": NAME}).getvalue().decode()
        for extension in ("bib", "ris", "json")
    }
    assert 'keywords = {Idlib, Peace \\& <b>"talks"}' in saved["bib"]
    assert f"KW  - Idlib\r\nKW  - {NAME}\r\n" in saved["ris"]
    assert json.loads(saved["json"])[0]["keyword"] == f"Idlib, {NAME}"
    (item,) = client.get("/feed.json", {"tag": NAME}).json()["items"]
    assert item["tags"][-2:] == ["Idlib", NAME]
    assert 'term="Idlib"' in client.get("/feed.atom", {"tag": NAME}).text
    assert "keywords" in client.get(f"/articles/{tagged.public_id}/cite.bib").text


def test_the_page_of_an_article_has_its_tags(client: Client, tagged: Article) -> None:
    page = client.get(tagged.get_absolute_url()).text
    assert '<a href="/?tag=Idlib" rel="tag">' in page
    assert "<b>&quot;talks" not in page and 'name="tags"' not in page
