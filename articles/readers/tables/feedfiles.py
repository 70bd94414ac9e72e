"""RSS and Atom: each item of a saved feed is an article, if only a teaser of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from importlib.metadata import version
from typing import Any

from lxml import etree

from articles.readers.base import (
    Container,
    Failure,
    Member,
    Opened,
    PassedOver,
    Unreadable,
    bounded,
)
from articles.readers.heads import root_of
from articles.readers.tables.keys import ID
from articles.readers.tables.plainvalues import paragraphs, plain_text
from articles.readers.tables.recordmembers import RecordMembers
from articles.readers.tables.records import Fields, RecordDocument
from articles.readers.tables.xmltrees import local, xml_root

_ROOT = re.compile(r"<(?:!doctype )?(?:\w+:)?(?:rss|feed|rdf)\b")
_RDF = re.compile(r"<(?:\w+:)?rdf\b")
_RSS_IN_RDF = (b"purl.org/rss/", b"my.netscape.com/", b"<channel", b"<item")
_ITEMS = ("item", "entry")
# What exports of websites call their parts that are no articles.
_OTHER_POSTS = ("page", "attachment", "nav_menu_item", "revision", "custom_css",
                "customize_changeset", "oembed_cache", "user_request")  # fmt: skip
# What is kept of the feed itself with each item. Anything else changes with every capture.
_OF_FEED = ("title", "link", "language")
_SECTION = re.compile(r"\s+[|–—»-]\s+|:\s+")
# A description that is at least so long, in several paragraphs, is the text itself.
_LONG, _FEW = 1_000, 3
#: How many times larger than one article a feed may be.
_LARGER = 10


class FeedItem(RecordDocument):
    """One item, within a feed of its own that has the title and language of the whole."""

    name = "feeditem"
    reader = f"feeditem 2 feedparser {version('feedparser')}"

    def fields(self, data: bytes) -> Fields:
        # Most commands never need it.
        import feedparser

        # An empty list of headers: feedparser then takes bytes for bytes, never for an address.
        read = feedparser.parse(data, response_headers={"content-type": "application/xml"})
        if not read.entries:
            raise Unreadable("This is no item of a feed.")
        item = dict(read.entries[0])  # feedparser's own answers with one key for another
        teaser, body = str(item.get("summary", "")), _content(item)
        if not body and _is_text(teaser):
            teaser, body = "", teaser
        values: dict[str, Any] = {
            "title": item.get("title", ""),
            "author": [
                each.get("name", "") for each in item.get("authors", []) if each.get("name")
            ],
            "published": item.get("published") or item.get("updated") or "",
            "feed": read.feed.get("title", ""),
            "outlet": _SECTION.split(plain_text(str(read.feed.get("title", ""))).strip())[0],
            "link": item.get("link", ""),
            "language": str(read.feed.get("language", "")).lower().partition("-")[0],
            "summary": "" if teaser and plain_text(teaser) == plain_text(body) else teaser,
            "content": body,
            "id": item.get("id") or item.get("link") or "",
            "updated": item.get("updated", "") if item.get("published") else "",
            "tags": _each(item, "tags", "term"),
        }
        names = {"headline": "title", "byline": "author", "published": "published",
                 "outlet": "outlet", "url": "link", "language": "language",
                 "standfirst": "summary", "body": "content", ID: "id"}  # fmt: skip
        kept = {key: value for key, value in values.items() if value}
        key_of = {fact: key for fact, key in names.items() if key in kept}
        provider = "feed" if "://" in str(values["id"]) else ""
        return Fields(kept, key_of, provider, is_feed=True)


class Feed(Container):
    """A feed as saved from its address."""

    name = "feed"
    suffixes = (".rss", ".atom")

    def recognises(self, head: bytes) -> bool | None:
        root = root_of(head)
        # RDF without the names of RSS is a file of references or something else.
        is_other = _RDF.match(root) and not any(name in head for name in _RSS_IN_RDF)
        return True if _ROOT.match(root) and not is_other else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure | PassedOver]:
        root = xml_root(bounded(file.file, _LARGER * max_bytes), "feed", recover=True)
        items = [each for each in root.iter() if local(each) in _ITEMS]
        if not items:
            raise Unreadable("The feed has no items.")
        records = RecordMembers(file, "Item", FeedItem())
        whole = _without_items(root)
        channel = next((each for each in whole.iter() if local(each) == "channel"), whole)
        parent = channel if local(whole) == "rss" else whole
        names = _display_names(root)
        other = 0
        for number, item in enumerate(items, start=1):
            if _is_no_article(item):
                other += 1
                continue
            own = deepcopy(item)
            own.tail = None
            _in_forms_of_feeds(own, names)
            parent.append(own)
            yield records.member(number, etree.tostring(whole, encoding="utf-8"))
            parent.remove(own)
        if other:
            yield PassedOver(file.name, "record of a page, picture or draft", other)


def _is_no_article(item: etree._Element) -> bool:
    """True for what else the export of a website has: its pages, pictures, menus and drafts."""
    kind, status = _own(item, "post_type"), _own(item, "status")
    is_other = kind in _OTHER_POSTS or kind.startswith("wp_")
    return bool(kind) and (is_other or status not in ("", "publish", "private"))


def _in_forms_of_feeds(item: etree._Element, names: Mapping[str, str]) -> None:
    """Give an item of a website's export the author's name and the excerpt as feeds have them."""
    for child in list(item):
        if local(child) == "creator" and (child.text or "").strip() in names:
            child.text = names[(child.text or "").strip()]
        if local(child) == "encoded" and "excerpt" in child.tag and (child.text or "").strip():
            for each in [each for each in item if local(each) == "description"]:
                item.remove(each)
            etree.SubElement(item, "description").text = child.text


def _display_names(root: etree._Element) -> dict[str, str]:
    """Return the names of the authors of a website's export by the names that they sign in with."""
    authors = (each for each in root.iter() if local(each) == "author")
    logins = ((_own(each, "author_login"), _own(each, "author_display_name")) for each in authors)
    return {login: name for login, name in logins if login and name}


def _own(element: etree._Element, name: str) -> str:
    return next(((each.text or "").strip() for each in element if local(each) == name), "")


def _without_items(root: etree._Element) -> etree._Element:
    whole = deepcopy(root)
    for parent in [whole, *(each for each in whole if local(each) == "channel")]:
        for child in list(parent):
            if local(child) not in (*_OF_FEED, "channel"):
                parent.remove(child)
    return whole


def _each(item: Any, key: str, part: str) -> list[str]:
    return [str(each[part]) for each in item.get(key, []) if each.get(part)]


def _content(item: Any) -> str:
    texts = [str(each.get("value", "")) for each in item.get("content", [])]
    return max(texts, key=len, default="")


def _is_text(description: str) -> bool:
    parts = paragraphs([description])
    return len(parts) >= _FEW and sum(map(len, parts)) >= _LONG
