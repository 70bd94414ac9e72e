"""Values of records as plain text: without tags and entities, in lines or paragraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from articles.readers.base import Unreadable
from articles.readers.text import unified
from articles.readers.webpages.visibletext import visible_text

_TAGS = (
    "p|div|span|a|b|i|em|strong|u|h[1-6]|ul|ol|li|blockquote|figure|figcaption|table|tr|td|th|"
    "section|article|sup|sub|small|font|center|script|style|body|html|cite|q|mark|time|pre|aside"
)
# An end tag, or an element that needs none. "<b>" alone may be what a text is about.
_MARKUP = re.compile(rf"</(?:{_TAGS})\s*>|<(?:p|br|img|hr)(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")

# Under what keys objects have their text, and the parts of a name in spoken order.
_TEXT_KEYS = ("name", "literal", "@value", "text", "value", "main", "original", "rendered")
_NAME_PARTS = (
    ("given", "given_name", "givenname", "first", "first_name", "firstname"),
    ("dropping-particle",),
    ("non-dropping-particle",),
    ("family", "family_name", "familyname", "last", "last_name", "lastname", "surname"),
    ("suffix",),
)


def plain_text(text: str) -> str:
    """Return a text without the tags and entities of HTML; of markup, one line per block."""
    if "<" in text and _MARKUP.search(text):
        return _shown(text)
    if "&" in text:
        unescaped = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
        return _shown(unescaped) if _MARKUP.search(unescaped) else unescaped
    return text


def one_line(text: str) -> str:
    """Return a plain text on one line."""
    return " ".join(plain_text(text).split())


def paragraphs(texts: Iterable[str]) -> tuple[str, ...]:
    """Split at blank lines; in a text without any, each line is a paragraph."""
    found: list[str] = []
    for text in texts:
        whole = unified(plain_text(text))
        parts = _PARAGRAPHS.split(whole)
        if len(parts) == 1:
            parts = whole.split("\n")
        found += filter(None, (" ".join(part.split()) for part in parts))
    return tuple(found)


def name_in(value: Any) -> str:
    """Return the text of a value, or that of an object: a person of CSL-JSON, a headline with a
    kicker, a text with the way it is shown."""
    if not isinstance(value, Mapping):
        return "" if isinstance(value, (list, bool)) or value is None else str(value)
    texts = {key.casefold(): each for key, each in value.items() if isinstance(each, str) and each}
    for key in _TEXT_KEYS:
        if key in texts:
            return str(texts[key])
    parts = (next((texts[key] for key in keys if key in texts), "") for keys in _NAME_PARTS)
    return " ".join(filter(None, parts)) or texts.get("title", "")


def date_in(value: Any) -> str:
    """Return the text of a date, also of one that is an object of CSL-JSON or MongoDB."""
    if not isinstance(value, Mapping):
        return name_in(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [str(part) for part in parts[0]]
        if numbers and all(number.isdigit() for number in numbers):
            return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:3])])
    for key in ("raw", "literal", "$date", "value"):
        if isinstance(value.get(key), (str, int)):
            return str(value[key])
    return ""


def _shown(markup: str) -> str:
    try:
        # Each line is a block already.
        return "\n".join(filter(None, visible_text(markup).split("\n")))
    except Unreadable:
        return ""  # nothing but tags
