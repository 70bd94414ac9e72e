"""Markdown, with the facts that front matter states above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.findings import Finding, Locator
from articles.extraction.lines.machinedates import read_machine_date
from articles.extraction.stated import CAPTURED, TextLayout
from articles.readers.base import Document, Text, Unreadable
from articles.readers.heads import as_text
from articles.readers.statedlanguages import language_tag
from articles.readers.text import DECODER, read_text, unified

# fmt: off
# Keys of front matter, as static sites and clippers write them.
_KEYS = {
    "title": "headline", "headline": "headline",
    "description": "standfirst", "subtitle": "standfirst", "summary": "standfirst",
    "excerpt": "standfirst", "dek": "standfirst", "deck": "standfirst", "standfirst": "standfirst",
    "lang": "language", "language": "language",
    "author": "byline", "authors": "byline", "byline": "byline",
    "date": "published", "published": "published", "pubdate": "published",
    "publishdate": "published", "date_published": "published",
    "outlet": "outlet", "publication": "outlet", "publisher": "outlet", "site": "outlet",
    "site_name": "outlet", "sitename": "outlet",
    "url": "url", "source": "url", "link": "url", "canonical": "url", "canonical_url": "url",
    "permalink": "url",
    "created": CAPTURED, "clipped": CAPTURED, "saved": CAPTURED, "captured": CAPTURED,
    "date_saved": CAPTURED,
}
# fmt: on
_FENCE = "---"
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?):(?:\s+(?P<value>.*))?$")
_MOST_LINES = 200
_WIKI = re.compile(r"\[\[(?:[^\[\]|\n]{0,500}\|)?(?P<text>[^\[\]|\n]{0,500})\]\]")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,500})\]\([^()\n]{0,2000}\)")
_MARKS = re.compile(
    r"(?P<mark>\*\*\*|\*\*|\*|__|_|`|~~)(?=\S)(?P<text>[^\n]{1,500}?)(?<=\S)(?P=mark)"
)
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*$")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")


class Markdown(Document):
    """A text in Markdown. Its signs of layout are taken off; each line stays a line."""

    name = "markdown"
    suffixes = (".md", ".markdown")
    reader = f"markdown 2 {DECODER}"
    layout = TextLayout.DOCUMENT

    def recognises(self, head: bytes) -> bool | None:
        matter, _ = _parted(as_text(head).replace("\r\n", "\n").split("\n"))
        return True if any(key in _KEYS for key, _ in _entries(matter)) else None

    def text(self, data: bytes) -> Text:
        read = read_text(data)
        _, lines = _parted(unified(read.text).split("\n"))
        text = "\n".join(map(_plain, lines)).strip("\n")
        if not text.strip():
            raise Unreadable("The file has no text below its front matter.")
        return Text(text, read.encoding, read.doubtful)

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        markup = unified(data.decode(text.encoding or "utf-8", "replace").removeprefix("\ufeff"))
        matter, rest = _parted(markup.split("\n"))
        found = list(_stated(matter))
        if not any(each.field == "headline" for each in found):
            found += _first_heading(rest, text.text)
        return found


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines of the front matter, and those of the text."""
    if lines and lines[0].rstrip() == _FENCE:
        for number, line in enumerate(lines[1:_MOST_LINES], start=1):
            if line.rstrip() in (_FENCE, "..."):
                return lines[1:number], lines[number + 1 :]
    return [], lines


def _entries(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the keys of front matter, in small letters, with their values."""
    key, values = "", list[str]()
    for line in lines:
        match = _KEY.match(line)
        if match:
            if key:
                yield key, values
            key, value = match["key"].strip().lower(), (match["value"] or "").strip()
            values = [_bare(each) for each in _listed(value)] if value else []
        elif line.lstrip().startswith("- "):
            values.append(_bare(line.lstrip()[2:]))
    if key:
        yield key, values


def _listed(value: str) -> list[str]:
    return value[1:-1].split(",") if value.startswith("[") and value[1:2] != "[" else [value]


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace('\\"', '"').replace("''", "'")
    return " ".join(_WIKI.sub(lambda match: match["text"], value).split())


def _stated(matter: Sequence[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for key, found in _entries(matter):
        field, values = _KEYS.get(key, "other"), tuple(filter(None, found))
        if not values or (field != "other" and field in seen):
            continue
        seen.add(field)
        text = "; ".join(values)
        if field == "published":
            read = read_machine_date(text)
            if read is not None and read.date is not None:
                yield _finding(field, read.date, key)
                continue
            field = "other"
        if field == "url" and not text.startswith(("http://", "https://")):
            # “source: Harbour Gazette” names the outlet.
            field = "outlet" if key == "source" and "outlet" not in seen else "other"
        if field == "language":
            text = language_tag(text)
            if not text:
                continue
        if field == CAPTURED:
            yield _finding("other", text, key, f"markdown{CAPTURED}")
        else:
            yield _finding(field, values if field == "byline" else text, key)


def _first_heading(lines: Sequence[str], text: str) -> Iterator[Finding]:
    for line in lines:
        if line.strip():
            match = _HEADING.match(line)
            if match and line.startswith("# "):
                value = _plain(line)
                numbers = [n for n, each in enumerate(text.split("\n"), 1) if each == value]
                why = "It is the first heading of the text."
                place = Locator(tuple(numbers[:1]), "heading")
                yield Finding("headline", value, place, "markdown.heading", why)
            return


def _finding(field: str, value: object, key: str, rule: str = "markdown.key") -> Finding:
    why = f"The front matter states it as “{key}”."
    return Finding(field, value, Locator((), f"key {key}"), rule, why)


def _plain(line: str) -> str:
    """Return a line without the signs of Markdown."""
    if _RULE.match(line):
        return ""
    heading = _HEADING.match(line)
    text = heading["text"] if heading else line.removeprefix("> ")
    text = _LINK.sub(lambda match: match["text"], _IMAGE.sub("", text))
    text = _WIKI.sub(lambda match: match["text"], text)
    for _ in range(3):  # marks within marks
        text = _MARKS.sub(lambda match: match["text"], text)
    return text.rstrip()
