"""NITF: one story of a wire feed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from articles.readers.base import Container, Failure, Member, Opened, bounded
from articles.readers.heads import root_of
from articles.readers.tables.recordmembers import RecordMembers
from articles.readers.tables.records import Fields, RecordDocument
from articles.readers.tables.wire import wire_fields
from articles.readers.tables.xmltrees import (
    attribute,
    below,
    first,
    spaced_text_of,
    text_of,
    xml_root,
)

_ROOT = re.compile(r"<(?:!doctype )?(?:\w+:)?nitf\b")


class NitfStory(RecordDocument):
    """One ``nitf`` element."""

    name = "nitfstory"
    reader = f"nitfstory 1 lxml {etree.__version__}"

    def fields(self, data: bytes) -> Fields:
        root = xml_root(data, "NITF")
        head, top, story = (
            next(below(root, name), None) for name in ("head", "body.head", "body.content")
        )
        status = next(below(root, "docdata"), None)
        values = {
            "headline": first(top, "hl1", "hedline") or first(head, "title"),
            "standfirst": first(top, "hl2") or first(top, "abstract"),
            "byline": [spaced_text_of(each, "byttl") for each in below(top, "byline")],
            "dateline": spaced_text_of(next(below(top, "dateline"), None)),
            "published": attribute(head, "pubdata", "date.publication")
            or attribute(head, "date.issue", "norm") or attribute(head, "date.release", "norm"),
            "outlet": attribute(head, "pubdata", "name"),
            "url": attribute(head, "pubdata", "ex-ref"),
            "captions": [text_of(each) for each in below(root, "media-caption")],
            "body": [text_of(each) for each in below(story, "p", "hl2") if not _is_caption(each)],
            "id": attribute(head, "doc-id", "id-string"),
            "version": attribute(head, "du-key", "version"),
            "slug": attribute(head, "du-key", "key") or first(head, "slugline"),
            "urgency": attribute(head, "urgency", "ed-urg"),
            "status": "" if status is None else status.get("management-status", ""),
            "note": attribute(head, "ed-msg", "info") or attribute(head, "correction", "info"),
            "copyright": attribute(head, "doc.copyright", "holder"),
            "section": attribute(head, "pubdata", "position.section"),
            "page": attribute(head, "pubdata", "position.sequence"),
        }  # fmt: skip
        provider = attribute(head, "doc-id", "regsrc") or first(top, "distributor")
        return wire_fields(values, provider)


class Nitf(Container):
    """A file with one story."""

    name = "nitf"

    def recognises(self, head: bytes) -> bool | None:
        return True if _ROOT.match(root_of(head)) else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        yield RecordMembers(file, "Story", NitfStory()).member(1, bounded(file.file, max_bytes))


def _is_caption(element: etree._Element) -> bool:
    return any(each.tag == "media-caption" for each in element.iterancestors())
