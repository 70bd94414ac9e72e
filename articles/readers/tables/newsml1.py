"""NewsML 1.x, as agencies deliver it: news items whose text is NITF, XHTML or plain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from lxml import etree

from articles.extraction.words.knownoutlets import known_outlets
from articles.readers.base import Container, Failure, Member, Opened, Unreadable, bounded
from articles.readers.heads import root_of
from articles.readers.tables.recordmembers import RecordMembers
from articles.readers.tables.records import Fields, RecordDocument
from articles.readers.tables.wire import wire_fields
from articles.readers.tables.xmltrees import (
    attribute,
    below,
    first,
    local,
    paragraphs_in,
    text_of,
    xml_root,
)

_ROOT = re.compile(r"<(?:!doctype )?(?:\w+:)?newsml\b")
_WHAT = "NewsML"
_VALUE = "FormalName"  # the attribute in which NewsML 1 writes the terms of its vocabularies
_NOTES = ("advisory", "note", "instruction", "correction", "alert")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class NewsMl1Item(RecordDocument):
    """One ``NewsItem``. Its id has no revision, so that a later one is the same article."""

    name = "newsitem1"
    reader = f"newsitem1 1 lxml {etree.__version__}"

    def fields(self, data: bytes) -> Fields:
        root = xml_root(data, _WHAT)
        item = next(below(root, "NewsItem"), None)
        if item is None:
            raise Unreadable("This is no item of NewsML.")
        identifier, management = (
            next(below(item, name), None) for name in ("NewsIdentifier", "NewsManagement")
        )
        story = _story(item)
        lines = next(chain(below(story, "NewsLines"), below(item, "NewsLines")), None)
        domain = first(identifier, "ProviderId")
        top = next(below(story, "body.head"), None)  # of NITF in the item
        values = {
            "headline": first(lines, "HeadLine") or first(top, "hl1"),
            "standfirst": first(lines, "SubHeadLine") or first(top, "hl2"),
            "byline": [text_of(each) for each in below(lines, "ByLine")]
            or [text_of(each) for each in below(top, "byline")],
            "dateline": first(lines, "DateLine") or first(top, "dateline"),
            "published": first(management, "FirstCreated") or first(identifier, "DateId"),
            "language": attribute(item, "Language", _VALUE) or item.get(_LANG, ""),
            "captions": _captions(item),
            "body": _body(story) or _body(item),
            "id": _id(identifier),
            "version": first(identifier, "RevisionId"),
            "version created": first(management, "ThisRevisionCreated"),
            "status": attribute(management, "Status", _VALUE),
            "signal": attribute(management, "Instruction", _VALUE),
            "note": _note(item),
            "slug": first(item, "SlugLine") or first(identifier, "NameLabel")
            or first(item, "NameLabel"),
            "urgency": attribute(management, "Urgency", _VALUE),
            "keywords": [text_of(each) for each in below(item, "KeywordLine")],
            "credit": first(item, "CreditLine"),
            "copyright": first(item, "CopyrightLine"),
            "source": attribute(next(below(item, "Source"), None), "Party", _VALUE),
            "subjects": [
                each.get(_VALUE, "")
                for each in below(item, "Subject", "SubjectMatter", "SubjectDetail")
            ],
        }  # fmt: skip
        fields = wire_fields(values, _provider(item, domain))
        # The same in an update that names its provider otherwise.
        return replace(fields, provider=domain or fields.provider)


class NewsMl1(Container):
    """A file with one item or several, in the envelope of a delivery, which changes."""

    name = "newsml1"

    def recognises(self, head: bytes) -> bool | None:
        return True if _ROOT.match(root_of(head)) else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        root = xml_root(bounded(file.file, max_bytes), _WHAT)
        # A package holds the items of its stories, and is none itself.
        items = [each for each in below(root, "NewsItem") if not _is_package(each)]
        if not items:
            raise Unreadable("The file has no news item.")
        records = RecordMembers(file, "Item", NewsMl1Item())
        for number, item in enumerate(items, start=1):
            own = etree.tostring(item, encoding="utf-8", with_tail=False)
            yield records.member(number, own)


def _is_package(item: etree._Element) -> bool:
    return any(each is not item for each in below(item, "NewsItem"))


def _story(item: etree._Element) -> etree._Element:
    """Return the component that is the main one, or the first."""
    components = list(below(item, "NewsComponent"))
    main = (each for each in components if _role(each) == "main")
    return next(main, next(iter(components), item))


def _role(component: etree._Element) -> str:
    role = next((each for each in component if local(each) == "Role"), None)
    return "" if role is None else role.get(_VALUE, "").lower()


def _body(component: etree._Element) -> list[str]:
    """Return the paragraphs of the first text in a component; pictures have captions only."""
    for content in below(component, "ContentItem"):
        kind = attribute(content, "MediaType", _VALUE).lower()
        if kind in ("", "text") and not _is_caption(content):
            found = paragraphs_in(next(below(content, "DataContent"), None))
            if found:
                return found
    return []


def _captions(item: etree._Element) -> list[str]:
    own = (each for each in below(item, "DataContent") if _is_caption(each))
    found = [text_of(each) for each in (*own, *below(item, "media-caption"))]
    return [each for each in found if each]


def _is_caption(element: etree._Element) -> bool:
    return any(
        local(each) == "NewsComponent" and _role(each) == "caption"
        for each in element.iterancestors()
    )


def _id(identifier: etree._Element | None) -> str:
    parts = [first(identifier, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    return ":".join(("urn", "newsml", *parts)) if parts[-1] else ""


def _note(item: etree._Element) -> str:
    """Return what the provider tells editors of the item."""
    for line in below(item, "NewsLine"):
        kind = attribute(line, "NewsLineType", _VALUE).lower()
        if any(word in kind for word in _NOTES):
            return first(line, "NewsLineText")
    return ""


def _provider(item: etree._Element, domain: str) -> str:
    """Return the name of the provider, whose id is a domain: “afp.com”."""
    known = known_outlets().at_host(domain)
    stated = attribute(next(below(item, "Provider"), None), "Party", _VALUE)
    return known.name if known else stated or domain
