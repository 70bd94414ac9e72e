"""NewsML-G2: the news items of a wire feed, alone or in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from articles.readers.base import Container, Failure, Member, Opened, Unreadable, bounded
from articles.readers.heads import root_of
from articles.readers.tables.recordmembers import RecordMembers
from articles.readers.tables.records import Fields, RecordDocument
from articles.readers.tables.wire import wire_fields
from articles.readers.tables.xmltrees import (
    attribute,
    below,
    first,
    paragraphs_in,
    text_of,
    xml_root,
)

_ROOT = re.compile(r"<(?:!doctype )?(?:\w+:)?news(?:item|message)\b")
_WHAT = "NewsML-G2"


class NewsItem(RecordDocument):
    """One ``newsItem``."""

    name = "newsitem"
    reader = f"newsitem 1 lxml {etree.__version__}"

    def fields(self, data: bytes) -> Fields:
        root = xml_root(data, _WHAT)
        item = next(below(root, "newsItem"), None)
        if item is None:
            raise Unreadable("This is no item of NewsML-G2.")
        about, content = (next(below(item, name), None) for name in ("itemMeta", "contentMeta"))
        provider = first(next(below(about, "provider"), None), "name") or _code(about, "provider")
        values = {
            "headline": first(content, "headline"),
            "standfirst": first(content, "description"),
            "byline": [text_of(each) for each in below(content, "by")] or _names(content),
            "dateline": first(content, "dateline"),
            "published": first(content, "contentCreated") or first(about, "firstCreated")
            or first(about, "versionCreated"),
            "language": attribute(content, "language", "tag"),
            "body": paragraphs_in(next(below(item, "contentSet"), None)),
            "id": item.get("guid", ""),
            "version": item.get("version", ""),
            "version created": first(about, "versionCreated"),
            "status": _code(about, "pubStatus"),
            "signal": _code(about, "signal").rpartition(":")[2],
            "note": first(about, "edNote"),
            "slug": first(content, "slugline"),
            "urgency": first(content, "urgency"),
            "credit": first(content, "creditline"),
            "copyright": first(item, "copyrightNotice"),
            "subjects": [each.get("qcode", "") for each in below(content, "subject")],
        }  # fmt: skip
        return wire_fields(values, provider)


class NewsMl(Container):
    """A news item, or a message with several."""

    name = "newsml"

    def recognises(self, head: bytes) -> bool | None:
        return True if _ROOT.match(root_of(head)) else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        data = bounded(file.file, max_bytes)
        root = xml_root(data, _WHAT)
        items = list(below(root, "newsItem"))
        if not items:
            raise Unreadable("The message has no news item.")
        records = RecordMembers(file, "Item", NewsItem())
        for number, item in enumerate(items, start=1):
            own = data if item is root else etree.tostring(item, encoding="utf-8", with_tail=False)
            yield records.member(number, own)


def _code(element: etree._Element | None, name: str) -> str:
    found = next(below(element, name), None)
    return "" if found is None else found.get("qcode") or found.get("uri") or ""


def _names(content: etree._Element | None) -> list[str]:
    return [name for each in below(content, "creator") if (name := first(each, "name"))]
