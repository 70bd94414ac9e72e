"""The articles of a search that were added last as a feed: Atom (RFC 4287) or JSON Feed 1.1.

A feed also names the articles that were withdrawn or erased last, whether or not the search had
found them: in Atom as RFC 6721 says, in JSON as an extension (`_withdrawn`).

Atom is written here, because Django's feedgenerator allows only one author for an entry, gives
links no media type, writes summaries only as HTML and dates an empty feed by the clock.
"""

from __future__ import annotations

import datetime as dt
import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.extraction.lines.titles import shortened
from articles.models import Article
from articles.spreadsheets import one_line

_DECLARATION = b"<?xml version='1.0' encoding='utf-8'?>\n"
_ATOM = "http://www.w3.org/2005/Atom"
_DELETED = "http://purl.org/atompub/tombstones/1.0"
#: The date of a feed without entries: Atom requires a date, and it should not change.
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LONGEST_SUMMARY = 500  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a feed; ``url`` is its permanent address and its id."""

    url: str
    title: str
    summary: str
    authors: tuple[str, ...]
    outlet: str
    tags: tuple[str, ...]
    published: dt.date | None
    changed: dt.datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """An article that was taken down. ``url`` is the id of its entry; ``words`` say what was done
    and why, as far as readers may know."""

    url: str
    on: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. ``url`` is its own address, ``page`` the address of the search."""

    title: str
    url: str
    page: str
    entries: Sequence[Entry]
    gone: Sequence[Gone] = ()

    @property
    def changed(self) -> dt.datetime:
        return max((entry.changed for entry in self.entries), default=_NEVER)


def entry_of(article: Article, url: str) -> Entry:
    """The entry of an article, whose tags should be prefetched. ``published`` is None unless
    the day is known, since a feed cannot express a month or a year."""
    date = article.published_date
    summary = one_line(article.standfirst or next(iter(article.paragraphs), ""))
    return Entry(
        url=url,
        title=one_line(article.title),
        summary=shortened(summary, _LONGEST_SUMMARY),
        authors=tuple(filter(None, map(one_line, article.byline))),
        outlet=one_line(article.outlet.name) if article.outlet else "",
        tags=tuple(article.tag_names),
        published=date.first_day if date and date.day else None,
        changed=article.changed_at,
    )


def atom(feed: Feed) -> bytes:
    root = ET.Element("feed", {"xmlns": _ATOM, **({"xmlns:at": _DELETED} if feed.gone else {})})
    _text(root, "id", feed.url)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(feed.changed))
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        element = ET.SubElement(root, "entry")
        _text(element, "id", entry.url)
        _text(element, "title", entry.title)
        _text(element, "updated", _moment(entry.changed))
        if entry.published:
            _text(element, "published", _midnight(entry.published))
        ET.SubElement(element, "link", rel="alternate", type="text/html", href=entry.url)
        # Atom requires an author for every entry, so the outlet stands in for one.
        for name in entry.authors or (entry.outlet or "Unknown",):
            _text(ET.SubElement(element, "author"), "name", name)
        for term in _terms(entry):
            ET.SubElement(element, "category", term=_legal(term))
        if entry.summary:
            _text(element, "summary", entry.summary)
    for gone in feed.gone:
        deleted = ET.SubElement(root, "at:deleted-entry", ref=gone.url, when=_midnight(gone.on))
        _text(deleted, "at:comment", gone.words)
    return _DECLARATION + ET.tostring(root, encoding="unicode").encode()


def json_feed(feed: Feed) -> bytes:
    items = [
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "content_text": entry.summary,
            "authors": [{"name": name} for name in entry.authors or (entry.outlet,) if name],
            "tags": _terms(entry),
            "date_modified": _moment(entry.changed),
            **({"date_published": _midnight(entry.published)} if entry.published else {}),
        }
        for entry in feed.entries
    ]
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "items": items,
    }
    if feed.gone:
        data["_withdrawn"] = [
            {"id": each.url, "date_withdrawn": _midnight(each.on), "comment": each.words}
            for each in feed.gone
        ]
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _terms(entry: Entry) -> list[str]:
    return [entry.outlet, *entry.tags] if entry.outlet else [*entry.tags]


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _legal(text)


def _legal(text: str) -> str:
    """The text without the characters that XML does not allow."""
    return "".join(
        char for char in text if char not in "\ufffe\uffff" and (char >= " " or char in "\t\n\r")
    )


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _midnight(date: dt.date) -> str:
    return f"{date}T00:00:00Z"
