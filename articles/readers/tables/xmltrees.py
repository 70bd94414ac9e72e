"""XML from outside: no entities, no network, no huge trees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from articles.readers.base import Unreadable

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)


def xml_root(data: bytes, what: str, *, recover: bool = False) -> etree._Element:
    """Parse XML; ``recover``: as much of damaged XML as can be read. Raises Unreadable."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=recover,
    )  # fmt: skip
    try:
        # Definitions of entities are not needed, and could be made to explode.
        root = etree.fromstring(_DOCTYPE.sub(b"", data, count=1), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"This is no valid {what}: {error}.") from error
    if root is None:
        raise Unreadable(f"This is no valid {what}: it has no element.")
    return root


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for anything else."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def below(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants with one of these names, in any namespace."""
    if element is not None:
        yield from (each for each in element.iter() if local(each) in names)


def text_of(element: etree._Element | None) -> str:
    """Return the text in an element, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def spaced_text_of(element: etree._Element | None, *without: str) -> str:
    """Return the text in an element, on one line, with blanks between its parts; ``without`` are
    names of parts that are left out."""
    if element is None:
        return ""
    texts = [element.text or ""]
    for each in element:
        texts += ["" if local(each) in without else spaced_text_of(each, *without), each.tail or ""]
    return re.sub(r" (?=[,.;:])", "", " ".join(" ".join(texts).split()))


def first(element: etree._Element | None, *names: str) -> str:
    """Return the text of the first descendant that has one; names come first to last."""
    found = (text_of(each) for name in names for each in below(element, name))
    return next(filter(None, found), "")


def attribute(element: etree._Element | None, name: str, key: str) -> str:
    """Return an attribute of the first descendant that has it."""
    return next((each.get(key, "") for each in below(element, name) if each.get(key)), "")


def paragraphs_in(content: etree._Element | None) -> list[str]:
    """Return the paragraphs of a story in NITF, XHTML or plain text, without captions."""
    if content is None:
        return []
    # In NITF the text is in one of the parts of its body.
    story = list(below(content, "body.content", "body"))[-1:] or [content]
    found = [text_of(each) for each in below(story[0], "p") if not _is_in(each, "media-caption")]
    whole = "".join(story[0].itertext())
    return [each for each in found if each] or [
        part for part in whole.split("\n\n") if part.strip()
    ]


def _is_in(element: etree._Element, name: str) -> bool:
    return any(local(each) == name for each in element.iterancestors())
