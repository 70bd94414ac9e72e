"""PressReader: each document ends with a block of fields, or with its notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from articles.extraction.lines.organisations import is_section
from articles.extraction.words.knownoutlets import known_outlets
from articles.readers.exports.days import day_in, is_date_line
from articles.readers.exports.documentfields import COPYRIGHT, read_body, read_fields, tail_start
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout
from articles.readers.exports.fieldvalues import Value, blocks, joined, may_go_on
from articles.readers.exports.labels import labelled
from articles.readers.exports.signedpeople import is_signature, people_in
from articles.readers.exports.splitting import Lines, Piece, by_ends, by_starts

_FIRST_FIELD = re.compile(r"\s*(?:Article Name|Titre de l.article|Artikelname)\s*:", re.IGNORECASE)
_NOTICE = re.compile(
    r"\s*(?:Printed and distributed by PressReader|(?:www\.)?PressReader\.com\b|PressReader\s*$"
    r"|(?:©|\(c\)|Copyright)\s*(?:\d{4}\s*)?PressReader\b)"
    r"|\s*(?:https?://)?(?:www\.)?pressreader\.com/\S+\s*$"
    r"|\s*.{0,60}protected by applicable law",
    re.IGNORECASE,
)
# What the text view prints above its notice, in the language of the reader's menus.
_FOOT = (
    r"\s*(?:Newspapers|Magazines|Zeitungen|Zeitschriften|Journaux|Magazines|Periódicos|Revistas|"
    r"Giornali|Quotidiani|Riviste|Jornais|Kranten|Tijdschriften|Tidningar|Aviser|Gazety)"
    r"\s+(?:in|from|auf|aus|en|de|du|in|da|di|em|uit|på|från|fra|z|w)\s+\S.{0,40}$"
)
_FURNITURE = re.compile(rf"{_NOTICE.pattern}|{COPYRIGHT.pattern}|{_FOOT}", re.IGNORECASE)
_LINK = re.compile(r"pressreader\.com/\S*?/(?P<id>\d{12,})")
_BAR = re.compile(r"\s*[|•·–—]\s+|\s+-\s+|\s{3,}|\t+")
_EDITION = re.compile(r"\bEdition\s+(?P<date>\d{1,2}/\d{1,2}/\d{4})")
_PAGE = re.compile(
    r"\s*(?:Page|Seite|Página|Pagina|Sida|Side|Strona)\s+(?P<page>[A-Z]{0,2}\d[\w-]*)\s*$",
    re.IGNORECASE,
)
_HEAD_BLOCKS = 6
_HEAD_LINES = 12
_LONGEST_HEAD = 130
_LONGEST_TITLE = 300  # characters of headline and byline below a section


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
        first = next(iter(lines.ahead()), "")
        if _FIRST_FIELD.match(first):
            return by_starts(lines, _ends_fields, keep=True)
        return by_ends(lines, _ends, keep=True, belongs=_belongs)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        top = next(blocks(lines, 0, len(lines)), range(0))
        begin = top.stop if top and _FIRST_FIELD.match(lines[top[0]]) else 0
        read_fields(entry, lines, 0, begin)
        end = tail_start(lines, begin, furniture=_FURNITURE)
        for index in read_fields(entry, lines, end, len(lines)):
            if COPYRIGHT.match(lines[index]):
                entry.add("copyright", joined(lines, [index]))
            if link := _LINK.search(lines[index]):
                entry.add("id", Value(link["id"], (index + 1,), "Link"))
        start = begin or _read_head(entry, lines, end)
        read_body(entry, lines, start, end)
        _add_edition(entry)
        return entry


def _ends(line: str, lines: Lines) -> bool:
    """True for the first line of the block, or of the notice, that ends a document."""
    if _FIRST_FIELD.match(line):
        return _ends_fields(line, lines)
    return bool(_NOTICE.match(line)) and not _FIRST_FIELD.match("".join(lines.ahead()[:1]))


def _ends_fields(line: str, lines: Lines) -> bool:
    """True for the first line of a block of fields, above or below a document."""
    return bool(_FIRST_FIELD.match(line)) and any(
        found.label.lower() in ("publication", "start page", "section")
        for each in lines.ahead()[:6]
        if (found := labelled(each))
    )


def _belongs(line: str, before: str = "") -> bool:
    found = labelled(line)
    fields = ("publication", "section", "author", "start page", "end page", "article name", "date")
    return bool(_FURNITURE.match(line)) or (found is not None and found.label.lower() in fields)


def _read_head(entry: Entry, lines: Sequence[str], stop: int) -> int:
    """Read headline, outlet, date and byline above the text; return where the text begins.

    The line with the date stands between them: the outlet in it or directly above it, the headline
    above both or below them.
    """
    known = {_plain(entry.text(key)) for key in ("headline", "outlet", "byline", "section")}
    head = [index for block in list(blocks(lines, 0, stop))[:_HEAD_BLOCKS] for index in block]
    dated = next((i for i in head[:_HEAD_LINES] if _date_part(lines[i])), None)
    above = [i for i in head if dated is None or i < dated]
    start = 0
    if dated is not None:
        _add_dated(entry, lines, dated)
        start = dated + 1
    else:
        above = _undated_head(lines, above, known)
        start = above[-1] + 1 if above else 0
    free: list[int] = []
    for index in above:
        if _plain(lines[index]) in known:
            continue
        may_sign = bool(free) and index + 1 != dated and not may_go_on(lines, free[-1], index)
        if may_sign and is_signature(lines[index]):
            _add_byline(entry, joined(lines, [index]))
        else:
            free.append(index)
    _add_free(entry, lines, free, dated)
    return _read_below(entry, lines, start, stop, known)


def _date_part(line: str) -> str:
    """The part of a line that is a date; "" if there is none."""
    return next((part for part in _BAR.split(line.strip()) if part and is_date_line(part)), "")


def _undated_head(lines: Sequence[str], head: Sequence[int], known: set[str]) -> list[int]:
    """The lines above a text without a date: the first block, and what repeats a field."""
    taken: list[int] = []
    for index in head[:_HEAD_LINES]:
        adjacent = not taken or index == taken[-1] + 1
        signs = is_signature(lines[index]) or _plain(lines[index]) in known
        if not (adjacent or signs) or (taken and _begins_story(lines[index].strip())):
            break
        taken.append(index)
    return taken


def _read_below(entry: Entry, lines: Sequence[str], start: int, stop: int, known: set[str]) -> int:
    """Read headline and byline below the date where they stand there; return where the text is."""
    free: list[int] = []
    repeated = ""
    if start < stop and (page := _PAGE.match(lines[start])):
        _add(entry, "page", Value(page["page"], (start + 1,)))
        start += 1
    if _is_section(lines, start, stop) and not entry.text("headline"):
        _add(entry, "section", joined(lines, [start]))
        start += 1
    for index in range(start, stop):
        text = lines[index].strip()
        if not text:
            continue
        # A headline that a field states too may be wrapped here.
        whole = _plain(f"{repeated} {text}")
        if any(value.startswith(whole) for value in known):
            repeated = "" if whole in known else whole
            start = index + 1
            continue
        if (free or entry.text("headline")) and is_signature(text):
            _add_byline(entry, joined(lines, [index]))
        elif entry.text("headline") or (free and not may_go_on(lines, free[-1], index)):
            start = index
            break
        else:
            free.append(index)
        start = index + 1
    if free:
        _add(entry, "headline", joined(lines, free))
    return start


def _is_section(lines: Sequence[str], index: int, stop: int) -> bool:
    """True for a section directly below the date; headline and text stand below it."""
    below = list(islice(blocks(lines, index, stop), 3))
    if len(below) < 3 or below[0] != range(index, index + 1):
        return False
    text = lines[index].strip()
    is_named = is_section(text) or len(text.split()) == 1
    title = joined(lines, below[1]).text
    return is_named and len(title) <= _LONGEST_TITLE and not title.endswith((".", "”", "»"))


def _begins_story(text: str) -> bool:
    return len(text) > _LONGEST_HEAD or text.endswith((".", "”", "»"))


def _add(entry: Entry, key: str, value: Value) -> None:
    if not entry.text(key):
        entry.add(key, value)


def _add_byline(entry: Entry, value: Value) -> None:
    """Take a printed byline that names more people than the field does, which may name one."""
    if len(people_in(value.text)) > len(people_in(entry.text("byline"))):
        entry.fields.setdefault("byline", []).insert(0, value)


def _add_dated(entry: Entry, lines: Sequence[str], index: int) -> None:
    """Read "Harbour Gazette | 3 Mar 2019 | News | By Ann Lee"."""
    date = _date_part(lines[index])
    entry.add("published", Value(date, (index + 1,)))
    parts = [part for part in _BAR.split(lines[index].strip()) if part]
    at = parts.index(date)
    for place, part in enumerate(parts):
        if place != at:
            _add(entry, _key_of(part, is_first=place < at), Value(part, (index + 1,)))


def _key_of(part: str, *, is_first: bool) -> str:
    """What a part beside the date states."""
    if is_first:
        return "outlet"
    return "page" if part.isdigit() else "byline" if is_signature(part) else "section"


def _add_free(entry: Entry, lines: Sequence[str], free: list[int], dated: int | None) -> None:
    """Read the lines above the date that have no sign: headline and outlet."""
    if free and not entry.text("outlet"):
        directly = dated is not None and free[-1] == dated - 1
        is_known = known_outlets().named(lines[free[-1]].strip()) is not None
        has_headline = bool(entry.text("headline")) or _has_title_below(lines, dated)
        if is_known or (directly and len(free) > 1) or (dated is not None and has_headline):
            entry.add("outlet", joined(lines, free[-1:]))
            free = free[:-1]
        elif len(free) > 1:
            entry.add("outlet", joined(lines, free[:1]))
            free = free[1:]
    if free and not entry.text("headline"):
        count = 1
        while count < len(free) and may_go_on(lines, free[count - 1], free[count]):
            count += 1
        entry.add("headline", joined(lines, free[:count]))
        entry.add("standfirst", joined(lines, free[count:]))


def _has_title_below(lines: Sequence[str], dated: int | None) -> bool:
    """True if a headline stands below the date, and not the text."""
    if dated is None:
        return False
    block = next(blocks(lines, dated + 1, len(lines)), None)
    if block is None:
        return False
    first = lines[block[0]].strip()
    return not is_signature(first) and not _begins_story(
        first if block[0] == dated + 1 else joined(lines, block).text
    )


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
