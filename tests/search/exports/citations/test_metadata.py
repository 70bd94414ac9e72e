"""The metadata of articles in pages, for Zotero and other programs."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from urllib.parse import parse_qsl

from articles.partialdate import PartialDate
from search.exports.citations.citation import Citation
from search.exports.citations.metadata import coins, json_ld, meta_tags
from search.exports.citations.people import Person

BARE = Citation(
    key="1ad7",
    title="Talks </script><!-- & “more”",
    url="https://a.example/articles/1ad7/",
    accessed=dt.date(2026, 11, 2),
)
FULL = replace(
    BARE,
    authors=(Person("Lee", "Ann"), Person("Ek", "Bo")),
    outlet="The Post",
    date=PartialDate(2020, 3),
    language="de",
    abstract="What was said.",
    original="https://post.example/talks",
)


def test_the_meta_tags_describe_a_newspaper_article() -> None:
    assert meta_tags(FULL) == [
        ("DC.type", "newspaperArticle"),
        ("citation_title", FULL.title),
        ("citation_author", "Ann Lee"),
        ("citation_author", "Bo Ek"),
        ("citation_date", "2020-03"),
        ("citation_language", "de"),
        ("citation_abstract", "What was said."),
        ("citation_public_url", "https://post.example/talks"),
        ("DC.source", "The Post"),
        ("DC.coverage", FULL.url),
    ]
    assert [name for name, _ in meta_tags(BARE)] == [
        "DC.type",
        "citation_title",
        "citation_public_url",
    ]


def test_json_ld_has_the_same_facts_and_cannot_end_its_script() -> None:
    text = json_ld(FULL)
    assert not set("<>&") & set(text)
    data = json.loads(text)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == FULL.title
    assert data["datePublished"] == "2020-03"
    assert data["publisher"]["name"] == "The Post"
    assert (data["url"], data["isBasedOn"]) == (FULL.url, "https://post.example/talks")
    assert (data["inLanguage"], data["description"]) == ("de", "What was said.")
    assert [author["name"] for author in data["author"]] == ["Ann Lee", "Bo Ek"]
    assert not json.loads(json_ld(BARE)).keys() & {"author", "publisher", "datePublished"}


def test_coins_is_a_newspaper_article_in_dublin_core() -> None:
    assert parse_qsl(coins(FULL)) == [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", FULL.title),
        ("rft.creator", "Lee, Ann"),
        ("rft.creator", "Ek, Bo"),
        ("rft.source", "The Post"),
        ("rft.date", "2020-03"),
        ("rft.language", "de"),
        ("rft.description", "What was said."),
        ("rft.identifier", "https://post.example/talks"),
    ]
