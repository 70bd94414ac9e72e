"""PressReader: each document ends with a block of fields, or with its notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.words.persons import is_name
from articles.readers.exports.days import day_in, is_date_line
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import (
    COPYRIGHT,
    Layout,
    read_body,
    read_fields,
    tail_start,
)
from articles.readers.exports.fieldvalues import Value, blocks, joined
from articles.readers.exports.labels import labelled
from articles.readers.exports.splitting import Lines, Piece, by_ends

_FIRST_FIELD = re.compile(r"\s*(?:Article Name|Titre de l.article|Artikelname)\s*:", re.IGNORECASE)
_NOTICE = re.compile(
    r"\s*(?:Printed and distributed by PressReader|(?:www\.)?PressReader\.com\b|PRESSREADER\b)"
    r"|\s*(?:https?://)?(?:www\.)?pressreader\.com/\S+\s*$"
    r"|\s*.{0,60}protected by applicable law",
    re.IGNORECASE,
)
_FURNITURE = re.compile(rf"{_NOTICE.pattern}|{COPYRIGHT.pattern}", re.IGNORECASE)
_LINK = re.compile(r"pressreader\.com/\S*?/(?P<id>\d{12,})")
_BAR = re.compile(r"\s*[|•·–—]\s+|\s{3,}|\t+")
_SIGNED = re.compile(r"\s*(?:by|von|par|por)\s+\S.{1,80}$", re.IGNORECASE)
_EDITION = re.compile(r"\bEdition\s+(?P<date>\d{1,2}/\d{1,2}/\d{4})")
_HEAD_BLOCKS = 6
_HEAD_LINES = 12
_LONGEST_HEAD = 130
_SHORT = 60


class PressReader(Layout):
    """Copied, printed or e-mailed from PressReader."""

    name = "pressread"
    title = "PressReader"
    telling = ("PressReader", "pressreader", "PRESSREADER", "Start Page:", "Article Name:")

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        fields = any(map(_FIRST_FIELD.match, lines)) and any(
            found.label.lower() in ("start page", "publication") for line in lines
            if (found := labelled(line))
        )  # fmt: skip
        return fields or sum(bool(_NOTICE.match(line)) for line in lines) > 0

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True, belongs=_belongs)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        end = tail_start(lines, 0, furniture=_FURNITURE)
        for index in read_fields(entry, lines, end, len(lines)):
            if COPYRIGHT.match(lines[index]):
                entry.add("copyright", joined(lines, [index]))
            if link := _LINK.search(lines[index]):
                entry.add("id", Value(link["id"], (index + 1,), "Link"))
        start = _read_head(entry, lines, end)
        read_body(entry, lines, start, end)
        _add_edition(entry)
        return entry


def _ends(line: str, lines: Lines) -> bool:
    """True for the first line of the block, or of the notice, that ends a document."""
    if _FIRST_FIELD.match(line):
        return any(
            found.label.lower() in ("publication", "start page", "section")
            for each in lines.ahead()[:6]
            if (found := labelled(each))
        )
    return bool(_NOTICE.match(line)) and not _FIRST_FIELD.match("".join(lines.ahead()[:1]))


def _belongs(line: str, before: str = "") -> bool:
    found = labelled(line)
    fields = ("publication", "section", "author", "start page", "end page", "article name", "date")
    return bool(_FURNITURE.match(line)) or (found is not None and found.label.lower() in fields)


def _read_head(entry: Entry, lines: Sequence[str], stop: int) -> int:
    """Read headline, outlet, date and byline above the text; return where the text begins."""
    known = {_plain(entry.text(key)) for key in ("headline", "outlet", "byline", "section")}
    free: list[int] = []
    start, dated = 0, False
    head = [index for block in list(blocks(lines, 0, stop))[:_HEAD_BLOCKS] for index in block]
    for index in head[:_HEAD_LINES]:
        text = lines[index].strip()
        parts = [part for part in _BAR.split(text) if part]
        at = None if dated else next((part for part in parts if is_date_line(part)), None)
        is_signature = bool(_SIGNED.match(text)) or (bool(free) and is_name(text, signed=True))
        has_headline = bool(free or entry.text("headline"))
        if at is not None:
            dated = True
            _add_dated(entry, parts, at, index)
        elif _plain(text) in known:
            pass
        elif is_signature:
            if not entry.text("byline"):
                entry.add("byline", joined(lines, [index]))
        elif _begins_story(text, has_headline) or (dated and _is_complete(entry, free)):
            break
        else:
            free.append(index)
        start = index + 1
    _add_free(entry, lines, free)
    return start


def _begins_story(text: str, has_headline: bool) -> bool:
    return len(text) > _LONGEST_HEAD or (has_headline and text.endswith((".", "”", "»")))


def _is_complete(entry: Entry, free: Sequence[int]) -> bool:
    """True if headline and outlet were read, or the lines for both."""
    named = bool(entry.text("headline")) + bool(entry.text("outlet"))
    return bool(entry.text("headline")) or named + len(free) > 1


def _add_dated(entry: Entry, parts: Sequence[str], at: str, index: int) -> None:
    entry.add("published", Value(at, (index + 1,)))
    for place, part in enumerate(parts):
        if part is at:
            continue
        key = "byline" if _SIGNED.match(part) else "outlet" if not place else "section"
        if not entry.text(key):
            entry.add(key, Value(part, (index + 1,)))


def _add_free(entry: Entry, lines: Sequence[str], free: list[int]) -> None:
    """The lines without a sign: outlet and headline, in this order if there are both."""
    if free and not entry.text("outlet") and len(free) > 1:
        entry.add("outlet", joined(lines, free[:1]))
        free = free[1:]
    if free and not entry.text("headline"):
        entry.add("headline", joined(lines, free))


def _add_edition(entry: Entry) -> None:
    """Read the date of ``Copyright (c) 2019 Harbour Gazette, Edition 3/17/2019``."""
    for value in entry.fields.get("copyright", ()):
        match = _EDITION.search(value.text)
        if match and not entry.text("published"):
            date = day_in(match["date"], month_first=True)
            if date is not None:
                entry.add("published", value._replace(text=str(date)))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
