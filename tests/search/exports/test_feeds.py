"""The documents of feeds."""

from __future__ import annotations

import datetime as dt
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from search.exports.feeds import Entry, Feed, atom, entry_of, json_feed

NOON = dt.datetime(2026, 1, 2, 12, 0, 0, 5, tzinfo=dt.UTC)
ENTRY = Entry(
    url="https://a.example/articles/1ad7/",
    title="Talks & <talks>",
    summary="They went on.",
    authors=("Ann Lee",),
    outlet="The Post",
    tags=("Ferries & ports",),
    published=dt.date(2020, 3, 4),
    changed=NOON,
)
FEED = Feed("Idlib", "https://a.example/feed.atom?q=a&x=b", "https://a.example/?q=a", [ENTRY])
ATOM = "{http://www.w3.org/2005/Atom}"


def test_atom_has_the_elements_that_the_standard_requires() -> None:
    root = ET.fromstring(atom(FEED))
    assert [root.findtext(ATOM + tag) for tag in ("id", "title", "updated")] == [
        FEED.url,
        "Idlib",
        "2026-01-02T12:00:00Z",
    ]
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == ENTRY.url
    assert entry.findtext(f"{ATOM}title") == ENTRY.title
    assert entry.findtext(f"{ATOM}published") == "2020-03-04T00:00:00Z"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ann Lee"
    assert entry.findtext(f"{ATOM}summary") == "They went on."


def test_json_feed_has_the_members_that_the_standard_requires() -> None:
    feed = json.loads(json_feed(FEED))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == FEED.url
    (item,) = feed["items"]
    assert item["id"] == item["url"] == ENTRY.url
    assert item["content_text"] == "They went on."
    assert item["date_published"] == "2020-03-04T00:00:00Z"


def test_an_entry_without_author_or_date_is_valid_too() -> None:
    feed = replace(FEED, entries=[replace(ENTRY, authors=(), outlet="", published=None)])
    entry = ET.fromstring(atom(feed)).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Unknown"
    assert entry.find(f"{ATOM}published") is None
    (item,) = json.loads(json_feed(feed))["items"]
    assert item["authors"] == []
    assert "date_published" not in item


def test_an_empty_feed_is_always_the_same() -> None:
    empty = replace(FEED, entries=[])
    assert "1970-01-01T00:00:00Z" in atom(empty).decode()
    assert json.loads(json_feed(empty))["items"] == []


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("A ferry sank.\n\nNobody drowned.", "A ferry sank."),
        ("ferry " * 100, "ferry " * 82 + "ferry…"),
        ("渡" * 600, "渡" * 499 + "…"),
    ],
    ids=["first paragraph", "cut at a blank", "cut where there is no blank"],
)
def test_the_summary_is_a_standfirst_or_the_start_of_the_text(body: str, summary: str) -> None:
    article = Article(public_id="1ad7", headline="Talks", body=body, changed_at=NOON)
    assert entry_of(article, ENTRY.url).summary == summary
    article.standfirst = "They went on."
    assert entry_of(article, ENTRY.url).summary == "They went on."


@given(st.text(max_size=50))
def test_any_text_makes_well_formed_feeds(text: str) -> None:
    feed = replace(FEED, title=text, entries=[replace(ENTRY, title=text, outlet=text)])
    assert ET.fromstring(atom(feed)).tag == f"{ATOM}feed"
    assert json.loads(json_feed(feed))["title"] == text
