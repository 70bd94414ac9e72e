"""Alerts: mails that list articles found by a search, each with headline, outlet and address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from articles.readers.webpages.markupbounds import require_bounded

_SENDERS = re.compile(r"googlealerts-noreply@google\.com|alerts?@(?:[\w-]+\.)?google\.com")
_SCHEMA = re.compile(r"https?://schema\.org/(?:News)?Article$")
# A link in the plain text stands below its item: <https://www.google.com/url?…&url=…>
_LINK = re.compile(r"<?(?P<link>https?://www\.google\.[a-z.]{2,6}/url\?[^\s<>]+)>?")


@dataclass(frozen=True, slots=True)
class Item:
    """An article that an alert lists; ``snippet`` is a passage of it."""

    headline: str
    outlet: str
    snippet: str
    url: str

    def as_record(self) -> bytes:
        """Return the item as a record, whose format is ``record``."""
        facts = {
            "headline": self.headline,
            "outlet": self.outlet,
            "url": self.url,
            "body": self.snippet,
            "note": "An alert listed it: the text is a passage, not the article.",
        }
        return json.dumps({k: v for k, v in facts.items() if v}, ensure_ascii=False).encode()


def is_alert(address: str) -> bool:
    """True if the sender with this address sends alerts."""
    return _SENDERS.fullmatch(address.lower()) is not None


def items_in_html(markup: str) -> list[Item]:
    """Return the articles that the markup of an alert describes in terms of schema.org."""
    data = markup.encode("utf-8", "replace")
    require_bounded(data)
    try:
        root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", remove_comments=True))
    except etree.ParseError:
        return []
    if root is None:
        return []
    return [
        item
        for each in root.iter()
        if _SCHEMA.match(each.get("itemtype") or "") and (item := _item(each)).headline
    ]


def _item(article: etree._Element) -> Item:
    headline = outlet = snippet = url = ""
    for each in article.iter():
        name = each.get("itemprop") or ""
        text = " ".join("".join(each.itertext()).split())
        if name == "url" and not url:
            url = target_of(each.get("href") or "")
        elif name == "publisher" and not outlet:
            outlet = text
        elif name in ("name", "headline") and not headline:
            headline = text
        elif name == "description" and not snippet:
            snippet = text
    return Item(headline, outlet, snippet, url)


def items_in_text(text: str) -> list[Item]:
    """Return the articles of an alert in plain text: headline, outlet, passage, link."""
    return list(_items_in_text(text))


def _items_in_text(text: str) -> Iterator[Item]:
    lines: list[str] = []
    for line in text.splitlines():
        match = _LINK.fullmatch(line.strip())
        if match is None:
            lines = [*lines, line.strip()] if line.strip() else []
            continue
        if len(lines) >= 2:
            headline, outlet, *passage = lines
            yield Item(
                headline, outlet, " ".join(passage).replace("*", ""), target_of(match["link"])
            )
        lines = []


def target_of(link: str) -> str:
    """Return the address to which a link of Google leads; other links as they are."""
    try:
        parts = urlsplit(link)
        if (parts.hostname or "").startswith("www.google.") and parts.path == "/url":
            query = parse_qs(parts.query)
            return (query.get("url") or query.get("q") or [""])[0]
    except ValueError:
        return ""
    return link
